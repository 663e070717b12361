using NukiEdge.Core;
using NukiEdge.Core.Bytes;
using NukiEdge.Core.Houses;
using NukiEdge.Core.Scenes;
using NukiEdge.Tests.Support;

namespace NukiEdge.Tests.Scenes;

[TestClass]
public class SceneBuilderTest
{
    private readonly Limits _limits = new Limits { Scenes = 3, SceneBytes = 600, CallBytes = 210, TopicBytes = 40, SceneSteps = 5 };
    private SceneTable _table;
    private SceneBuilder _builder;

    [TestMethod]
    public void In_each_stretch_the_relays_stand_first_and_keep_their_order()
    {
        _limits.SceneSteps = 7;
        Begin();
        Assert.AreEqual(0, Http("http://10.2.3.4/"));
        Assert.AreEqual(0, _builder.AddRelay(1, RelayOrder.On, 0));
        Assert.AreEqual(0, Mqtt("t", "p"));
        Assert.AreEqual(0, _builder.AddRelay(2, RelayOrder.Off, 0));
        Assert.AreEqual(0, _builder.AddWait(5));
        Assert.AreEqual(0, Mqtt("t", "p"));
        Assert.AreEqual(0, _builder.AddRelay(0, RelayOrder.Pulse, 70000));
        _builder.End();
        Begin();
        Assert.AreEqual(0, Mqtt("t", "p"));
        Assert.AreEqual(0, _builder.AddRelay(3, RelayOrder.Toggle, 0));
        _builder.End();
        Assert.AreEqual("R1.1.0 R2.0.0 H M W5 R0.3.70000 M ", Steps(0));
        Assert.AreEqual("R3.2.0 M ", Steps(1));
    }

    [TestMethod]
    public void A_scene_has_at_most_as_many_steps_as_the_limit_says()
    {
        Begin();
        for (int i = 0; i < 5; i++)
        {
            Assert.AreEqual(0, i % 2 == 0 ? _builder.AddRelay(0, RelayOrder.Off, 0) : _builder.AddWait(1));
        }

        Assert.AreEqual(HouseFault.TooMany, _builder.AddWait(1));
        Assert.AreEqual(HouseFault.TooMany, _builder.AddRelay(0, RelayOrder.Off, 0));
        Assert.AreEqual(HouseFault.TooMany, Mqtt("t", "p"));
        Assert.AreEqual(HouseFault.TooMany, Http("http://10.2.3.4/"));
        _builder.End();
        Begin();
        Assert.AreEqual(0, _builder.AddWait(1), "the next scene has as many of its own");
    }

    [TestMethod]
    public void All_scenes_together_end_at_the_last_byte()
    {
        _limits.SceneBytes = SceneTable.RelayBytes * 2 + SceneTable.WaitBytes;
        Begin();
        Assert.AreEqual(0, _builder.AddRelay(0, RelayOrder.Off, 0));
        Assert.AreEqual(0, _builder.AddRelay(1, RelayOrder.Off, 0));
        Assert.AreEqual(HouseFault.ScenesTooLong, _builder.AddRelay(2, RelayOrder.Off, 0));
        Assert.AreEqual(0, _builder.AddWait(1));
        Assert.AreEqual(HouseFault.ScenesTooLong, _builder.AddWait(1));
        _builder.End();
        Assert.AreEqual("R0.0.0 R1.0.0 W1 ", Steps(0));
    }

    [TestMethod]
    public void A_call_is_measured_with_the_worst_names_filled_in()
    {
        // one name in a URL: 64 bytes, three characters each
        string url = "http://10.2.3.4/" + Raw.Repeat("x", 210 - 16 - 192);
        Begin();
        Assert.AreEqual(0, Http(url + "\u0001"));
        Assert.AreEqual(HouseFault.RenderedTooLong, Http(url + "x\u0001"));
    }

