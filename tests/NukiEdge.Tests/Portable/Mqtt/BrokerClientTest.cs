using NukiEdge.Core.Bytes;
using NukiEdge.Core.Log;
using NukiEdge.Net.Mqtt;
using NukiEdge.Tests.Support;

namespace NukiEdge.Tests.Mqtt;

[TestClass]
public class BrokerClientTest
{
    private const string Event = ClientBench.Event;
    private const string Connected = "40(167772161)";

    private readonly ClientBench _bench = new ClientBench();

    [TestMethod]
    public void It_introduces_itself_with_clean_session_will_and_login_and_asks_for_QoS_1_for_announcements()
    {
        _bench.Start();
        AssertSent(new Packets().Text("MQTT").Byte(4).Byte(0xEE).Number(30).Text("edge1").Text("edge/0").Text("offline")
            .Text("u").Text("p").As(0x10));
        _bench.Connection.Write(ClientBench.Connack);
        _bench.Run();
        AssertSent(new Packets().Number(1).Text("nuki/+/lockActionEvent").Byte(1).Text("nuki/+/state").Byte(0).As(0x82));
    }

    [TestMethod]
    public void It_is_connected_only_after_CONNACK_and_SUBACK_and_then_tells_its_own_topics_retained()
    {
        _bench.Start();
        Assert.IsFalse(_bench.Client.Line.IsConnected, "CONNECT sent");
        Assert.IsFalse(Publishes("a/b"), "nothing goes out before");
        _bench.Say(ClientBench.Connack);
        Assert.IsFalse(_bench.Client.Line.IsConnected, "CONNACK came");
        Assert.AreEqual("", _bench.TakeNotes());
        string own = _bench.Say(ClientBench.Suback);
        Assert.IsTrue(_bench.Client.Line.IsConnected, "SUBACK came");
        Assert.AreEqual("PUBLISH(q1,r)#1:edge/0=own0 PUBLISH(q1,r)#2:edge/1=own1", own);
        Assert.AreEqual(Connected, _bench.TakeNotes());
        Assert.IsTrue(Publishes("a/b"), "and now it does");
        Assert.AreEqual("PUBLISH(q1)#3:a/b=a", _bench.Wire.Take());
    }

    [TestMethod]
    public void A_broker_that_falls_silent_is_left_at_each_stage_and_tried_again()
    {
        _bench.Start();
        _bench.PassToNext();
        AssertLeft("43(32)", "no CONNACK");

        _bench.PassToNext();
        _bench.Say(ClientBench.Connack);
        _bench.PassToNext();
        AssertLeft("43(144)", "no SUBACK");

        _bench.PassToNext();
        _bench.Accept();
        Assert.AreEqual(Connected, _bench.TakeNotes());
        long sinceUs = _bench.Clock.NowUs;
        _bench.PassToNext();
        Assert.AreEqual("PINGREQ", _bench.Wire.Take());
        Assert.AreEqual(15L, (_bench.Clock.NowUs - sinceUs) / 1000000, "half the keep-alive");
        _bench.PassToNext();
        AssertLeft("43(208)", "no PINGRESP");
        Assert.AreEqual(20L, (_bench.Clock.NowUs - sinceUs) / 1000000, "noticed within 20 s");

        _bench.IsTcpSilent = true;
        _bench.PassToNext();
        _bench.PassToNext();
        AssertLeft("41(0)", "TCP is never there");
    }

    [TestMethod]
    public void A_broker_that_answers_PINGREQ_is_never_left()
    {
        _bench.Connect();
        FakeConnection first = _bench.Connection;
        for (int i = 0; i < 100; i++)
        {
            _bench.PassToNext();
            Assert.AreEqual("PINGREQ", _bench.Wire.Take());
            _bench.Say(Packets.Hex("D0 00"));
        }

        Assert.IsTrue(_bench.Connection == first && !first.IsClosed, "the same connection");
    }

    [TestMethod]
    public void An_announcement_reaches_the_loop_with_its_flags_and_is_acknowledged()
    {
        _bench.Connect();
        Assert.AreEqual("PUBACK#7", _bench.Say(Packets.Publish(0x32, Event, 7, "3,0,1,2,1")));
        Assert.AreEqual(Event + "=3,0,1,2,1", _bench.TakeTrace());
        Assert.AreEqual(-1, _bench.LastLogin, "nobody's login");
        int connection = _bench.LastConnection;

        Assert.AreEqual("PUBACK#8", _bench.Say(Packets.Publish(0x3B, Event, 8, "x")));
        Assert.AreEqual("retained:dup:" + Event + "=x", _bench.TakeTrace());
        Assert.AreEqual("", _bench.Say(Packets.Publish(0x30, "nuki/A/state", 0, "3")));
        Assert.AreEqual("nuki/A/state=3", _bench.TakeTrace());

        _bench.Connection.PeerIsGone = true;
        _bench.Run();
        AssertLeft(Connected + " 46(0)", "lost");
        _bench.PassToNext();
        _bench.Accept();
        _bench.Say(Packets.Publish(0x32, Event, 1, "3,0,1,2,1"));
        Assert.IsTrue(_bench.LastConnection != connection, "another connection: a reconnect lies between");
    }

