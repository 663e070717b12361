using NukiEdge.Core.Log;

namespace NukiEdge.Net.Mqtt;

/// <summary>
/// The one buffer for a packet that is larger than a client's own. Whoever needs it while another has it waits, first come
/// first served: its bytes stay in the socket. A lock does not wait for others: an announcement may stand behind its packet.
/// </summary>
public sealed class BigPacket
{
    private readonly byte[] _buffer;
    private MqttConnection _user;
    private MqttConnection _next;

    /// <summary>Room for the largest packet that is allowed, with its header.</summary>
    public BigPacket(int bytes)
    {
        _buffer = new byte[bytes];
    }

    /// <summary>Lends the buffer. Null while another has it, or comes before.</summary>
    public byte[] Borrow(MqttConnection user)
    {
        if (_user != null && _user != user && user.IsLock && !_user.IsLock)
        {
            _user.End(NoteCode.NoPlace, _user.PeerAddress);
            _user = null;
            _next = user;
        }

        if ((_user != null && _user != user) || (_next != null && _next != user))
        {
            _next = _next == null ? user : _next;
            return null;
        }

        _user = user;
        _next = null;
        return _buffer;
    }

    /// <summary>The client has it no more, and does not wait for it.</summary>
    public void Return(MqttConnection user)
    {
        _user = _user == user ? null : _user;
        _next = _next == user ? null : _next;
    }
}
