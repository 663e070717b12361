using NukiEdge.Core.Bytes;
using NukiEdge.Net.Mqtt;

namespace NukiEdge.Tests.Mqtt;

[TestClass]
public class CodecTest
{
    [TestMethod]
    public void Remaining_length_is_read_and_written_at_its_edges()
    {
        // table 2.4 of MQTT 3.1.1
        CheckLength(0, "C0 00");
        CheckLength(127, "C0 7F");
        CheckLength(128, "C0 80 01");
        CheckLength(16383, "C0 FF 7F");
        CheckLength(16384, "C0 80 80 01");
        CheckLength(2097151, "C0 FF FF 7F");
        CheckLength(2097152, "C0 80 80 80 01");
        CheckLength(268435455, "C0 FF FF FF 7F");
    }

    [TestMethod]
    public void A_header_that_is_not_whole_waits_and_a_fifth_length_byte_is_refused()
    {
        byte[] five = Packets.Hex("C0 FF FF FF FF 7F");
        for (int count = 1; count < 5; count++)
        {
            Assert.AreEqual(0, FixedHeader.Size(five, 0, count));
        }

        Assert.AreEqual(-1, FixedHeader.Size(five, 0, 5));
    }

    [TestMethod]
    public void Text_is_well_formed_utf8_without_zero()
    {
        Assert.IsTrue(IsText("61 2F 62"));
        Assert.IsTrue(IsText("C2 80 DF BF E0 A0 80 ED 9F BF EE 80 80 EF BF BF F0 90 80 80 F4 8F BF BF"));
        Assert.IsFalse(IsText("61 00 62"), "zero");
        Assert.IsFalse(IsText("C0 80"), "zero in two bytes");
        Assert.IsFalse(IsText("C1 BF"), "overlong, two bytes");
        Assert.IsFalse(IsText("E0 9F BF"), "overlong, three bytes");
        Assert.IsFalse(IsText("F0 8F BF BF"), "overlong, four bytes");
        Assert.IsFalse(IsText("ED A0 80"), "first surrogate");
        Assert.IsFalse(IsText("ED BF BF"), "last surrogate");
        Assert.IsFalse(IsText("F4 90 80 80"), "above U+10FFFF");
        Assert.IsFalse(IsText("F5 80 80 80"), "above U+10FFFF");
        Assert.IsFalse(IsText("80"), "begins in the middle");
        Assert.IsFalse(IsText("C3"), "cut off");
        Assert.IsFalse(IsText("E2 82"), "cut off");
        Assert.IsFalse(IsText("F0 9F 98"), "cut off");
        Assert.IsFalse(IsText("C3 C3 A4"), "second byte is a first");
        Assert.IsFalse(IsText("E2 82 41"), "third byte is none");
    }

    [TestMethod]
    public void A_filter_matches_as_in_the_specification()
    {
        // the examples of MQTT 3.1.1 sections 4.7.1 and 4.7.2
        Assert.IsTrue(Matches("sport/tennis/player1/#", "sport/tennis/player1"));
        Assert.IsTrue(Matches("sport/tennis/player1/#", "sport/tennis/player1/ranking"));
        Assert.IsTrue(Matches("sport/tennis/player1/#", "sport/tennis/player1/score/wimbledon"));
        Assert.IsTrue(Matches("sport/#", "sport"));
        Assert.IsTrue(Matches("#", "a/b/c"));
        Assert.IsTrue(Matches("sport/tennis/+", "sport/tennis/player2"));
        Assert.IsFalse(Matches("sport/tennis/+", "sport/tennis/player1/ranking"));
        Assert.IsFalse(Matches("sport/+", "sport"));
        Assert.IsTrue(Matches("sport/+", "sport/"));
        Assert.IsTrue(Matches("+/+", "/finance"));
        Assert.IsTrue(Matches("/+", "/finance"));
        Assert.IsFalse(Matches("+", "/finance"));
        Assert.IsFalse(Matches("#", "$SYS/x"));
        Assert.IsFalse(Matches("+/monitor/Clients", "$SYS/monitor/Clients"));
        Assert.IsTrue(Matches("$SYS/#", "$SYS/monitor"));
        Assert.IsTrue(Matches("$SYS/monitor/+", "$SYS/monitor/Clients"));
        // and the edges
        Assert.IsTrue(Matches("nuki/+/state", "nuki/39C748EC/state"));
        Assert.IsTrue(Matches("nuki/+/#", "nuki/39C748EC"));
        Assert.IsFalse(Matches("nuki/+/state", "nuki/39C748EC/stat"));
        Assert.IsFalse(Matches("nuki/+/state", "nuki/39C748EC/state/x"));
        Assert.IsFalse(Matches("nuki/a", "nuki/A"));
        Assert.IsFalse(Matches("a/b", "a"));
        Assert.IsFalse(Matches("a", "a/"));
        Assert.IsTrue(Matches("a/+/c", "a//c"));
    }

