using NukiEdge.Core.Houses;
using NukiEdge.Core.Scenes;
using NukiEdge.Tests.Support;

namespace NukiEdge.Tests.Scenes;

[TestClass]
public class HttpUrlTest
{
    [TestMethod]
    public void Address_and_port_are_read()
    {
        Good("http://192.168.1.5", 0xC0A80105, 80);
        Good("http://192.168.1.5/", 0xC0A80105, 80);
        Good("http://10.0.0.9:8080/a/b?c=d&e=%20", 0x0A000009, 8080);
        Good("http://255.255.255.255:65535?x", 0xFFFFFFFF, 65535);
        Good("http://1.2.3.4:1/\u0001/\u0005", 0x01020304, 1);
    }

    [TestMethod]
    public void Only_http_to_an_address_is_taken()
    {
        Bad(HouseFault.UrlNotHttp, "https://1.2.3.4/|ftp://1.2.3.4/|1.2.3.4|http:/1.2.3.4||http:|//1.2.3.4/");
        Bad(HouseFault.UrlNeedsAddress, "http://|http:///|http://host/|http://1.2.3/|http://1.2.3.4.5/|http://256.1.1.1/|http://1.2.3.-4/|"
            + "http://1.2.3.4:0/|http://1.2.3.4:65536/|http://1.2.3.4:99999999999/|http://1.2.3.4:/|http://1.2.3.4:x/|http://1.2.3.4x/|"
            + "http://1.2.3.4@evil/|http://a@1.2.3.4/|http://0.0.0.0/|http://1.2.3.4\\evil|http://1..3.4/|http://[::1]/|http://1.2.3.4#f");
    }

    [TestMethod]
    public void A_placeholder_cannot_stand_where_the_address_is()
    {
        Bad(HouseFault.UrlNeedsAddress, "http://\u0001/|http://1.2.3.4\u0001/|http://1.2.3.\u0001/|http://1.2.3.4:\u0001/|http://1.2.3.4:8\u0001/");
    }

    [TestMethod]
    public void Characters_that_a_url_cannot_hold_are_refused()
    {
        Bad(HouseFault.UrlBadCharacter, "http://1.2.3.4/ |http://1.2.3.4/a b|http://1.2.3.4/\"|http://1.2.3.4/<|http://1.2.3.4/{x}|"
            + "http://1.2.3.4/#f|http://1.2.3.4/\u00e4|http://1.2.3.4/\\|http://1.2.3.4/^|http://1.2.3.4/`|http://1.2.3.4/\u0006");
    }

    [TestMethod]
    public void An_address_with_leading_zeros_is_refused_because_others_read_it_as_octal()
    {
        Bad(HouseFault.UrlNeedsAddress, "http://010.0.0.1/|http://10.0.0.011/|http://10.00.0.1/");
    }

    [TestMethod]
    public void Only_addresses_of_private_networks_are_taken_unless_all_are()
    {
        string[] inside = "10.0.0.0|10.255.255.255|127.0.0.1|172.16.0.0|172.31.255.255|192.168.0.0|192.168.255.255|169.254.0.1".Split('|');
        string[] outside = "9.255.255.255|11.0.0.0|126.255.255.255|128.0.0.0|172.15.255.255|172.32.0.0|192.167.255.255|192.169.0.0|169.253.1.1|169.255.0.0|8.8.8.8|224.0.0.1|255.255.255.255".Split('|');
        for (int i = 0; i < inside.Length; i++)
        {
            Assert.AreEqual(HouseFault.None, CheckPrivate(inside[i]), inside[i]);
        }

        for (int i = 0; i < outside.Length; i++)
        {
            Assert.AreEqual(HouseFault.UrlPublic, CheckPrivate(outside[i]), outside[i]);
            Good("http://" + outside[i] + "/", new HttpUrl { MayBePublic = true });
        }
    }

    private static int CheckPrivate(string address)
    {
        byte[] url = Raw.Of("http://" + address + ":8080/x");
        byte[] alone = Raw.Of(address);
        int fault = new HttpUrl().Check(url, url.Length);
        Assert.AreEqual(fault, new HttpUrl().CheckAddress(alone, alone.Length), address);
        return fault;
    }

    private static void Good(string text, HttpUrl url)
    {
        byte[] bytes = Raw.Of(text);
        Assert.AreEqual(HouseFault.None, url.Check(bytes, bytes.Length), text);
    }

    private static void Good(string text, uint address, int port)
    {
        HttpUrl url = new HttpUrl { MayBePublic = true };
        byte[] bytes = Raw.Of(text);
        Assert.AreEqual(HouseFault.None, url.Check(bytes, bytes.Length), text);
        Assert.AreEqual(address, url.Address);
        Assert.AreEqual(port, url.Port);
    }

    private static void Bad(int fault, string texts)
    {
        string[] all = texts.Split('|');
        for (int i = 0; i < all.Length; i++)
        {
            byte[] bytes = Raw.Of(all[i]);
            Assert.AreEqual(fault, new HttpUrl { MayBePublic = true }.Check(bytes, bytes.Length), all[i]);
        }
    }
}
