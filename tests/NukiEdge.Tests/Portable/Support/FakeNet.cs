using System;
using System.Collections;
using NukiEdge.Core.Ports;

namespace NukiEdge.Tests.Mqtt;

/// <summary>A clock that only a test moves.</summary>
public sealed class FakeClock : IClock
{
    public long NowUs { get; set; } = 5000000;

    public long UtcSeconds => -1;

    public void PassSeconds(int seconds)
    {
        NowUs += seconds * 1000000L;
    }
}

/// <summary>A network in memory with one listener.</summary>
public sealed class FakeSockets : ISockets, IListener
{
    private readonly ArrayList _callers = new ArrayList();

    public bool PortIsTaken;
    public bool IsListening;

    /// <summary>Bytes the server read from all connections: while that grows, the loop would not wait.</summary>
    public int BytesRead;

    public int Port { get; private set; }

    public bool WantsCallers { get; set; } = true;

    public bool IsWell => IsListening;

    public IListener Listen(int port)
    {
        if (PortIsTaken)
        {
            return null;
        }

        Port = port;
        IsListening = true;
        return this;
    }

    public FakeConnection Call(uint address)
    {
        FakeConnection connection = new FakeConnection(this, address);
        _callers.Add(connection);
        return connection;
    }

    public IConnection TryAccept()
    {
        if (!IsListening)
        {
            throw new Exception("accept on a closed listener");
        }

        if (_callers.Count == 0)
        {
            return null;
        }

        IConnection caller = (IConnection)_callers[0];
        _callers.RemoveAt(0);
        return caller;
    }

    public void Close()
    {
        IsListening = false;
    }

    public void WaitAny(long deadlineUs)
    {
        throw new Exception("only the loop waits");
    }

    public void Wake()
    {
    }
}

/// <summary>One TCP connection, stricter than a real one: what the port forbids fails the test.</summary>
public sealed class FakeConnection : IConnection
{
    private const int Capacity = 16384;

    private readonly FakeSockets _net;
    private readonly byte[] _toServer = new byte[Capacity];
    private int _toServerStart;
    private int _toServerEnd;

    /// <summary>What the server sent and nobody took yet.</summary>
    public readonly byte[] ToClient = new byte[Capacity];

    public int ToClientCount;

    /// <summary>How many bytes the socket still takes; int.MaxValue for a client that always reads.</summary>
    public int Room = int.MaxValue;

    /// <summary>Most bytes of one Receive.</summary>
    public int LargestRead = int.MaxValue;

    /// <summary>Bytes the server read.</summary>
    public int BytesRead;

    public bool IsClosed;
    public bool PeerIsGone;

    public FakeConnection(FakeSockets net, uint address)
    {
        _net = net;
        PeerAddress = address;
    }

    public uint PeerAddress { get; }

    public bool WantsSend { get; set; }

    public int Unread => _toServerEnd - _toServerStart;

    public void Write(byte[] bytes)
    {
        Write(bytes, 0, bytes.Length);
    }

    public void Write(byte[] bytes, int offset, int count)
    {
        if (_toServerStart == _toServerEnd)
        {
            _toServerStart = 0;
            _toServerEnd = 0;
        }

        Array.Copy(bytes, offset, _toServer, _toServerEnd, count);
        _toServerEnd += count;
    }

    public int Receive(byte[] buffer, int offset, int count)
    {
        if (count < 1)
        {
            throw new Exception("Receive with no room looks like a lost peer on the board");
        }

        if (IsClosed)
        {
            return -1;
        }

        int got = Unread;
        if (got == 0)
        {
            return PeerIsGone ? -1 : 0;
        }

        if (got > count)
        {
            got = count;
        }

        if (got > LargestRead)
        {
            got = LargestRead;
        }

        Array.Copy(_toServer, _toServerStart, buffer, offset, got);
        _toServerStart += got;
        BytesRead += got;
        _net.BytesRead += got;
        return got;
    }

    public int TrySend(byte[] buffer, int offset, int count)
    {
        if (count < 1)
        {
            throw new Exception("nothing to send");
        }

        if (IsClosed || PeerIsGone)
        {
            return -1;
        }

        int taken = count < Room ? count : Room;
        if (Room != int.MaxValue)
        {
            Room -= taken;
        }

        Array.Copy(buffer, offset, ToClient, ToClientCount, taken);
        ToClientCount += taken;
        return taken;
    }

    public void Close()
    {
        IsClosed = true;
    }
}