    [TestMethod]
    public void A_message_is_measured_with_the_worst_names_filled_in()
    {
        Begin();
        Assert.AreEqual(0, Mqtt("1234567890123456\u0003", "p"));
        Assert.AreEqual(HouseFault.TopicTooLong, Mqtt("12345678901234567\u0003", "p"));
        Assert.AreEqual(0, Mqtt("t", Raw.Repeat("x", 210)));
        Assert.AreEqual(HouseFault.RenderedTooLong, Mqtt("t", Raw.Repeat("x", 211)));
        _limits.MqttPacketBytes = 9 + 40 + 100;
        Assert.AreEqual(0, Mqtt("t", Raw.Repeat("x", 100)), "the broker's packets");
        Assert.AreEqual(HouseFault.RenderedTooLong, Mqtt("t", Raw.Repeat("x", 101)), "the broker's packets");
    }

    [TestMethod]
    public void Scenes_publish_nowhere_below_nuki_and_nukiedge()
    {
        string[] wrong = { "", "nuki/1A/lockAction", "nuki/", "nukiedge/x", "$SYS/x", "$", "a/+", "a/#", "#", "+/b" };
        Begin();
        for (int i = 0; i < wrong.Length; i++)
        {
            Assert.AreEqual(HouseFault.BadTopic, Mqtt(wrong[i], ""), wrong[i]);
        }

        Assert.AreEqual(0, Mqtt("nukix/y", ""));
        Assert.AreEqual(0, Mqtt("home/nuki/x", ""));
    }

    [TestMethod]
    public void A_topic_that_begins_with_a_name_cannot_become_a_locks_topic()
    {
        // a person named "nuki" would publish commands: {person}/1A/lockAction
        EdgeBench bench;
        try
        {
            bench = new EdgeBench(SampleHouse.With(SampleHouse.Locks, SampleHouse.Relays,
                "[{`name`:`nuki`,`credentials`:[{`lock`:`Front`,`code`:12345}]}]",
                "[{`name`:`Tell`,`steps`:[{`mqtt`:`{person}/3807B7EC/lockAction`,`payload`:`3`}]}]",
                "[{`name`:`All`,`who`:`known`,`scene`:`Tell`}]", SampleHouse.Logins));
        }
        catch (System.Exception)
        {
            return; // the house was refused: fine too
        }

        bench.Announce("3,0,54321,12345,1");
        Assert.AreEqual("", bench.Link.Trace, "a scene commanded a lock");
    }

    [TestMethod]
    public void What_was_refused_left_nothing_behind()
    {
        Begin();
        _builder.AddRelay(0, RelayOrder.On, 0);
        Mqtt("nuki/x", "");
        Http("https://1.2.3.4/");
        Mqtt("t", Raw.Repeat("x", 300));
        _builder.AddRelay(1, RelayOrder.On, 0);
        _builder.End();
        Assert.AreEqual("R0.1.0 R1.1.0 ", Steps(0));
    }

    private void Begin()
    {
        if (_table == null)
        {
            _table = new SceneTable(_limits.Scenes, _limits.SceneBytes);
            _builder = new SceneBuilder(_table, _limits);
        }

        _table.Names.Add(Raw.Of("s"), 0, 1);
        _builder.Begin();
    }

    private int Http(string url)
    {
        return _builder.AddHttp(HttpCall.Get, 1000, Escape.Plain, Raw.Holding(url), Raw.Holding(""), Raw.Holding(""));
    }

    private int Mqtt(string topic, string payload)
    {
        return _builder.AddMqtt(0, false, Escape.Plain, Raw.Holding(topic), Raw.Holding(payload));
    }

    private string Steps(int scene)
    {
        byte[] image = _table.Steps;
        string all = "";
        int at = _table.Begin(scene);
        for (; at < _table.End(scene); at += _table.StepLength(at))
        {
            all += image[at] == StepType.Http ? "H"
                : image[at] == StepType.Mqtt ? "M"
                : image[at] == StepType.Wait ? "W" + Image.U32(image, at + SceneTable.WaitAt).ToString()
                : "R" + image[at + SceneTable.RelayAt].ToString() + "." + image[at + SceneTable.OrderAt].ToString() + "."
                    + Image.U32(image, at + SceneTable.PulseAt).ToString();
            all += " ";
        }

        Assert.AreEqual(_table.End(scene), at, "the last step ends where the scene does");
        return all;
    }
}
