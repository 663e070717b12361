using NukiEdge.Core.Bytes;
using NukiEdge.Net.Http;

namespace NukiEdge.Tests.Http;

/// <summary>What devices and servers really send, and what the grammar of RFC 9110 section 11.6.1 allows.</summary>
[TestClass]
public class ChallengeReaderTest
{
    private readonly ChallengeReader _reader = new ChallengeReader(200);

    [TestMethod]
    public void Headers_of_real_devices_are_read()
    {
        Check("sha256 auth realm=shellypro4pm-f008d1d8b8b8 nonce=60dc59c6",
            "Digest qop=\"auth\", realm=\"shellypro4pm-f008d1d8b8b8\", nonce=\"60dc59c6\", algorithm=SHA-256");
        Check("basic realm=Restricted", "Basic realm=\"Restricted\""); // nginx, auth_basic
        Check("md5 auth realm=private nonce=Ny8yLzIwMDIgMzoyNjoyNCBQTQ algorithm", // Apache, mod_auth_digest
            "Digest realm=\"private\", nonce=\"Ny8yLzIwMDIgMzoyNjoyNCBQTQ\", algorithm=MD5, domain=\"/a /b\", qop=\"auth\"");
        Check("md5 auth realm=IP Camera(C1234) nonce=3a5d1e:1 stale", // Hikvision: two schemes, FALSE and TRUE in capitals
            "Digest qop=\"auth\", realm=\"IP Camera(C1234)\", nonce=\"3a5d1e:1\", stale=\"TRUE\", "
            + "Basic realm=\"IP Camera(C1234)\"");
        Check("md5 auth realm=HTTPS Access nonce=51D1CE4C0C6E6AB1 algorithm", // FritzBox, TR-064
            "Digest realm=\"HTTPS Access\",nonce=\"51D1CE4C0C6E6AB1\",algorithm=MD5,qop=\"auth\"");
        Check("md5 auth realm=DigestRealm nonce=+Upgraded+v1ab stale sess algorithm utf8", // IIS
            "Digest qop=\"auth\",algorithm=MD5-sess,nonce=\"+Upgraded+v1ab\",charset=utf-8,realm=\"DigestRealm\",stale=true");
        Check("md5 auth realm=Login to 3G05A nonce=2045 opaque=e9a1", // Dahua
            "Digest realm=\"Login to 3G05A\", qop=\"auth\", nonce=\"2045\", opaque=\"e9a1\"");
        Check("md5 realm=AXIS nonce=0001 algorithm", "Digest realm=\"AXIS\", nonce=\"0001\", algorithm=MD5"); // RFC 2069
        Check("md5 realm=users nonce=9a1f algorithm", // http-auth of npm with qop none
            "Digest realm=\"users\", qop=\"\", nonce=\"9a1f\", algorithm=\"MD5\", stale=\"false\"");
    }

    [TestMethod]
    public void The_best_of_several_is_taken_whatever_the_order()
    {
        string md5 = "Digest realm=\"r\", qop=\"auth, auth-int\", algorithm=MD5, nonce=\"m\"";
        string sha = "Digest realm=\"r\", qop=\"auth, auth-int\", algorithm=SHA-256, nonce=\"s\"";
        string other = "Digest realm=\"r\", qop=auth, algorithm=SHA-512-256, nonce=\"x\"";
        string expected = "sha256 auth realm=r nonce=s";
        Check(expected, sha + ", " + md5);
        Check(expected, md5 + ", " + sha + ", Basic realm=\"b\"");
        Check(expected, "Negotiate, NTLM TlRMTVNTUAAC==, Basic realm=b," + other + "," + md5 + " , , " + sha);
        Check("md5 auth realm=r nonce=m algorithm", other + ", " + md5);
        Check("basic realm=b", other + ", Basic realm=\"b\", Bearer");
        Check("md5 auth realm=r nonce=2", "Digest realm=r, nonce=1, Digest realm=r, nonce=2, qop=auth");

        _reader.Begin();
        _reader.Add(md5);
        _reader.Add("Newauth realm=\"apps\", type=1, title=\"Login to \\\"apps\\\"\", Basic realm=\"simple\"");
        _reader.Add(sha);
        Assert.AreEqual(expected, Text());
        _reader.Begin();
        Assert.AreEqual("none", Text());
    }

    [TestMethod]
    public void Case_space_and_quotes_are_as_free_as_the_grammar_says()
    {
        Check("sha256 auth realm=R nonce=n stale utf8 opaque=",
            "\t dIgEsT  REALM = \"R\" ,Nonce\t=n,QOP=\"AUTH-INT ,AUTH\",algorithm=\"sha-256\" , "
            + "Stale=TRUE,CHARSET=\"Utf-8\",opaque=\"\",");
        Check("md5 auth realm=a\"b\\c, Basic realm=\"x nonce=1",
            "Digest realm=\"a\\\"b\\\\c, Basic realm=\\\"x\", nonce=1, qop=auth");
        Check("md5 auth realm=r nonce=a/b+c==", "Digest realm=r, nonce=a/b+c==, qop=auth");
        Check("md5 auth realm=r nonce=n", "Digest realm=\"r\" nonce=\"n\" qop=\"auth\""); // commas forgotten
        Check("md5 auth realm=r nonce=n", "Digest realm=r, nonce=n, qop=auth, userhash=true, future=\"x, y\"");
    }

