using NukiEdge.Core.Log;
using NukiEdge.Core.Ports;

namespace NukiEdge.Net.Mqtt;

/// <summary>
/// CONNECT to CONNACK (MQTT 3.1.1 sections 3.1, 3.2): who is it, may it come in, is there a place, whom does it replace.
/// </summary>
public sealed class Handshake
{
    // return codes, section 3.2.2.3
    private const int Accepted = 0;
    private const int OtherLevel = 1;
    private const int BadClientId = 2;
    private const int Unavailable = 3;
    private const int NotAuthorized = 5;

    private readonly ConnectionTable _table;
    private readonly EndedConnections _ended;
    private readonly IMqttGate _gate;
    private readonly ConnectPacket _packet = new ConnectPacket();
    private readonly byte[] _connack = new byte[4];
    private readonly NoteGap _noPlaceNotes;
    private int _lastNumber;

    /// <summary>Works on the places of the table.</summary>
    public Handshake(ConnectionTable table, EndedConnections ended, IMqttGate gate, NoteGap noPlaceNotes)
    {
        _table = table;
        _ended = ended;
        _gate = gate;
        _noPlaceNotes = noPlaceNotes;
        _connack[0] = PacketType.Connack;
        _connack[1] = 2;
        // _connack[2], session present, stays 0: no session outlives its connection (section 4.1 lets a server clear them)
    }

    /// <summary>A stranger's CONNECT.</summary>
    /// <returns>false when it is not what MQTT allows, or its will is too long to keep.</returns>
    public bool Connect(MqttConnection c, int offset, int length)
    {
        int found = _packet.Read(c.Input, offset, length);
        if (found == ConnectPacket.OtherLevel)
        {
            return Refuse(c, OtherLevel);
        }

        if (found == ConnectPacket.BadClientId)
        {
            return Refuse(c, BadClientId);
        }

        if (found != ConnectPacket.Good || !c.Will.Keep(_packet))
        {
            return false;
        }

        ConnectRequest request = _packet.Request;
        MqttConnection older = _table.WithClientId(request.Buffer, request.ClientIdOffset, request.ClientIdLength);
        request.Connection = _lastNumber + 1;
        request.PeerAddress = c.PeerAddress;
        request.SameClientIdLogin = older == null ? -1 : older.Login;
        int login = _gate.Connect(request);
        if (login < 0)
        {
            return Refuse(c, -login < NotAuthorized ? -login : NotAuthorized);
        }

        _lastNumber++;
        if (older != null)
        {
            // its will goes out now, before the new one's CONNACK: else a lock's connected=false could come after the
            // new connection's true [MQTT-3.1.4-2]
            older.End(0, 0);
            _ended.Settle(c.ReadUs);
        }
        bool isLock = _gate.IsLock(login);
        if (!MakeRoom(c, isLock))
        {
            if (_noPlaceNotes.IsOver(c.ReadUs))
            {
                _gate.Note(NoteCode.NoPlace, login, c.PeerAddress);
            }

            _gate.Disconnected(login, request.Connection);
            return Refuse(c, Unavailable);
        }
        c.LogIn(login, isLock, _packet);
        _gate.Note(NoteCode.Connected, login, c.PeerAddress);
        Answer(c, Accepted);
        return true;
    }

    private bool MakeRoom(MqttConnection c, bool isLock)
    {
        if (_table.HasRoomFor(isLock))
        {
            return true;
        }

        MqttConnection other = isLock ? _table.ToMakeRoomForLock() : null;
        if (other == null)
        {
            return false;
        }

        other.End(NoteCode.NoPlace, other.PeerAddress);
        _ended.Settle(c.ReadUs);
        return true;
    }

    private bool Refuse(MqttConnection c, int returnCode)
    {
        Answer(c, returnCode);
        c.End(0, 0);
        return true;
    }

    private void Answer(MqttConnection c, int returnCode)
    {
        _connack[3] = (byte)returnCode;
        c.Answer(_connack, 0, _connack.Length);
    }
}
