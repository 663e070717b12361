using NukiEdge.Core;
using NukiEdge.Core.Bytes;
using NukiEdge.Core.Houses;
using NukiEdge.Tests.Support;
using NukiEdge.Web.Houses;

namespace NukiEdge.Tests.Houses;

/// <summary>A house that is written reads back the same. A small part of what Host/Houses does, for the interpreter.</summary>
[TestClass]
public class HouseRoundTripTest
{
    [TestMethod]
    public void The_sample_house_is_the_same_after_it_was_written_and_read()
    {
        string first = Written(Read(SampleHouse.Text()), 4000);
        Assert.AreEqual(first, Written(Read(first), 37));
        Assert.IsTrue(first.IndexOf("{\"person\": \"Anna\"}") > 0);
        Assert.IsTrue(first.IndexOf("who={person}") > 0, "placeholders as people write them");
        Assert.IsTrue(first.IndexOf("secret") < 0, "passwords were left out");
    }

    [TestMethod]
    public void A_writer_escapes_what_JSON_asks_for()
    {
        byte[] buffer = new byte[64];
        JsonWriter json = new JsonWriter(false);
        json.Use(buffer, 0, buffer.Length, 0);
        json.Open('{');
        json.Field("a");
        json.Text(Raw.Of("\"\\\n\r\t\u0001ä"));
        json.Field("b");
        json.Number(uint.MaxValue);
        json.Close('}');
        Assert.AreEqual("{\"a\":\"\\\"\\\\\\n\\r\\t\\u0001ä\",\"b\":4294967295}", Raw.Text(buffer, 0, json.At));
        Assert.IsFalse(json.IsCut);
    }

    [TestMethod]
    public void A_window_gives_out_any_piece_of_a_text()
    {
        byte[] buffer = new byte[3];
        JsonWriter json = new JsonWriter(false);
        json.Use(buffer, 0, 3, 4);
        json.Raw("0123456789");
        Assert.AreEqual("456", Raw.Text(buffer, 0, json.At));
        Assert.IsTrue(json.IsCut);
    }

    private static House Read(string text)
    {
        House house = new House(Limits.SmallBoard());
        HouseError error = HouseReader.Read(new MemorySource(text), house, new HouseReading { MayLackSecrets = true });
        Assert.IsTrue(error == null, error == null ? "" : error.Text());
        return house;
    }

    private static string Written(House house, int piece)
    {
        HouseWriter writer = new HouseWriter(house, HouseSecrets.LeftOut, null);
        byte[] all = new byte[4000];
        int at = 0;
        int got = 1;
        while (got > 0)
        {
            int room = all.Length - at;
            got = writer.Read(all, at, piece < room ? piece : room);
            at += got;
        }

        return Raw.Text(all, 0, at);
    }
}
