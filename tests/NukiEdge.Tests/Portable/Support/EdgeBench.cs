using System;
using NukiEdge.Core;
using NukiEdge.Core.Houses;
using NukiEdge.Core.Log;
using NukiEdge.Core.Loop;
using NukiEdge.Core.Ports;
using NukiEdge.Web.Houses;
using NukiEdge.Web.Log;

namespace NukiEdge.Tests.Support;

/// <summary>The appliance with a house, without network and pins, and with a clock that the test moves.</summary>
public sealed class EdgeBench
{
    public const int Front = 0, Fresh = 1, Reader = 2, Control = 3;

    public readonly TestClock Clock = new TestClock();
    public readonly FakeWait Wait = new FakeWait();
    public readonly FakeRelays Relays = new FakeRelays(3);
    public readonly FakeLink Link = new FakeLink();
    public readonly FakeCaller[] Callers;
    public readonly House House;
    public readonly EdgeLoop Edge;

    private readonly Message _message = new Message();
    private long _read;

    public EdgeBench()
        : this(SampleHouse.Text(), Limits.SmallBoard())
    {
    }

    public EdgeBench(string houseFile)
        : this(houseFile, Limits.SmallBoard())
    {
    }

    public EdgeBench(string houseFile, Limits limits)
    {
        House = new House(limits);
        HouseError error = HouseReader.Read(new MemorySource(houseFile), House);
        if (error != null)
        {
            throw new Exception(error.Text());
        }

        Callers = new FakeCaller[limits.Calls];
        ICaller[] callers = new ICaller[limits.Calls];
        for (int i = 0; i < callers.Length; i++)
        {
            Callers[i] = new FakeCaller();
            callers[i] = Callers[i];
        }

        Edge = new EdgeLoop(limits, Clock, Wait, Relays, callers, House);
        Edge.Use(Link);
        Edge.Step();
        Relays.TakeTrace();
        Link.TakeTrace();
        TakeLog();
    }

    /// <summary>An announcement of the front door's lock over its own login.</summary>
    public void Announce(string payload)
    {
        Send("nuki/3807B7EC/lockActionEvent", payload, Front, 1);
    }

    /// <summary>A message as the link hands it over, without its flags.</summary>
    public void Send(string topic, string payload, int login, int connection)
    {
        Edge.OnMessage(Message(topic, payload, login, connection));
    }

    /// <summary>The message object, for a test that sets flags.</summary>
    public Message Message(string topic, string payload, int login, int connection)
    {
        byte[] t = Raw.Of(topic);
        byte[] p = Raw.Of(payload);
        byte[] buffer = new byte[t.Length + p.Length];
        Array.Copy(t, 0, buffer, 0, t.Length);
        Array.Copy(p, 0, buffer, t.Length, p.Length);
        _message.Buffer = buffer;
        _message.TopicOffset = 0;
        _message.TopicLength = t.Length;
        _message.PayloadOffset = t.Length;
        _message.PayloadLength = p.Length;
        _message.Login = login;
        _message.Connection = connection;
        _message.ReceivedUs = Clock.NowUs;
        _message.Retain = false;
        _message.Dup = false;
        _message.Repeated = false;
        return _message;
    }

    /// <summary>Lets time pass, then a turn of the loop.</summary>
    public void PassMs(long ms)
    {
        Clock.PassMs(ms);
        Edge.Step();
    }

    /// <summary>Other scenes and rules take the place of the ones that run.</summary>
    /// <returns>null, or why they were refused.</returns>
    public HouseError Change(string scenes, string rules)
    {
        House draft = new House(House);
        HouseError error = RulesReader.Read(new MemorySource(SampleHouse.Json("{`scenes`:" + scenes + ",`rules`:" + rules + "}")), draft);
        if (error == null)
        {
            Edge.TakeRules(draft.Rules, draft.Scenes);
        }

        return error;
    }

    /// <summary>The log's new lines, one behind the other.</summary>
    public string TakeLog()
    {
        LogText text = new LogText(House);
        LogRecord record = new LogRecord();
        string lines = "";
        for (; _read < Edge.Log.Written; _read++)
        {
            if (Edge.Log.Read(_read, record))
            {
                lines += text.Line(record) + "\n";
            }
        }

        return lines;
    }

    /// <summary>The newest record of a kind.</summary>
    public LogRecord Last(byte kind)
    {
        LogRecord record = new LogRecord();
        long number = Edge.Log.Written - 1;
        while (Edge.Log.Read(number, record))
        {
            if (record.Kind == kind)
            {
                return record;
            }

            number--;
        }

        throw new Exception("no such record");
    }
}
