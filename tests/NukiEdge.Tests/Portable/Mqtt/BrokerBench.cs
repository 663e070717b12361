using System;
using NukiEdge.Core;
using NukiEdge.Net.Mqtt;

namespace NukiEdge.Tests.Mqtt;

/// <summary>A broker on a network in memory, with a clock that the test moves.</summary>
public sealed class BrokerBench
{
    private const int MaxSteps = 2000;

    public readonly Limits Limits = Limits.SmallBoard();
    public readonly FakeClock Clock = new FakeClock();
    public readonly FakeSockets Net = new FakeSockets();
    public readonly FakeGate Gate = new FakeGate();
    public readonly FakeOwnTopics Own = new FakeOwnTopics();
    public MqttBroker Broker;

    /// <summary>Starts the broker; before that a test may change <see cref="Limits"/>.</summary>
    public BrokerBench Start()
    {
        Broker = new MqttBroker(Limits, Clock, Net, Gate, Gate, Own);
        if (!Broker.Start(1883))
        {
            throw new Exception("the broker does not start");
        }

        return this;
    }

    /// <summary>Steps as the loop would until there is nothing to do at this moment; returns the next deadline.</summary>
    public long Run()
    {
        for (int i = 0; i < MaxSteps; i++)
        {
            int read = Net.BytesRead;
            long next = Broker.Step(Clock.NowUs);
            if (next > Clock.NowUs && read == Net.BytesRead)
            {
                return next;
            }
        }

        throw new Exception("the broker is never done");
    }

    /// <summary>A TCP connection that has not sent anything.</summary>
    public TestClient Call(uint address)
    {
        FakeConnection connection = Net.Call(address);
        Run();
        return new TestClient(this, connection);
    }

    /// <summary>A client that logged in.</summary>
    public TestClient Connect(string clientId, string user)
    {
        return Connect(Packets.Connect(clientId, user));
    }

    /// <summary>A client that logged in with this packet.</summary>
    public TestClient Connect(byte[] packet)
    {
        TestClient client = Call(0xC0A80001);
        string answer = client.Send(packet);
        if (answer != "CONNACK:0")
        {
            throw new Exception("refused: " + answer);
        }

        return client;
    }

    /// <summary>Lets time pass with a step each second, as the loop would at the latest.</summary>
    public void PassSeconds(int seconds)
    {
        for (int i = 0; i < seconds; i++)
        {
            Clock.PassSeconds(1);
            Run();
        }
    }
}
