using NukiEdge.Core;
using NukiEdge.Core.Bytes;
using NukiEdge.Core.Log;
using NukiEdge.Core.Loop;
using NukiEdge.Core.People;
using NukiEdge.Tests.Support;

namespace NukiEdge.Tests.Loop;

[TestClass]
public class EdgeTopicsTest
{
    [TestMethod]
    public void Status_version_and_relays_are_rendered_when_asked_for()
    {
        EdgeBench bench = new EdgeBench();
        bench.Announce("3,0,54321,12345,1");
        Assert.AreEqual("nukiedge/status=online nukiedge/version=0.1.0 nukiedge/mode=normal nukiedge/relay/Light/state=on nukiedge/relay/Bell/state=on "
            + "nukiedge/relay/Gate motor/state=off ", Render(bench));
    }

    [TestMethod]
    public void A_relays_change_is_published_once()
    {
        EdgeBench bench = new EdgeBench(SampleHouse.WithScenes("[{`name`:`S`,`steps`:[{`relay`:`Bell`,`do`:`pulse`,`ms`:500}]}]",
            "[{`name`:`R`,`who`:`known`,`scene`:`S`}]"));
        bench.Announce("3,0,54321,12345,1");
        bench.Edge.Step();
        Assert.IsTrue(bench.Link.TakeTrace().IndexOf("nukiedge/relay/Bell/state=on; ") >= 0, "on");
        bench.Edge.Step();
        Assert.AreEqual("", bench.Link.TakeTrace());
        bench.PassMs(500);
        Assert.AreEqual("nukiedge/relay/Bell/state=off; ", bench.Link.TakeTrace());
    }

    [TestMethod]
    public void Every_answer_and_verdict_has_its_word_and_what_Nuki_Web_tells_is_no_event()
    {
        EdgeBench bench = new EdgeBench();
        for (int who = Who.Person; who <= Who.Doubtful; who++)
        {
            for (byte verdict = Verdict.Ran; verdict <= Verdict.Told; verdict++)
            {
                bench.Edge.Log.Add(EventLog.Announcement, 0);
                bench.Edge.Log.SetWho(0, 0, who, 0, 0);
                bench.Edge.Log.SetEvent(1, 0, 0, 0, 0);
                bench.Edge.Log.SetVerdict(verdict, Reason.None, -1, -1, 0, 0);
                bench.Edge.Step();
                Assert.AreEqual(verdict <= Verdict.Ignored, bench.Link.TakeTrace().IndexOf("nukiedge/event=") >= 0, verdict.ToString());
            }
        }
    }

    [TestMethod]
    public void The_longest_names_fit_into_an_event_and_into_a_relays_topic()
    {
        string longest = Raw.Repeat("\\\\", 63) + "x";
        EdgeBench bench = new EdgeBench("{\"house\":1,\"locks\":[{\"name\":\"" + longest + "\",\"id\":\"3807B7EC\"}],\"relays\":[{\"name\":\"" + longest
            + "\"}],\"persons\":[{\"name\":\"" + longest + "\",\"credentials\":[{\"lock\":\"" + longest + "\",\"code\":5}]}],\"scenes\":[{\"name\":\""
            + longest + "\",\"steps\":[{\"relay\":\"" + longest + "\",\"do\":\"on\"}]}],\"rules\":[{\"name\":\"" + longest
            + "\",\"who\":\"known\",\"scene\":\"" + longest + "\"}],\"logins\":[{\"user\":\"a\",\"password\":\"a\",\"role\":\"lock\",\"lock\":\"" + longest + "\"}]}");
        bench.Announce("3,0,54321,5,1");
        bench.Edge.Step();
        string trace = bench.Link.TakeTrace();
        Assert.IsTrue(trace.IndexOf("/state=on; ") > 64 && trace.IndexOf("nukiedge/event={") >= 0, trace);
    }

    [TestMethod]
    public void Every_event_is_published_as_JSON_that_is_not_retained()
    {
        EdgeBench bench = new EdgeBench();
        bench.Announce("3,0,54321,12345,1");
        bench.Edge.Step();
        Assert.AreEqual("nukiedge/event", bench.Link.Topic);
        Assert.AreEqual("{\"time\":\"2026-11-22T00:39:06Z\",\"lock\":\"Front\",\"action\":\"unlatch\",\"source\":\"keypad code\","
            + "\"who\":\"person\",\"person\":\"Anna\",\"verdict\":\"ran\",\"rule\":\"Anna comes\",\"scene\":\"Welcome\",\"us\":0}",
            bench.Link.Payload);
        Assert.IsFalse(bench.Link.Retain);
        bench.Clock.UtcSeconds = -1;
        bench.Announce("1,0,54321,0,1");
        bench.Edge.Step();
        Assert.AreEqual("{\"time\":\"\",\"lock\":\"Front\",\"action\":\"unlock\",\"source\":\"auto-unlock\","
            + "\"who\":\"keypad\",\"person\":\"\",\"verdict\":\"held\",\"rule\":\"\",\"scene\":\"\",\"us\":0}", bench.Link.Payload);
    }

    [TestMethod]
    public void The_longest_and_most_hostile_names_do_not_silence_an_event()
    {
        string name = "";
        for (int i = 0; i < 32; i++)
        {
            name += "\\`";
        }

        Limits limits = Limits.LargeBoard();
        EdgeBench bench = new EdgeBench(SampleHouse.With("[{`name`:`" + name + "`,`id`:`3807B7EC`}]", "[]",
            "[{`name`:`" + name + "`,`credentials`:[{`lock`:`" + name + "`,`code`:12345}]}]", "[{`name`:`" + name + "`,`steps`:[]}]",
            "[{`name`:`" + name + "`,`who`:`known`,`actions`:[`button without action`],`scene`:`" + name + "`}]",
            "[{`user`:`front`,`password`:`x`,`role`:`lock`,`lock`:`" + name + "`}]"), limits);
        bench.Announce("90,0,54321,12345,2");
        bench.Edge.Step();
        Assert.AreEqual("nukiedge/event", bench.Link.Topic, "the event was left out");
        byte[] json = Raw.Of(bench.Link.Payload);
        JsonReader reader = new JsonReader(new MemorySource(json, json.Length, 99), 64);
        Assert.IsTrue(reader.Skip(reader.Next()), bench.Link.Payload);
    }

    [TestMethod]
    public void A_topic_is_rendered_whole_or_not_at_all()
    {
        EdgeTopics topics = new EdgeBench().Edge.OwnTopics;
        Assert.AreEqual(15, topics.RenderTopic(0, new byte[15]));
        Assert.AreEqual(0, topics.RenderTopic(0, new byte[14]));
    }

    private static string Render(EdgeBench bench)
    {
        byte[] topic = new byte[64];
        byte[] payload = new byte[64];
        string all = "";
        for (int i = 0; i < bench.Edge.OwnTopics.Count; i++)
        {
            int topicLength = bench.Edge.OwnTopics.RenderTopic(i, topic);
            int payloadLength = bench.Edge.OwnTopics.RenderPayload(i, payload);
            all += Raw.Text(topic, 0, topicLength) + "=" + Raw.Text(payload, 0, payloadLength) + " ";
        }

        return all;
    }
}
