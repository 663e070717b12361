using NukiEdge.Core.Bytes;
using NukiEdge.Tests.Support;

namespace NukiEdge.Tests.Connect;

/// <summary>HMAC-SHA256 against the vectors of RFC 4231 section 4.</summary>
[TestClass]
public class HmacTest
{
    [TestMethod]
    public void It_gives_the_results_of_RFC_4231()
    {
        HmacSha256 hmac = new HmacSha256();
        Check(hmac, Raw.FromHex(Raw.Repeat("0b", 20)), Raw.Of("Hi There"), "B0344C61D8DB38535CA8AFCEAF0BF12B881DC200C9833DA726E9376C2E32CFF7");
        Check(hmac, Raw.Of("Jefe"), Raw.Of("what do ya want for nothing?"), "5BDCC146BF60754E6A042426089575C75A003F089D2739839DEC58B964EC3843");
        Check(hmac, Raw.FromHex(Raw.Repeat("aa", 20)), Raw.FromHex(Raw.Repeat("dd", 50)),
            "773EA91E36800E46854DB8EBD09181A72959098B3EF8C122D9635514CED565FE");
        Check(hmac, Raw.FromHex("0102030405060708090a0b0c0d0e0f10111213141516171819"), Raw.FromHex(Raw.Repeat("cd", 50)),
            "82558A389A443C0EA4CC819899F2083A85F0FAA3E578F8077A2E3FF46729665B");
        Check(hmac, Raw.FromHex(Raw.Repeat("aa", 131)), Raw.Of("Test Using Larger Than Block-Size Key - Hash Key First"),
            "60E431591EE0B67F0D8A26AACBF5B77F8E0BC6213728C5140546040F0EE37F54");
        Check(hmac, Raw.FromHex(Raw.Repeat("aa", 131)), Raw.Of("This is a test using a larger than block-size key and a larger than block-size"
            + " data. The key needs to be hashed before being used by the HMAC algorithm."),
            "9B09FFA71B942FCB27635FBCD5B0E944BFDC63644F0713938A7F51535C3A35E2");
    }

    private static void Check(HmacSha256 hmac, byte[] key, byte[] data, string mac)
    {
        Assert.AreEqual(mac, AnswerBench.Hex(hmac.Of(key, data)));
        Assert.AreEqual(mac, AnswerBench.Hex(hmac.Of(key, data)), "once more");
    }
}