    [TestMethod]
    public void What_cannot_be_used_is_not_used()
    {
        Check("none", "");
        Check("none", "Digest");
        Check("none", "Digest realm=\"r\"");
        Check("none", "Digest nonce=\"n\"");
        Check("none", "Digest realm=\"r\", nonce=\"n\", qop=\"auth-int\"");
        Check("none", "Digest realm=\"r\", nonce=\"n\", algorithm=SHA-512-256");
        Check("none", "Digest realm=\"r\", nonce=\"n\", algorithm=MD5-sess"); // a session needs a qop
        Check("none", "Digest realm=\"r\", realm=\"s\", nonce=\"n\"");
        Check("none", "Digest realm=\"r\", nonce=\"n");
        Check("none", "Digest realm=\"r\r\nSet-Cookie: a\", nonce=\"n\"");
        Check("none", "Digest realm=\"r\u20AC\", nonce=\"n\"");
        Check("none", "Digest realm=\"r\", nonce=\"" + Many('n', 200) + "\"");
        Check("none", Many(' ', ChallengeReader.LineBytes) + "Basic");
        Check("none", "Bearer realm=\"r\", nonce=\"n\"");
        Check("none", "realm=\"r\", nonce=\"n\", qop=auth");
        Check("basic realm=b", "Digest realm=\"r\", nonce=\"n\" ;{}, Basic realm=b");
    }

    [TestMethod]
    public void Texts_up_to_the_limit_fit_and_unknown_ones_of_any_length_do_no_harm()
    {
        string nonce = Many('n', 199);
        Check("md5 auth realm=r nonce=" + nonce,
            "Digest realm=r, domain=\"" + Many('d', 300) + "\", nonce=" + nonce + ", qop=auth");
    }

    [TestMethod]
    public void A_hundred_thousand_random_and_mutated_values_end_without_an_exception()
    {
        string[] seeds =
        {
            "Digest qop=\"auth\", realm=\"shelly\", nonce=\"60dc59c6\", algorithm=SHA-256",
            "Newauth realm=\"apps\", type=1, title=\"Login to \\\"apps\\\"\", Basic realm=\"simple\", "
                + "Digest realm=r,nonce=n,qop=auth",
            "Negotiate, NTLM TlRMTVNTUAAC==, Digest qop=\"auth-int,auth\", opaque=\"\\\"\\\\\", "
                + "stale=true, charset=UTF-8, nonce=1, realm=",
        };
        byte[] line = new byte[160];
        uint random = 2463534242;
        int spoken = 0;
        for (int i = 0; i < 100000; i++)
        {
            int length = 0;
            random = Next(random);
            byte[] seed = Ascii.Of(seeds[(int)(random >> 8) % 3]);
            int kind = (int)(random >> 4) & 3;
            for (int k = 0; k < seed.Length; k++)
            {
                random = Next(random);
                bool hit = kind == 3 || random % 40 == 0;
                // changed, left out, doubled or kept
                line[length] = hit ? (byte)(random >> 16) : seed[k];
                length += hit && kind == 1 ? 0 : 1;
                k -= hit && kind == 2 && k > 0 && length < 20 ? 1 : 0;
            }

            _reader.Begin();
            _reader.Add(line, 0, length);
            DigestChallenge best = _reader.Best;
            spoken += best.Scheme == DigestChallenge.None ? 0 : 1;
            AssertInside(best);
        }

        Assert.IsTrue(spoken > 5000 && spoken < 95000, "usable: " + spoken.ToString());
    }

    private static void AssertInside(DigestChallenge read)
    {
        bool inside = read.RealmAt >= 0 && read.RealmAt + read.RealmLength <= read.Text.Length
            && read.NonceAt >= 0 && read.NonceAt + read.NonceLength <= read.Text.Length
            && read.OpaqueAt >= 0 && read.OpaqueAt + read.OpaqueLength <= read.Text.Length;
        // a comparison first: an assertion for each byte would take most of the time
        if (!inside)
        {
            Assert.IsTrue(inside, "a text lies outside its buffer");
        }

        for (int i = 0; read.Scheme != DigestChallenge.None && i < read.NonceLength; i++)
        {
            byte b = read.Text[read.NonceAt + i];
            bool isControl = (b < 0x20 && b != 9) || b == 0x7F;
            if (isControl)
            {
                Assert.IsFalse(isControl, "a control character in a nonce");
            }
        }
    }

    private void Check(string expected, string header)
    {
        _reader.Begin();
        _reader.Add(header);
        Assert.AreEqual(expected, Text(), header);
    }

    private string Text()
    {
        DigestChallenge read = _reader.Best;
        if (read.Scheme == DigestChallenge.None)
        {
            return "none";
        }

        bool isBasic = read.Scheme == DigestChallenge.Basic;
        string text = isBasic ? "basic" : read.Scheme == DigestChallenge.Md5 ? "md5" : "sha256";
        text += read.HasQop ? " auth" : "";
        text += " realm=" + Part(read, read.RealmAt, read.RealmLength);
        text += isBasic ? "" : " nonce=" + Part(read, read.NonceAt, read.NonceLength);
        text += read.IsStale ? " stale" : "";
        text += read.IsSession ? " sess" : "";
        text += read.HasAlgorithm && read.Scheme == DigestChallenge.Md5 ? " algorithm" : "";
        text += read.IsUtf8 ? " utf8" : "";
        return text + (read.HasOpaque ? " opaque=" + Part(read, read.OpaqueAt, read.OpaqueLength) : "");
    }

    private static string Part(DigestChallenge read, int at, int length)
    {
        string text = "";
        for (int i = 0; i < length; i++)
        {
            text += (char)read.Text[at + i];
        }

        return text;
    }

    private static string Many(char c, int count)
    {
        return new string(c, count);
    }

    private static uint Next(uint x)
    {
        // Xorshift32, Marsaglia 2003: the same numbers in both worlds.
        x ^= x << 13;
        x ^= x >> 17;
        return x ^ (x << 5);
    }
}
