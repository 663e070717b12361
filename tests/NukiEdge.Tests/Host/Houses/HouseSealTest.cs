using System;
using System.Text;
using NukiEdge.Core;
using NukiEdge.Core.Bytes;
using NukiEdge.Core.Houses;
using NukiEdge.Simulator.Adapters;
using NukiEdge.Tests.Support;
using NukiEdge.Web.Houses;
using NukiEdge.Web.Seals;

namespace NukiEdge.Tests.Houses;

/// <summary>Secrets of an export: only the passphrase opens them, and nothing can be changed unseen.</summary>
[TestClass]
public class HouseSealTest
{
    private static readonly byte[] Salt = Encoding.ASCII.GetBytes("123456789012345678");
    private static readonly byte[] Owner = Encoding.ASCII.GetBytes("login front");

    [TestMethod]
    public void The_MAC_is_that_of_RFC_4231()
    {
        var hmac = new PcHmac();
        Assert.AreEqual("B0344C61D8DB38535CA8AFCEAF0BF12B881DC200C9833DA726E9376C2E32CFF7",
            Convert.ToHexString(hmac.Of(Raw.FromHex("0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b"), Encoding.ASCII.GetBytes("Hi There"))), "test case 1");
        Assert.AreEqual("5BDCC146BF60754E6A042426089575C75A003F089D2739839DEC58B964EC3843",
            Convert.ToHexString(hmac.Of(Encoding.ASCII.GetBytes("Jefe"), Encoding.ASCII.GetBytes("what do ya want for nothing?"))), "test case 2");
        byte[] longKey = new byte[131];
        Array.Fill(longKey, (byte)0xAA);
        Assert.AreEqual("60E431591EE0B67F0D8A26AACBF5B77F8E0BC6213728C5140546040F0EE37F54",
            Convert.ToHexString(hmac.Of(longKey, Encoding.ASCII.GetBytes("Test Using Larger Than Block-Size Key - Hash Key First"))), "test case 6");
    }

    [TestMethod]
    public void Keys_are_made_as_RFC_7914_section_11_says()
    {
        Assert.AreEqual("55AC046E56E3089FEC1691C22544B605F94185216DDE0465E68B9D57C20DACBC"
            + "49CA9CCCF179B645991664B39D77EF317C71B845B1E30BD509112041D3A19783", Derived("passwd", "salt", 1));
        Assert.AreEqual("4DDCD8F60B98BE21830CEE5EF22701F9641A4418D04C0414AEFF08876B34AB56"
            + "A1D425A1225833549ADB841B51C9B3176A272BDEBBA1D078478F62B397F33C8D", Derived("Password", "NaCl", 80000));
    }

    [TestMethod]
    public void A_secret_of_any_length_opens_again_and_its_length_does_not_show()
    {
        HouseSeal seal = Seal("a good passphrase");
        for (int length = 1; length <= 128; length++)
        {
            byte[] secret = new byte[length];
            Array.Fill(secret, (byte)(length + 31));
            byte[] box = seal.Close(Owner, secret, length);
            byte[] into = new byte[128];
            Assert.AreEqual(length, seal.Open(Owner, box, box.Length, into));
            Assert.IsTrue(Image.Same(secret, 0, into, 0, length));
            Assert.AreEqual(seal.Close(Owner, new byte[(length + 31) / 32 * 32], (length + 31) / 32 * 32).Length, box.Length);
        }
    }

    [TestMethod]
    public void A_change_of_any_byte_and_another_owner_are_refused()
    {
        HouseSeal seal = Seal("a good passphrase");
        byte[] secret = Encoding.ASCII.GetBytes("secret1");
        byte[] box = seal.Close(Owner, secret, secret.Length);
        byte[] into = new byte[32];
        int tried = 0;
        for (int at = 0; at < box.Length; at++)
        {
            for (int bit = 1; bit < 256; bit <<= 1, tried++)
            {
                box[at] ^= (byte)bit;
                Assert.AreEqual(-1, seal.Open(Owner, box, box.Length, into), $"byte {at}, bit {bit}");
                box[at] ^= (byte)bit;
            }
        }

        Assert.AreEqual(-1, seal.Open(Encoding.ASCII.GetBytes("login gate"), box, box.Length, into));
        for (int length = 0; length < box.Length; length++)
        {
            Assert.AreEqual(-1, seal.Open(Owner, box, length, into), "cut off after " + length);
        }

        Assert.AreEqual(secret.Length, seal.Open(Owner, box, box.Length, into));
        Console.WriteLine(tried + " changed bits, 0 opened");
    }

    [TestMethod]
    public void A_sealed_export_holds_no_secret_and_gives_the_whole_house_back()
    {
        House house = HouseWriterTest.Read(SampleHouse.Text(), Limits.SmallBoard(), "sample");
        string sealedText = HouseWriterTest.All(new HouseWriter(house, HouseSecrets.Sealed, Seal("a good passphrase")), 100);
        Assert.DoesNotContain("secret", sealedText);
        var again = new House(Limits.SmallBoard());
        Assert.IsNull(Open(sealedText, again, "a good passphrase"));
        Assert.AreEqual("", SameHouse.Difference(house, again));

        HouseError wrong = Open(sealedText, new House(Limits.SmallBoard()), "a bad passphrase!");
        Assert.AreEqual("line 2, sealing: this is not the passphrase, or the file was changed", wrong.Text());
        Assert.AreEqual(HouseFault.Sealed, Open(sealedText, new House(Limits.SmallBoard()), null).Fault);
        string moved = sealedText.Replace("\"user\": \"front\"", "\"user\": \"front2\"");
        Assert.AreEqual(HouseFault.SealBroken, Open(moved, new House(Limits.SmallBoard()), "a good passphrase").Fault);
    }

    [TestMethod]
    public void Base64_has_one_text_for_each_row_of_bytes()
    {
        for (int length = 1; length < 70; length++)
        {
            byte[] bytes = new byte[length];
            new Random(length).NextBytes(bytes);
            byte[] text = Base64.Of(bytes);
            Assert.AreEqual(Convert.ToBase64String(bytes), Encoding.ASCII.GetString(text));
            Assert.AreEqual(Convert.ToHexString(bytes), Convert.ToHexString(Base64.Read(text, text.Length)));
        }

        Assert.IsNull(Base64.Read(Encoding.ASCII.GetBytes("QR=="), 4), "bits that stand for nothing");
        Assert.IsNull(Base64.Read(Encoding.ASCII.GetBytes("Q==="), 4));
        Assert.IsNull(Base64.Read(Encoding.ASCII.GetBytes("QUI"), 3));
        Assert.IsNull(Base64.Read(Encoding.ASCII.GetBytes("Q=JD"), 4));
    }

    private static HouseError Open(string text, House into, string passphrase)
    {
        HouseSeal seal = passphrase is null ? null : new HouseSeal(new PcHmac(), Encoding.UTF8.GetBytes(passphrase));
        return HouseReader.Read(new MemorySource(text), into, new HouseReading { MayLackSecrets = true, Seal = seal });
    }

    private static HouseSeal Seal(string passphrase)
    {
        var seal = new HouseSeal(new PcHmac(), Encoding.UTF8.GetBytes(passphrase));
        seal.Begin(Salt, HouseSeal.UsualRounds);
        return seal;
    }

    private static string Derived(string passphrase, string salt, int rounds)
    {
        byte[] key = new byte[64];
        Pbkdf2.Derive(new PcHmac(), Encoding.ASCII.GetBytes(passphrase), Encoding.ASCII.GetBytes(salt), rounds, key);
        return Convert.ToHexString(key);
    }
}
