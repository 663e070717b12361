using NukiEdge.Net.Mqtt;

namespace NukiEdge.Tests.Mqtt;

[TestClass]
public class BrokerUrlTest
{
    [TestMethod]
    public void User_password_host_and_port_are_read_and_percent_signs_taken_out()
    {
        BrokerUrl url = new BrokerUrl();
        Assert.IsNull(url.Read("mqtt://J%C3%B6rg%40home:p%40ss%3Aw%2Frd%25@broker.lan:18830/"));
        Assert.AreEqual("broker.lan", url.Host);
        Assert.AreEqual(18830, url.Port);
        Assert.AreEqual(10, url.User.Length, "two bytes of UTF-8");
        Assert.AreEqual("p@ss:w/rd%", FakeGate.Text(url.Password, 0, url.Password.Length));
    }

    [TestMethod]
    public void Login_and_port_may_be_left_out()
    {
        BrokerUrl url = new BrokerUrl();
        Assert.IsNull(url.Read("mqtt://192.168.1.10"));
        Assert.AreEqual("192.168.1.10", url.Host);
        Assert.AreEqual(1883, url.Port);
        Assert.IsTrue(url.User == null && url.Password == null);

        Assert.IsNull(url.Read("mqtt://user@h:1"));
        Assert.AreEqual(1, url.Port);
        Assert.IsTrue(url.Password == null);
        Assert.IsNull(url.Read("mqtt://user:a@b:c@h"));
        Assert.AreEqual("a@b:c", FakeGate.Text(url.Password, 0, url.Password.Length), "what can be meant is taken");
    }

    [TestMethod]
    public void What_is_wrong_is_named_with_its_limit_and_nothing_of_the_url_is_repeated()
    {
        AssertWrong("secret", "mqtt://");
        AssertWrong("mqtts://u:secret@h", "not supported");
        AssertWrong("http://u:secret@h", "begin with mqtt://");
        AssertWrong("mqtt://u:secret@", "host: ");
        AssertWrong("mqtt://u:secret@h_x", "host: ");
        AssertWrong("mqtt://u:secret@[::1]:1", "host: ");
        AssertWrong("mqtt://u:secret@" + Packets.Repeat('h', 65), "1 to 64");
        AssertWrong("mqtt://u:secret@h:0", "port: a number from 1 to 65535");
        AssertWrong("mqtt://u:secret@h:65536", "port: ");
        AssertWrong("mqtt://u:secret@h:9999999999", "port: ");
        AssertWrong("mqtt://u:secret@h:", "port: ");
        AssertWrong("mqtt://u:secret@h:18x", "port: ");
        AssertWrong("mqtt://:secret@h", "user: 1 to 64");
        AssertWrong("mqtt://" + Packets.Repeat('u', 65) + ":secret@h", "user: 1 to 64");
        AssertWrong("mqtt://u%FF:secret@h", "user: ");
        AssertWrong("mqtt://u%00:secret@h", "user: ");
        AssertWrong("mqtt://u:secret%@h", "password: at most 128");
        AssertWrong("mqtt://u:secret%4@h", "password: ");
        AssertWrong("mqtt://u:secret%zz@h", "password: ");
        AssertWrong("mqtt://u:secret" + Packets.Repeat('p', 123) + "@h", "password: ");
        AssertWrong("mqtt://u:secret/x@h", "%2F");
        AssertWrong("mqtt://u:secret@h?x", "%3F");
        AssertWrong("mqtt://u:\u00E4secret@h", "UTF-8");
        AssertWrong("mqtt://u:secret@h ", "percent");
    }

    [TestMethod]
    public void A_field_at_its_limit_is_taken()
    {
        BrokerUrl url = new BrokerUrl();
        Assert.IsNull(url.Read("mqtt://" + Packets.Repeat('u', 64) + ":" + Packets.Repeat('p', 128) + "@" + Packets.Repeat('h', 64)
            + ":65535"));
        Assert.AreEqual(128, url.Password.Length);
    }

    [TestMethod]
    public void A_password_can_come_another_way_once_and_with_a_user()
    {
        byte[] password = Packets.Hex("61 62");
        BrokerUrl url = new BrokerUrl();
        url.Read("mqtt://u@h");
        Assert.IsNull(url.UsePassword(password));
        Assert.AreEqual("ab", FakeGate.Text(url.Password, 0, 2));
        Assert.AreEqual("password: it is given twice", url.UsePassword(password));

        url = new BrokerUrl();
        url.Read("mqtt://h");
        Assert.IsTrue(url.UsePassword(password).StartsWith("user: "));
        url.Read("mqtt://u@h");
        Assert.AreEqual("password: 1 to 128 bytes", url.UsePassword(new byte[129]));
        Assert.AreEqual("password: 1 to 128 bytes", url.UsePassword(new byte[0]));
    }

    private static void AssertWrong(string url, string expected)
    {
        string wrong = new BrokerUrl().Read(url);
        Assert.IsTrue(wrong != null && wrong.IndexOf(expected) >= 0, url + ": " + wrong);
        Assert.IsTrue(wrong.IndexOf("secret") < 0, "the password is repeated");
    }
}