    [TestMethod]
    public void A_message_that_is_too_large_is_passed_over_and_what_comes_behind_it_is_not()
    {
        _bench.Connect();
        byte[] large = Packets.Publish(0x32, "nuki/A/state", 0x1234, Packets.Repeat('x', 5000));
        byte[] next = Packets.Publish(0x32, Event, 9, "1,0,1,2,1");
        for (int piece = 1; piece < 1500; piece += 97)
        {
            _bench.Connection.LargestRead = piece;
            _bench.Connection.Write(large);
            Assert.AreEqual("PUBACK#4660 PUBACK#9", _bench.Say(next), "in pieces of " + FakeGate.Number(piece));
            Assert.AreEqual(Event + "=1,0,1,2,1", _bench.TakeTrace());
        }

        byte[] longTopic = Packets.Publish(0x32, "nuki/" + Packets.Repeat('y', 3000) + "/state", 5, "1");
        Assert.AreEqual("PUBACK#5", _bench.Say(longTopic), "even where the identifier is far in");
        Assert.AreEqual("", _bench.Say(Packets.Publish(0x31, "nuki/A/state", 0, Packets.Repeat('x', 5000))));
        Assert.AreEqual("", _bench.TakeTrace());
        Assert.AreEqual(18, _bench.Client.TooLarge);
    }

    [TestMethod]
    public void What_MQTT_forbids_a_server_ends_the_connection()
    {
        string[] forbidden =
        {
            "20 02 00 00", // a second CONNACK
            "90 04 00 01 01 00", // a second SUBACK
            "34 05 00 01 61 00 01", // QoS 2, which nobody asked for
            "32 05 00 01 61 00 00", // packet identifier 0
            "30 03 00 01 2B", // a wildcard in a topic
            "82 02 00 01", // SUBSCRIBE
            "E0 00", "C0 00", "F0 00", "00 00", "D0 01 00",
            "30 FF FF FF FF 01", // five bytes of length
            "40 FF FF 7F", // a PUBACK of megabytes
        };
        _bench.Connect();
        _bench.TakeNotes();
        for (int i = 0; i < forbidden.Length; i++)
        {
            byte[] packet = Packets.Hex(forbidden[i]);
            _bench.Say(packet);
            AssertLeft("47(" + FakeGate.Number(packet[0]) + ")", forbidden[i]);
            _bench.PassToNext();
            _bench.Accept();
            _bench.TakeNotes();
        }
    }

    [TestMethod]
    public void A_refused_login_and_a_refused_subscription_are_no_connection()
    {
        _bench.Start();
        _bench.Say(Packets.Hex("20 02 00 05"));
        AssertLeft("44(5)", "refused");
        _bench.PassToNext();
        _bench.Say(ClientBench.Connack);
        _bench.Say(Packets.Hex("90 04 00 01 80 00"));
        AssertLeft("45(0)", "announcements refused");
        _bench.PassToNext();
        _bench.Say(ClientBench.Connack);
        _bench.Say(Packets.Hex("90 04 00 01 01 80"));
        Assert.AreEqual(Connected + " 45(1)", _bench.TakeNotes(), "without a state it is still of use");
        Assert.IsTrue(_bench.Client.Line.IsConnected);
    }

    [TestMethod]
    public void A_broker_that_stays_away_is_noted_once()
    {
        _bench.IsNameUnknown = true;
        _bench.Start();
        for (int i = 0; i < 20; i++)
        {
            _bench.PassToNext();
        }

        Assert.AreEqual(21, _bench.Dials);
        Assert.AreEqual("42(0)", _bench.TakeNotes());
        _bench.IsNameUnknown = false;
        _bench.PassToNext();
        _bench.Connection.PeerIsGone = true;
        _bench.Run();
        Assert.AreEqual("46(0)", _bench.TakeNotes(), "another trouble is news");
    }

    [TestMethod]
    public void A_name_that_is_looked_up_is_asked_for_until_the_deadline()
    {
        _bench.IsLookingUp = true;
        _bench.Start();
        _bench.Run();
        Assert.AreEqual(BrokerClient.Dialing, _bench.Client.State);
        _bench.IsLookingUp = false;
        _bench.Run();
        Assert.AreEqual(BrokerClient.Greeting, _bench.Client.State);
        _bench.Connection.PeerIsGone = true;
        _bench.Run();
        _bench.IsLookingUp = true;
        _bench.PassToNext();
        _bench.PassToNext();
        Assert.AreEqual(BrokerClient.Waiting, _bench.Client.State, "given up");
    }

