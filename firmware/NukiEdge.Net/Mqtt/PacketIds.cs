namespace NukiEdge.Net.Mqtt;

/// <summary>Packet identifiers that wait for an answer, each with what it waits for (MQTT 3.1.1 sections 2.3.1, 4.3).</summary>
public sealed class PacketIds
{
    /// <summary>Is not in the table.</summary>
    public const int None = 0;

    /// <summary>Received at QoS 2: the client still has to send PUBREL.</summary>
    public const int AwaitsPubrel = 1;

    /// <summary>Sent at QoS 1.</summary>
    public const int AwaitsPuback = 2;

    /// <summary>Sent at QoS 2, first half.</summary>
    public const int AwaitsPubrec = 3;

    /// <summary>Sent at QoS 2, second half.</summary>
    public const int AwaitsPubcomp = 4;

    private readonly ushort[] _ids;
    private readonly byte[] _awaits;
    private int _lastSent;

    /// <summary>An empty table for so many identifiers.</summary>
    public PacketIds(int capacity)
    {
        _ids = new ushort[capacity];
        _awaits = new byte[capacity];
    }

    /// <summary>Identifiers that wait.</summary>
    public int Count { get; private set; }

    /// <summary>Largest number of identifiers that may wait.</summary>
    public int Capacity
    {
        get { return _ids.Length; }
    }

    /// <summary>What an identifier waits for, or <see cref="None"/>.</summary>
    public int StateOf(int id)
    {
        int at = Find(id);
        return at < 0 ? None : _awaits[at];
    }

    /// <summary>Adds an identifier that is not in the table. False when the table is full.</summary>
    public bool Add(int id, int awaits)
    {
        if (Count == _ids.Length) return false;
        _ids[Count] = (ushort)id;
        _awaits[Count] = (byte)awaits;
        Count++;
        return true;
    }

    /// <summary>Adds an identifier for a message to send, one that is not in use [MQTT-2.3.1-2]. 0 when the table is full.</summary>
    public int AddNew(int awaits)
    {
        if (Count == _ids.Length) return 0;
        do
        {
            _lastSent = _lastSent == 0xFFFF ? 1 : _lastSent + 1;
        }
        while (Find(_lastSent) >= 0);
        Add(_lastSent, awaits);
        return _lastSent;
    }

    /// <summary>An identifier that is in the table now waits for something else.</summary>
    public void Change(int id, int awaits)
    {
        int at = Find(id);
        if (at >= 0) _awaits[at] = (byte)awaits;
    }

    /// <summary>Takes an identifier out, if it is in the table.</summary>
    public void Remove(int id)
    {
        int at = Find(id);
        if (at < 0) return;
        Count--;
        _ids[at] = _ids[Count];
        _awaits[at] = _awaits[Count];
    }

    /// <summary>Empties the table and begins counting anew.</summary>
    public void Clear()
    {
        Count = 0;
        _lastSent = 0;
    }

    private int Find(int id)
    {
        for (int i = 0; i < Count; i++)
        {
            if (_ids[i] == id) return i;
        }
        return -1;
    }
}
