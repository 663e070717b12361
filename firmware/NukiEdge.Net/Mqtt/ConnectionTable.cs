using NukiEdge.Core;

namespace NukiEdge.Net.Mqtt;

/// <summary>
/// The places, and who may have one. One place more than clients may be logged in: so a client can always ask, and a lock
/// whose old connection hangs can take it over when all places are used.
/// </summary>
public sealed class ConnectionTable
{
    private const int LeastForLocks = 2;

    private readonly MqttConnection[] _places;
    private readonly int _maxLive;
    private readonly int _maxOthers;

    /// <summary>All places, free.</summary>
    public ConnectionTable(Limits limits, Subscriptions subscriptions)
    {
        BigPacket bigPacket = new BigPacket(limits.MqttPacketBytes + FixedHeader.MaxSize);
        _maxLive = limits.MqttClients;
        int forLocks = limits.Locks / 2 < LeastForLocks ? LeastForLocks : limits.Locks / 2;
        _maxOthers = _maxLive < forLocks ? 0 : _maxLive - forLocks;
        _places = new MqttConnection[limits.MqttClients + 1];
        for (int i = 0; i < _places.Length; i++)
        {
            _places[i] = new MqttConnection(limits, i, subscriptions, bigPacket);
        }
    }

    /// <summary>Number of places.</summary>
    public int Count => _places.Length;

    /// <summary>Clients that are logged in.</summary>
    public int LiveCount => CountLive(false);

    /// <summary>One place.</summary>
    public MqttConnection At(int place)
    {
        return _places[place];
    }

    /// <summary>The client with this id, or null.</summary>
    public MqttConnection WithClientId(byte[] buffer, int offset, int length)
    {
        for (int i = 0; i < _places.Length; i++)
        {
            MqttConnection c = _places[i];
            if (c.State == MqttConnection.Live && c.HasClientId(buffer, offset, length))
            {
                return c;
            }
        }
        return null;
    }

    /// <summary>A free place, or null.</summary>
    public MqttConnection FreePlace()
    {
        for (int i = 0; i < _places.Length; i++)
        {
            if (_places[i].State == MqttConnection.Free)
            {
                return _places[i];
            }
        }
        return null;
    }

    /// <summary>
    /// The stranger who has to go when one more calls: of the address that has most strangers (the new one counted in),
    /// the oldest. So a flood from one address pushes out itself. Null when there is no stranger.
    /// </summary>
    public MqttConnection StrangerToReplace(uint callerAddress)
    {
        MqttConnection chosen = null;
        int most = 0;
        for (int i = 0; i < _places.Length; i++)
        {
            MqttConnection c = _places[i];
            if (c.State != MqttConnection.Stranger)
            {
                continue;
            }

            int crowd = StrangersFrom(c.PeerAddress) + (c.PeerAddress == callerAddress ? 1 : 0);
            if (chosen == null || crowd > most || (crowd == most && c.OpenedUs < chosen.OpenedUs))
            {
                chosen = c;
                most = crowd;
            }
        }
        return chosen;
    }

    /// <summary>May one more of this kind log in as it is now?</summary>
    public bool HasRoomFor(bool isLock)
    {
        return LiveCount < _maxLive && (isLock || CountLive(true) < _maxOthers);
    }

    /// <summary>Who makes room for a lock: of those that are no locks the one that was silent longest, or null.</summary>
    public MqttConnection ToMakeRoomForLock()
    {
        MqttConnection chosen = null;
        for (int i = 0; i < _places.Length; i++)
        {
            MqttConnection c = _places[i];
            if (c.State != MqttConnection.Live || c.IsLock)
            {
                continue;
            }

            if (chosen == null || c.LastPacketUs < chosen.LastPacketUs)
            {
                chosen = c;
            }
        }
        return chosen;
    }

    private int CountLive(bool onlyOthers)
    {
        int count = 0;
        for (int i = 0; i < _places.Length; i++)
        {
            MqttConnection c = _places[i];
            if (c.State == MqttConnection.Live && !(onlyOthers && c.IsLock))
            {
                count++;
            }
        }
        return count;
    }

    private int StrangersFrom(uint address)
    {
        int count = 0;
        for (int i = 0; i < _places.Length; i++)
        {
            if (_places[i].State == MqttConnection.Stranger && _places[i].PeerAddress == address)
            {
                count++;
            }
        }
        return count;
    }
}
