using NukiEdge.Core.Bytes;
using NukiEdge.Core.Houses;
using NukiEdge.Core.Ports;
using NukiEdge.Net.Mqtt;

namespace NukiEdge.Web.Api;

/// <summary>
/// Tries whether a broker lets this box in: TCP, CONNECT, CONNACK, goodbye (MQTT 3.1.1 sections 3.1, 3.2). It subscribes to nothing and
/// leaves no will, so that the broker's other clients notice nothing. One at a time, as a part of the loop; nothing in it waits.
/// </summary>
internal sealed class BrokerTrial : IPart
{
    /// <summary>States: none was made, under way, the broker said yes, it did not work.</summary>
    public const int None = 0, Asking = 1, Ok = 2, Failed = 3;

    private const long PatienceUs = 5000000;
    private const int ConnackBytes = 4, Refused = 0x20;

    private static readonly byte[] Goodbye = { 0xE0, 0 };

    private readonly byte[] _answer = new byte[ConnackBytes];
    private IDialer _dialer;
    private IConnection _socket;
    private byte[] _connect;
    private int _sent;
    private int _got;
    private long _dueUs;

    /// <summary>How it stands.</summary>
    public int State { get; private set; }

    /// <summary>The same in words; no secret stands in it.</summary>
    public string Text { get; private set; } = "";

    /// <summary>Begins a try; one that is under way ends.</summary>
    public void Begin(BrokerChoice broker, IDialer dialer, long nowUs)
    {
        Close();
        _dialer = dialer;
        _connect = Connect(broker);
        _sent = 0;
        _got = 0;
        _dueUs = nowUs + PatienceUs;
        State = Asking;
        Text = "";
    }

    /// <inheritdoc/>
    public long Step(long nowUs)
    {
        if (State != Asking)
        {
            return long.MaxValue;
        }

        if (_socket == null)
        {
            _socket = _dialer.Dial();
            if (_socket == null && _dialer.HasFailed)
            {
                End(Failed, "this box cannot open a connection to there");
            }
        }

        if (_socket != null && !Send() && !Receive())
        {
            return long.MaxValue;
        }

        if (State == Asking && nowUs >= _dueUs)
        {
            End(Failed, _sent == 0 ? "no answer within 5 s: is the address right, and is the broker switched on?"
                : "it took the connection and said nothing for 5 s: is that an MQTT broker?");
        }

        return State == Asking ? _dueUs : long.MaxValue;
    }

    /// <summary>True while CONNECT is not out as a whole.</summary>
    private bool Send()
    {
        int left = _connect.Length - _sent;
        int sent = left == 0 ? 0 : _socket.TrySend(_connect, _sent, left);
        if (sent < 0)
        {
            End(Failed, _sent == 0 ? "nobody answers at this address and port" : "it closed the connection at once: is that an MQTT broker?");
            return true;
        }

        _sent += sent;
        _socket.WantsSend = _sent < _connect.Length;
        return _sent < _connect.Length;
    }

    /// <returns>false when it is over.</returns>
    private bool Receive()
    {
        int got = _socket.Receive(_answer, _got, ConnackBytes - _got);
        if (got < 0)
        {
            End(Failed, "it closed the connection without a word: is that an MQTT broker without TLS?");
            return false;
        }

        _got += got;
        if (_got < ConnackBytes)
        {
            return true;
        }

        bool isConnack = _answer[0] == Refused && _answer[1] == 2 && _answer[2] == 0;
        End(isConnack && _answer[3] == 0 ? Ok : Failed, isConnack ? Words(_answer[3]) : "what answers there is no MQTT 3.1.1 broker");
        return false;
    }

    /// <summary>CONNACK's return codes, section 3.2.2.3. Mosquitto says 5 where 4 is meant.</summary>
    private static string Words(int code)
    {
        switch (code)
        {
            case 0:
                return "the broker lets this box in";
            case 1:
                return "the broker does not speak MQTT 3.1.1";
            case 2:
                return "the broker refused the client id";
            case 3:
                return "the broker says that it is not available now";
            default:
                return "broker refused the password, or the user";
        }
    }

    private void End(int state, string text)
    {
        if (state == Ok)
        {
            _socket.TrySend(Goodbye, 0, Goodbye.Length);
        }

        Close();
        State = state;
        Text = text;
    }

    private void Close()
    {
        if (_socket != null)
        {
            _socket.Close();
            _socket = null;
        }

        if (_connect != null)
        {
            System.Array.Clear(_connect, 0, _connect.Length); // a password stands in it
        }

        _dialer = null;
    }

    /// <summary>An id of its own, so that a connection of this box that stands is left alone, and no will.</summary>
    private static byte[] Connect(BrokerChoice broker)
    {
        BrokerSettings settings = new BrokerSettings { ClientId = Ascii.Of("nukiedge-test") };
        settings.Url.Use(broker.Host(), broker.Port, broker.User, broker.Password);
        return ClientPackets.Connect(settings, null);
    }
}
