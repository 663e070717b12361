using NukiEdge.Core.Log;
using NukiEdge.Core.Ports;

namespace NukiEdge.Net.Mqtt;

/// <summary>
/// Settles what a connection leaves behind: the note, the will, the gate's record. This happens between packets, never
/// while another message is on its way, because a will is a message itself and may end further connections.
/// </summary>
public sealed class EndedConnections
{
    private readonly ConnectionTable _table;
    private readonly Router _router;
    private readonly IMqttGate _gate;
    private readonly Message _message = new Message();
    private readonly NoteGap _strangerNotes = new NoteGap(1);

    /// <summary>Works on the places of the table.</summary>
    public EndedConnections(ConnectionTable table, Router router, IMqttGate gate)
    {
        _table = table;
        _router = router;
        _gate = gate;
    }

    /// <summary>Settles all that ended, also those that end meanwhile.</summary>
    public void Settle(long nowUs)
    {
        // each round frees a place and nobody comes in here, so it ends
        int at = 0;
        while (at < _table.Count)
        {
            MqttConnection c = _table.At(at);
            if (c.State == MqttConnection.Ended)
            {
                SettleOne(c, nowUs);
                at = 0;
            }
            else
            {
                at++;
            }
        }
    }

    private void SettleOne(MqttConnection c, long nowUs)
    {
        // free first: should the sink fail, the place is not settled twice
        c.Release();
        if (c.Login < 0)
        {
            // anybody on the network can cause these; that a stranger went away is no news
            if (c.EndCode != 0 && c.EndCode != NoteCode.ConnectionLost && _strangerNotes.IsOver(nowUs))
            {
                _gate.Note(c.EndCode, -1, c.EndDetail);
            }
            return;
        }
        if (c.EndCode != 0)
        {
            _gate.Note(c.EndCode, c.Login, c.EndDetail);
        }

        if (c.Will.IsSet && c.EndCode != NoteCode.Disconnected)
        {
            c.Will.CopyTo(_message);
            _message.Login = c.Login;
            _message.Connection = c.Number;
            _message.ReceivedUs = nowUs;
            _router.Take(_message, c.Will.Qos);
        }
        _gate.Disconnected(c.Login, c.Number);
    }
}
