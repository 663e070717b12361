using System;
using NukiEdge.Core;
using NukiEdge.Core.Bytes;
using NukiEdge.Core.Log;
using NukiEdge.Core.Ports;
using NukiEdge.Net.Mqtt;

namespace NukiEdge.Tests.Mqtt;

/// <summary>A client on a network in memory; the test is its broker, and moves the clock.</summary>
public sealed class ClientBench : IDialer, IMessageSink
{
    public const string Event = "nuki/A/lockActionEvent";

    /// <summary>The answer to a CONNECT that is accepted (MQTT 3.1.1 section 3.2).</summary>
    public static readonly byte[] Connack = { 0x20, 2, 0, 0 };

    /// <summary>The answer to the two filters.</summary>
    public static readonly byte[] Suback = { 0x90, 4, 0, 1, 1, 0 };

    private const int MaxSteps = 8000;

    public readonly Limits Limits = Limits.SmallBoard();
    public readonly FakeClock Clock = new FakeClock();
    public readonly FakeSockets Net = new FakeSockets();
    public readonly FakeOwnTopics Own = new FakeOwnTopics { Count = 2 };
    public readonly EventLog Log = new EventLog(64);
    public readonly BrokerSettings Settings = new BrokerSettings { ClientId = Ascii.Of("edge1"), Seed = 77 };
    public BrokerClient Client;

    /// <summary>The newest connection; null before the first.</summary>
    public FakeConnection Connection;

    /// <summary>The other end of it, to read what was sent.</summary>
    public TestClient Wire;

    public int Dials;
    public bool IsNameUnknown;
    public bool IsLookingUp;

    /// <summary>TCP is under way and not there yet.</summary>
    public bool IsTcpSilent;

    public string Trace = "";
    public int LastConnection;
    public int LastLogin;

    private long _readLog;

    public bool HasFailed { get; private set; }

    public ClientBench Start()
    {
        string wrong = Settings.Url.Read("mqtt://u:p@broker");
        if (wrong != null)
        {
            throw new Exception(wrong);
        }

        byte[][] filters = { Ascii.Of("nuki/+/lockActionEvent"), Ascii.Of("nuki/+/state") };
        Client = new BrokerClient(Limits, Clock, this, Settings, filters, this, Own, Log);
        Run();
        return this;
    }

    /// <summary>Starts, and accepts the client.</summary>
    public ClientBench Connect()
    {
        Start();
        Accept();
        return this;
    }

    /// <summary>Says yes to everything; throws when the client is not connected then.</summary>
    public string Accept()
    {
        Wire.Take();
        Say(Connack);
        string own = Say(Suback);
        if (Client.State != BrokerClient.Connected)
        {
            throw new Exception("not connected");
        }

        return own;
    }

    public IConnection Dial()
    {
        Dials++;
        HasFailed = IsNameUnknown;
        if (IsNameUnknown || IsLookingUp)
        {
            return null;
        }

        Connection = new FakeConnection(Net, 0x0A000001);
        Connection.Room = IsTcpSilent ? 0 : int.MaxValue;
        Wire = new TestClient(null, Connection);
        return Connection;
    }

    public void OnMessage(Message message)
    {
        LastConnection = message.Connection;
        LastLogin = message.Login;
        Trace += (message.Retain ? "retained:" : "") + (message.Dup ? "dup:" : "") + (message.Repeated ? "again:" : "")
            + FakeGate.Text(message.Buffer, message.TopicOffset, message.TopicLength) + "="
            + FakeGate.Text(message.Buffer, message.PayloadOffset, message.PayloadLength) + " ";
    }

    public string TakeTrace()
    {
        string trace = Trace.Trim();
        Trace = "";
        return trace;
    }

    /// <summary>The broker sends this; answers what the client said to it.</summary>
    public string Say(byte[] packet)
    {
        Connection.Write(packet);
        Run();
        return Wire.Take();
    }

    /// <summary>Steps as the loop would until there is nothing to do at this moment; returns the next deadline.</summary>
    public long Run()
    {
        for (int i = 0; i < MaxSteps; i++)
        {
            int read = Net.BytesRead;
            long next = Client.Step(Clock.NowUs);
            if (next > Clock.NowUs && read == Net.BytesRead)
            {
                return next;
            }
        }

        throw new Exception("the client is never done");
    }

    /// <summary>Lets the time pass until something is due, and does it.</summary>
    public void PassToNext()
    {
        Clock.NowUs = Run();
        Run();
    }

    /// <summary>Numbers of the notes since the last call, with their detail: "40(167772161) 46(0)".</summary>
    public string TakeNotes()
    {
        string notes = "";
        LogRecord record = new LogRecord();
        for (; _readLog < Log.Written; _readLog++)
        {
            if (Log.Read(_readLog, record))
            {
                notes += (notes.Length == 0 ? "" : " ") + FakeGate.Number(record.Note) + "(" + record.NoteDetail.ToString() + ")";
            }
        }

        return notes;
    }
}
