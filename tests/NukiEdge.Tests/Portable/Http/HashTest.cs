using NukiEdge.Core.Bytes;
using NukiEdge.Net.Http;

namespace NukiEdge.Tests.Http;

/// <summary>MD5 and SHA-256 against the examples of RFC 1321 (A.5) and FIPS 180-4 (NIST's example values).</summary>
[TestClass]
public class HashTest
{
    private const string Digits62 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    [TestMethod]
    public void Md5_gives_the_seven_results_of_RFC_1321()
    {
        Md5 md5 = new Md5();
        Assert.AreEqual("d41d8cd98f00b204e9800998ecf8427e", Hash(md5, ""));
        Assert.AreEqual("0cc175b9c0f1b6a831c399e269772661", Hash(md5, "a"));
        Assert.AreEqual("900150983cd24fb0d6963f7d28e17f72", Hash(md5, "abc"));
        Assert.AreEqual("f96b697d7cb7938d525a2f31aaf161d0", Hash(md5, "message digest"));
        Assert.AreEqual("c3fcd3d76192e4007dfb496cca67e13b", Hash(md5, "abcdefghijklmnopqrstuvwxyz"));
        Assert.AreEqual("d174ab98d277d9f5a5611c2c9f419d9f", Hash(md5, Digits62));
        Assert.AreEqual("57edf4a22be3c955ac49da2e2107b67a", Hash(md5,
            "12345678901234567890123456789012345678901234567890123456789012345678901234567890"));
    }

    [TestMethod]
    public void Sha256_gives_NISTs_results()
    {
        Sha256 sha = new Sha256();
        Assert.AreEqual("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", Hash(sha, ""));
        Assert.AreEqual("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", Hash(sha, "abc"));
        Assert.AreEqual("248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1", Hash(sha,
            "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"));
        Assert.AreEqual("cf5b16a778af8380036ce59e7b0492370b249b11e8f07a51afac45037afee9d1", Hash(sha,
            "abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmnhijklmnoijklmnopjklmnopqklmnopqrlmnopqrsmnopqrstnopqrstu"));
    }

    [TestMethod]
    public void Many_blocks_in_odd_pieces_give_the_same()
    {
        byte[] piece = new byte[100];
        for (int i = 0; i < piece.Length; i++)
        {
            piece[i] = (byte)'a';
        }

        Sha256 sha = new Sha256();
        Md5 md5 = new Md5();
        sha.Begin();
        md5.Begin();
        // 20,000 times a: pieces of 1, 2, ... 100 bytes, and then whole ones
        int left = 20000;
        for (int size = 1; left > 0; size = size == 100 ? 100 : size + 1)
        {
            int part = size < left ? size : left;
            sha.Add(piece, 0, part);
            md5.Add(piece, 0, part);
            left -= part;
        }

        byte[] bySha = new byte[32];
        byte[] byMd5 = new byte[16];
        sha.Finish(bySha);
        md5.Finish(byMd5);
        Assert.AreEqual("cc17faaad36649c4603dda4d8ff97cb149722af0bcac0746305a2134ad2d0b97", Hex(bySha));
        Assert.AreEqual("9bb57f821953f3c232116e38badc8e96", Hex(byMd5));
    }

    [TestMethod]
    public void Hexadecimal_digits_are_hashed_in_lower_case()
    {
        Md5 md5 = new Md5();
        byte[] result = new byte[16];
        md5.AddHex(new byte[] { 0xAB, 0x0C }, 2);
        md5.Finish(result);
        Assert.AreEqual(Hash(md5, "ab0c"), Hex(result));
    }

    private static string Hash(BlockHash hash, string text)
    {
        byte[] bytes = Ascii.Of(text);
        byte[] result = new byte[hash.Bytes];
        hash.Begin();
        hash.Add(bytes, 0, bytes.Length);
        hash.Finish(result);
        string whole = Hex(result);
        for (int i = 0; i < bytes.Length; i++)
        {
            hash.Add(bytes[i]);
        }

        hash.Finish(result);
        Assert.AreEqual(whole, Hex(result), "byte by byte");
        return whole;
    }

    private static string Hex(byte[] bytes)
    {
        string hex = "";
        for (int i = 0; i < bytes.Length; i++)
        {
            hex += bytes[i].ToString("X2").ToLower();
        }

        return hex;
    }
}
