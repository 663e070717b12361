using NukiEdge.Core.Bytes;
using NukiEdge.Core.Ports;
using NukiEdge.Tests.Support;
using NukiEdge.Web.Access;
using NukiEdge.Web.Seals;

namespace NukiEdge.Tests.Access;

/// <summary>Vectors of others, and those of access.md, which the page's TypeScript is held against as well.</summary>
[TestClass]
public class VectorsTest
{
    [TestMethod]
    public void Hmac_gives_what_RFC_4231_says()
    {
        AssertRfc4231(new SoftHmac());
    }

    /// <summary>Test cases 1, 2, 3, 4, 6 and 7 of RFC 4231 section 4 (5 is a truncated one).</summary>
    public static void AssertRfc4231(IHmac hmac)
    {
        AssertMac(hmac, Filled(0x0B, 20), Raw.Of("Hi There"), "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7");
        AssertMac(hmac, Raw.Of("Jefe"), Raw.Of("what do ya want for nothing?"), "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
        AssertMac(hmac, Filled(0xAA, 20), Filled(0xDD, 50), "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe");
        AssertMac(hmac, Raw.FromHex("0102030405060708090a0b0c0d0e0f10111213141516171819"), Filled(0xCD, 50),
            "82558a389a443c0ea4cc819899f2083a85f0faa3e578f8077a2e3ff46729665b");
        AssertMac(hmac, Filled(0xAA, 131), Raw.Of("Test Using Larger Than Block-Size Key - Hash Key First"),
            "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54");
        AssertMac(hmac, Filled(0xAA, 131), Raw.Of("This is a test using a larger than block-size key and a larger than block-size data."
            + " The key needs to be hashed before being used by the HMAC algorithm."),
            "9b09ffa71b942fcb27635fbcd5b0e944bfdc63644f0713938a7f51535c3a35e2");
    }

    [TestMethod]
    public void The_login_is_the_example_of_RFC_7677()
    {
        SoftHmac hmac = new SoftHmac();
        // SaltedPassword of "pencil", 4,096 rounds: the page's work, tested there.
        byte[] salted = Raw.FromHex("c4a49510323ab4f952cac1fa99441939e78ea74d6be81ddf7096e87513dc615d");
        byte[] stored = Raw.FromHex("586e5df283e6dceb5c3e791d8b8528ec191e664045ce971792e2e6b5bb13e2a6");
        byte[] auth = Raw.Of("n=user,r=rOprNGfwEbeRWgbNEkqO,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,s=W22ZaJ0SNY7soEsUEjb6gQ==,"
            + "i=4096,c=biws,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0");
        byte[] proof = Base64.Read(Raw.Of("dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ="), 44);
        byte[] clientKey = ScramProof.ClientKey(hmac, stored, auth, proof);
        Assert.IsNotNull(clientKey);
        Assert.AreEqual(AccessBench.Small(hmac.Of(salted, Raw.Of("Client Key")), 32), AccessBench.Small(clientKey, 32));
        byte[] signature = ScramProof.ServerSignature(hmac, hmac.Of(salted, Raw.Of("Server Key")), auth);
        Assert.AreEqual("6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=", AccessBench.Text(Base64.Of(signature)));
        Assert.AreEqual("cec5f74291eae483bdfd4c87b8453ef3ffab235aec61a1a1c2dba4e34efe75bb",
            AccessBench.Small(ScramProof.SessionKey(hmac, stored, clientKey, auth), 32));
        for (int i = 0; i < 32; i++)
        {
            proof[i] ^= 1;
            Assert.IsNull(ScramProof.ClientKey(hmac, stored, auth, proof));
            proof[i] ^= 1;
        }
    }

    [TestMethod]
    public void Proofs_of_requests_are_those_of_access_md()
    {
        AccessBench bench = new AccessBench();
        bench.Key = Counted(32);
        bench.Id = AccessBench.Small(SessionTable.IdOf(bench.Hmac, bench.Key), 8);
        bench.Box.Sessions.Begin(Raw.FromHex(bench.Id), bench.Key, bench.Clock.NowUs);
        string body = Repeated("a", 600);
        Assert.AreEqual(AccessRole.Owner, bench.Ask(SignedRequest.Session, "da18d248ddd0bb48.1.116083d1eb32e47536ce6687b3bba7f2",
            "POST", "/api/scenes/1/run?dry=1", body));
        Assert.AreEqual(AccessRole.Owner, bench.Ask(SignedRequest.Session, "da18d248ddd0bb48.2.bb2e75fb0199fd9a23f77ad34cf3546b",
            "GET", "/api/status", ""));
        Assert.AreEqual(AccessRole.Owner, bench.Ask(SignedRequest.Ticket, "", "GET",
            "/api/live?after=7&ticket=da18d248ddd0bb48.3.b2d959070be1a7809318d34db77d6a83", ""));
    }

    [TestMethod]
    public void A_sealed_box_is_that_of_access_md_and_opens_nowhere_else()
    {
        SoftHmac hmac = new SoftHmac();
        byte[] label = Raw.Of("page 17 token");
        byte[] secret = Raw.Of("correct horse battery staple, and longer than one block");
        byte[] box = SealedBox.Close(hmac, Counted(32), label, Counted(16), secret, secret.Length);
        Assert.AreEqual(Vector, AccessBench.Text(Base64.Of(box)));
        Assert.AreEqual(AccessBench.Text(secret), AccessBench.Text(SealedBox.Open(hmac, Counted(32), label, box)));
        for (int i = 0; i < box.Length; i++)
        {
            box[i] ^= 1;
            Assert.IsNull(SealedBox.Open(hmac, Counted(32), label, box), i.ToString());
            box[i] ^= 1;
        }

        for (int length = 0; length < box.Length; length++)
        {
            Assert.IsNull(SealedBox.Open(hmac, Counted(32), label, ByteRow.Front(box, length)), length.ToString());
        }

        Assert.IsNull(SealedBox.Open(hmac, Counted(32), Raw.Of("page 18 token"), box), "another request");
        Assert.IsNull(SealedBox.Open(hmac, Counted(32), Raw.Of("box 17 token"), box), "another direction");
        Assert.IsNull(SealedBox.Open(hmac, Counted(32), Raw.Of("page 17 password"), box), "another purpose");
        Assert.IsNull(SealedBox.Open(hmac, Filled(1, 32), label, box), "another key");
        Assert.IsNull(SealedBox.Open(hmac, Counted(32), label, null), "no base64");
    }

    [TestMethod]
    public void Secrets_of_every_length_come_back_and_hide_it()
    {
        SoftHmac hmac = new SoftHmac();
        for (int length = 0; length <= SealedBox.MostBytes; length++)
        {
            byte[] secret = Filled(7, length);
            byte[] box = SealedBox.Close(hmac, Counted(32), Raw.Of("x"), Counted(16), secret, length);
            Assert.AreEqual(33 + (length + 31) / 32 * 32, box.Length);
            Assert.AreEqual(AccessBench.Text(secret), AccessBench.Text(SealedBox.Open(hmac, Counted(32), Raw.Of("x"), box)), length.ToString());
        }
    }

    /// <summary>Also what the TypeScript has to make.</summary>
    public const string Vector = "AAECAwQFBgcICQoLDA0ODzAkyMDZmMdSnQ98mMAluzQk+GSHQwzngm5GSXIY+59DkKna4qqHz5eNug9sxtcwApBu8rhwRQmpCi406X88ZvBDmBfODEkuzl2NNHWhPFuzhw==";

    public static byte[] Counted(int count)
    {
        byte[] bytes = new byte[count];
        for (int i = 0; i < count; i++)
        {
            bytes[i] = (byte)i;
        }

        return bytes;
    }

    public static string Repeated(string text, int count)
    {
        string all = "";
        for (int i = 0; i < count; i++)
        {
            all += text;
        }

        return all;
    }

    private static byte[] Filled(byte with, int count)
    {
        byte[] bytes = new byte[count];
        for (int i = 0; i < count; i++)
        {
            bytes[i] = with;
        }

        return bytes;
    }

    private static void AssertMac(IHmac hmac, byte[] key, byte[] data, string mac)
    {
        Assert.AreEqual(mac, AccessBench.Small(hmac.Of(key, data), 32));
    }
}