    [TestMethod]
    public void Wildcards_stand_alone_in_a_filter_and_nowhere_in_a_topic()
    {
        string[] good = { "#", "+", "a/#", "a/+/b", "+/+/#", "/", "a", "$SYS/#", "//" };
        for (int i = 0; i < good.Length; i++)
        {
            Assert.IsTrue(IsFilter(good[i]), good[i]);
        }

        string[] bad = { "", "a#", "#/a", "a/#/b", "+a", "a+", "a/b+/c", "##", "++", "/#/" };
        for (int i = 0; i < bad.Length; i++)
        {
            Assert.IsFalse(IsFilter(bad[i]), bad[i]);
        }

        Assert.IsTrue(IsTopic("nuki/39C748EC/state"));
        Assert.IsFalse(IsTopic("nuki/+/state"));
        Assert.IsFalse(IsTopic("nuki/#"));
        Assert.IsFalse(IsTopic(""));
    }

    [TestMethod]
    public void A_publish_is_stamped_again_for_each_subscriber()
    {
        PublishPacket packet = new PublishPacket(1024);
        byte[] text = Ascii.Of("a/bhello");
        Assert.IsTrue(packet.Set(text, 0, 3, text, 3, 5, 2));
        packet.Stamp(0, false, 0);
        CheckPacket("30 0A 00 03 61 2F 62 68 65 6C 6C 6F", packet);
        packet.Stamp(2, true, 258);
        CheckPacket("35 0C 00 03 61 2F 62 01 02 68 65 6C 6C 6F", packet);
        packet.Stamp(1, false, 7);
        CheckPacket("32 0C 00 03 61 2F 62 00 07 68 65 6C 6C 6F", packet);
        packet.Stamp(0, true, 0);
        CheckPacket("31 0A 00 03 61 2F 62 68 65 6C 6C 6F", packet);
    }

    [TestMethod]
    public void A_publish_may_be_exactly_as_long_as_the_limit()
    {
        PublishPacket packet = new PublishPacket(100);
        byte[] bytes = new byte[100];
        Assert.IsTrue(packet.Set(bytes, 0, 10, bytes, 0, 88, 0));
        Assert.IsFalse(packet.Set(bytes, 0, 10, bytes, 0, 89, 0));
        Assert.IsTrue(packet.Set(bytes, 0, 10, bytes, 0, 86, 1));
        packet.Stamp(1, false, 1);
        Assert.AreEqual(102, packet.Count);
        Assert.IsFalse(packet.Set(bytes, 0, 10, bytes, 0, 87, 1));
    }

    private static void CheckLength(int length, string expected)
    {
        byte[] header = Packets.Hex(expected);
        Assert.AreEqual(header.Length, FixedHeader.Size(header, 0, header.Length));
        Assert.AreEqual(length, FixedHeader.RemainingLength(header, 0));
        byte[] written = new byte[5];
        Assert.AreEqual(5 - header.Length, FixedHeader.WriteBefore(written, 5, 0xC0, length));
        Assert.IsTrue(Image.Same(written, 5 - header.Length, header, 0, header.Length));
    }

    private static void CheckPacket(string expected, PublishPacket packet)
    {
        byte[] bytes = Packets.Hex(expected);
        Assert.AreEqual(bytes.Length, packet.Count);
        Assert.IsTrue(Image.Same(bytes, 0, packet.Buffer, packet.Start, bytes.Length), expected);
    }

    private static bool IsText(string hex)
    {
        byte[] bytes = Packets.Hex(hex);
        return Utf8Text.IsValid(bytes, 0, bytes.Length);
    }

    private static bool IsFilter(string text)
    {
        return TopicFilter.IsFilter(Ascii.Of(text), 0, text.Length);
    }

    private static bool IsTopic(string text)
    {
        return TopicFilter.IsTopic(Ascii.Of(text), 0, text.Length);
    }

    private static bool Matches(string filter, string topic)
    {
        return TopicFilter.Matches(Ascii.Of(filter), 0, filter.Length, Ascii.Of(topic), 0, topic.Length);
    }
}
