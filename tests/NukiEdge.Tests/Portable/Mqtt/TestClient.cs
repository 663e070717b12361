using System;

namespace NukiEdge.Tests.Mqtt;

/// <summary>The other end of one connection: sends packets, and reads what the broker answered as text.</summary>
public sealed class TestClient
{
    private static readonly string[] Names =
    {
        "0", "CONNECT", "CONNACK", "PUBLISH", "PUBACK", "PUBREC", "PUBREL", "PUBCOMP",
        "SUBSCRIBE", "SUBACK", "UNSUBSCRIBE", "UNSUBACK", "PINGREQ", "PINGRESP", "DISCONNECT", "15",
    };

    private readonly BrokerBench _bench;

    public TestClient(BrokerBench bench, FakeConnection connection)
    {
        _bench = bench;
        Connection = connection;
    }

    public FakeConnection Connection { get; }

    public bool IsClosed => Connection.IsClosed;

    /// <summary>Sends, lets the broker work, and returns its answers.</summary>
    public string Send(byte[] packet)
    {
        Connection.Write(packet);
        _bench.Run();
        return Take();
    }

    public string Subscribe(string filter, int qos)
    {
        return Send(Packets.Subscribe(1, filter, qos));
    }

    public string Publish(string topic, string payload)
    {
        return Send(Packets.Publish(0x30, topic, 0, payload));
    }

    /// <summary>Everything that came since the last call, such as "SUBACK#1:00 PUBLISH(q1,r)#1:a/b=on".</summary>
    public string Take()
    {
        byte[] bytes = Connection.ToClient;
        int count = Connection.ToClientCount;
        int at = 0;
        string all = "";
        while (at < count)
        {
            int first = bytes[at++];
            int length = 0;
            int shift = 0;
            do
            {
                length |= (bytes[at] & 127) << shift;
                shift += 7;
            }
            while (bytes[at++] >= 128);
            if (at + length > count)
            {
                throw new Exception("half a packet at the client");
            }

            all += (all.Length == 0 ? "" : " ") + Describe(bytes, first, at, length);
            at += length;
        }

        Connection.ToClientCount = 0;
        return all;
    }

    /// <summary>Takes only what is whole off the front: for a client that reads little by little.</summary>
    public int TakeRaw(byte[] target)
    {
        int count = Connection.ToClientCount;
        Array.Copy(Connection.ToClient, 0, target, 0, count);
        Connection.ToClientCount = 0;
        return count;
    }

    private static string Describe(byte[] bytes, int first, int at, int length)
    {
        int type = first >> 4;
        if (type == 3)
        {
            return DescribePublish(bytes, first, at, length);
        }

        if (type == 2)
        {
            return "CONNACK:" + FakeGate.Number(bytes[at] << 8 | bytes[at + 1]);
        }

        string text = Names[type];
        if (length >= 2)
        {
            text += "#" + FakeGate.Number(bytes[at] << 8 | bytes[at + 1]);
        }

        if (type == 9)
        {
            text += ":";
        }

        for (int i = 2; i < length; i++)
        {
            text += bytes[at + i].ToString("X2");
        }

        return text;
    }

    private static string DescribePublish(byte[] bytes, int first, int at, int length)
    {
        int qos = first >> 1 & 3;
        int topicLength = bytes[at] << 8 | bytes[at + 1];
        int payload = at + 2 + topicLength + (qos > 0 ? 2 : 0);
        string id = qos > 0 ? "#" + FakeGate.Number(bytes[payload - 2] << 8 | bytes[payload - 1]) : "";
        string flags = FakeGate.Number(qos) + ((first & 8) != 0 ? ",dup" : "") + ((first & 1) != 0 ? ",r" : "");
        return "PUBLISH(q" + flags + ")" + id + ":" + FakeGate.Text(bytes, at + 2, topicLength) + "=" +
            FakeGate.Text(bytes, payload, at + length - payload);
    }
}
