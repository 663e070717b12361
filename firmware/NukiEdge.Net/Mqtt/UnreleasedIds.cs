using System;

namespace NukiEdge.Net.Mqtt;

/// <summary>
/// Identifiers of a client's QoS 2 messages that were taken and whose PUBREL has not come (MQTT 3.1.1 section 4.3.3,
/// method B): a PUBLISH with one of them is the same message again.
/// </summary>
/// <remarks>
/// When there are more than it holds it forgets the oldest. To close the connection instead would be worse: the client
/// would come back and send all of its unfinished messages again, on a connection that knows none of them.
/// </remarks>
public sealed class UnreleasedIds
{
    private readonly ushort[] _ids;
    private int _count;

    /// <summary>None, with room for so many.</summary>
    public UnreleasedIds(int capacity)
    {
        _ids = new ushort[capacity];
    }

    /// <summary>Is the PUBREL for this one still to come?</summary>
    public bool Contains(int id)
    {
        return Find(id) >= 0;
    }

    /// <summary>Adds one that is not there.</summary>
    public void Add(int id)
    {
        if (_count == _ids.Length)
        {
            RemoveAt(0);
        }

        _ids[_count] = (ushort)id;
        _count++;
    }

    /// <summary>PUBREL came. Unknown ones do no harm.</summary>
    public void Remove(int id)
    {
        int at = Find(id);
        if (at >= 0)
        {
            RemoveAt(at);
        }
    }

    /// <summary>Forgets all.</summary>
    public void Clear()
    {
        _count = 0;
    }

    private void RemoveAt(int at)
    {
        _count--;
        Array.Copy(_ids, at + 1, _ids, at, _count - at);
    }

    private int Find(int id)
    {
        for (int i = 0; i < _count; i++)
        {
            if (_ids[i] == id)
            {
                return i;
            }
        }
        return -1;
    }
}