    [TestMethod]
    public void An_announcement_of_our_own_never_goes_out_for_it_would_come_back_as_a_locks()
    {
        _bench.Connect();
        Assert.IsFalse(Publishes(Event));
        Assert.IsTrue(Publishes("nuki/A/lockAction"), "a command does");
        Assert.IsFalse(Publishes("a/+"));
    }

    [TestMethod]
    public void A_state_of_our_own_that_a_slow_broker_missed_is_told_again_when_it_reads()
    {
        _bench.Connect();
        _bench.Connection.Room = 0;
        byte[] topic = Ascii.Of("edge/1");
        byte[] payload = new byte[400];
        int taken = 0;
        while (_bench.Client.Publish(topic, 0, topic.Length, payload, 0, payload.Length, 0, true))
        {
            taken++;
        }

        Assert.IsTrue(taken > 0 && _bench.Client.Dropped == 1);
        _bench.Connection.Room = int.MaxValue;
        _bench.Run();
        string all = _bench.Wire.Take();
        Assert.IsTrue(all.EndsWith("PUBLISH(q1,r)#3:edge/0=own0 PUBLISH(q1,r)#4:edge/1=own1"), all);
    }

    [TestMethod]
    public void A_broker_that_reads_nothing_any_more_is_left()
    {
        _bench.Connect();
        _bench.TakeNotes();
        _bench.Connection.Room = 0;
        for (int i = 0; i < 400 && _bench.Client.State == BrokerClient.Connected; i++)
        {
            _bench.Say(Packets.Publish(0x32, Event, i + 1, "1"));
        }

        AssertLeft("43(64)", "no room for an acknowledgement");
    }

    [TestMethod]
    public void QoS_2_messages_are_brought_to_their_end()
    {
        _bench.Connect();
        byte[] topic = Ascii.Of("a/b");
        Assert.IsTrue(_bench.Client.Publish(topic, 0, topic.Length, topic, 0, 1, 2, false));
        Assert.AreEqual("PUBLISH(q2)#3:a/b=a", _bench.Wire.Take());
        Assert.AreEqual("PUBREL#3", _bench.Say(Packets.Ack(0x50, 3)));
        Assert.AreEqual("", _bench.Say(Packets.Ack(0x70, 3)));
    }

    [TestMethod]
    public void At_the_end_it_says_offline_and_goodbye_and_never_comes_back()
    {
        _bench.Connect();
        _bench.Client.Stop();
        Assert.AreEqual("PUBLISH(q0,r):edge/0=offline DISCONNECT", _bench.Wire.Take());
        Assert.IsTrue(_bench.Connection.IsClosed);
        Assert.AreEqual(long.MaxValue, _bench.Client.Step(_bench.Clock.NowUs + 3600000000L));
        Assert.AreEqual(1, _bench.Dials);
    }

    [TestMethod]
    public void Whatever_bytes_a_broker_sends_it_comes_back_and_the_next_announcement_arrives()
    {
        Dice dice = Dice.New();
        _bench.Connect();
        byte[] types = { 0x20, 0x30, 0x31, 0x32, 0x3A, 0x40, 0x50, 0x70, 0x90, 0xD0 };
        for (int round = 0; round < 500; round++)
        {
            byte[] bytes = new byte[1 + dice.Next(80)];
            for (int i = 0; i < bytes.Length; i++)
            {
                bytes[i] = (byte)dice.Next(dice.Next(4) == 0 ? 256 : 16);
            }

            bytes[0] = types[dice.Next(types.Length)];
            _bench.Say(bytes);
            for (int i = 0; i < 3 && _bench.Client.State != BrokerClient.Waiting; i++)
            {
                _bench.PassToNext(); // half a packet: the PINGRESP does not come
            }

            Assert.AreEqual(BrokerClient.Waiting, _bench.Client.State, dice.ToString());
            _bench.PassToNext();
            _bench.Accept();
            _bench.TakeTrace();
            Assert.AreEqual("PUBACK#1", _bench.Say(Packets.Publish(0x32, Event, 1, "1,0,1,2,1")), dice.ToString());
            Assert.AreEqual(Event + "=1,0,1,2,1", _bench.TakeTrace(), dice.ToString());
        }
    }

    private bool Publishes(string name)
    {
        byte[] topic = Ascii.Of(name);
        return _bench.Client.Publish(topic, 0, topic.Length, topic, 0, 1, 1, false);
    }

    private void AssertLeft(string notes, string why)
    {
        Assert.AreEqual(notes, _bench.TakeNotes(), why);
        Assert.IsTrue(_bench.Connection.IsClosed, why);
        Assert.AreEqual(BrokerClient.Waiting, _bench.Client.State, why);
        Assert.IsFalse(_bench.Client.Line.IsConnected, why);
    }

    private void AssertSent(byte[] packet)
    {
        byte[] sent = new byte[4096];
        int count = _bench.Wire.TakeRaw(sent);
        Assert.AreEqual(packet.Length, count);
        Assert.IsTrue(Image.Same(sent, 0, packet, 0, count), "other bytes");
    }
}
