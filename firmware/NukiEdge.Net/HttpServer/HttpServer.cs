using NukiEdge.Core;
using NukiEdge.Core.Ports;

namespace NukiEdge.Net.Http;

/// <summary>
/// The HTTP server: HTTP/1.1 (RFC 9110, 9112) as one part of the loop. It knows routes, files and live events, and nothing of doors.
/// Nothing is allocated after the constructor, whatever the network sends; one small piece of work for one connection a turn,
/// so that an event of a lock never waits for more than that. What it refuses: firmware/docs/http-server.md.
/// </summary>
public sealed class HttpServer : IPart
{
    private const long RetryPlaceUs = 20000;

    /// <summary>A caller waits for a place as long as two of those who have one may be slow.</summary>
    private const long CallerPatienceUs = 2 * HttpConnection.PatienceUs;

    private readonly ISockets _sockets;
    private readonly HttpConnection[] _places;
    private readonly Places _free;
    private readonly WorkBuffer _work;
    private readonly LiveStreams _live;
    private readonly Exchange _exchange;
    private readonly HostList _hosts;
    private IListener _listener;
    private IConnection _caller;
    private long _callerUs;
    private int _turn;

    /// <summary>Allocates everything; listens only after <see cref="Start"/>.</summary>
    /// <param name="hosts">The names under which it may be called; the rim keeps it up to date.</param>
    /// <param name="routes">All routes; <see cref="RouteTable.IsGood"/> was checked.</param>
    /// <param name="handlers">What the routes' handler numbers mean.</param>
    /// <param name="firstEvent">Number of the first live event, another one at each start: 1 to 500,000,000.</param>
    public HttpServer(Limits limits, ISockets sockets, HostList hosts, RouteTable routes, IHttpHandler[] handlers, IAccess access,
        IPageSource pages, int firstEvent)
    {
        _sockets = sockets;
        _hosts = hosts;
        _places = new HttpConnection[limits.HttpConnections];
        for (int i = 0; i < _places.Length; i++)
        {
            _places[i] = new HttpConnection(limits);
        }

        _free = new Places(_places);
        _work = new WorkBuffer(limits.HttpBodyBytes);
        _live = new LiveStreams(new EventRing(limits.HttpEventBytes, firstEvent), _work, _places, limits.HttpStreams);
        _exchange = new Exchange(limits, _places, _work, _live, hosts, routes, handlers, access, pages);
    }

    /// <summary>The port it listens on, 0 while it does not.</summary>
    public int Port => _listener == null ? 0 : _listener.Port;

    /// <summary>Requests that were well-formed and meant for us, since the start.</summary>
    public int Requests => _exchange.Requests;

    /// <summary>Requests that were refused, connections that were dropped, since the start.</summary>
    public int Refused => _exchange.Refused;

    /// <summary>Event streams that are open.</summary>
    public int Streams => _live.Count;

    /// <summary>The live events.</summary>
    public EventRing Events => _live.Ring;

    /// <summary>Lets one other origin show our pages in a frame: the simulator's bench. Nobody may, unless this was called.</summary>
    /// <param name="origin">As in http://127.0.0.1:8123.</param>
    public void LetFrame(byte[] origin)
    {
        _exchange.ReplyHead.Framer = origin;
    }

    /// <summary>Listens. False when the port is taken.</summary>
    public bool Start(int port)
    {
        if (_listener == null)
        {
            _listener = _sockets.Listen(port);
        }

        _hosts.Port = Port;
        return _listener != null;
    }

    /// <summary>Stops listening and ends all connections.</summary>
    public void Stop()
    {
        if (_listener == null)
        {
            return;
        }

        _listener.Close();
        _listener = null;
        DropCaller();
        for (int i = 0; i < _places.Length; i++)
        {
            _exchange.End(_places[i]);
        }
    }

    /// <summary>Ends all event streams: whoever opened them may no longer look. Browsers come back and are asked who they are.</summary>
    public void EndStreams()
    {
        for (int i = 0; i < _places.Length; i++)
        {
            if (_places[i].State != HttpConnection.Free && _places[i].Has(HttpConnection.IsLive))
            {
                _exchange.End(_places[i]);
            }
        }
    }

    /// <summary>Tells everybody who looks: one line of text, at most <see cref="EventRing.MostBytes"/>. Fit for the event path.</summary>
    public void Tell(byte[] text, int offset, int length)
    {
        if (_live.Ring.Add(text, offset, length) && _live.Count > 0)
        {
            _sockets.Wake();
        }
    }

    /// <inheritdoc/>
    public long Step(long nowUs)
    {
        if (_listener == null)
        {
            return long.MaxValue;
        }

        if (nowUs >= _work.DueUs)
        {
            _work.IsLate(nowUs);
            _exchange.Drop(_work.Owner);
        }

        Accept(nowUs);
        bool isCrowded = _caller != null;
        _exchange.IsCrowded = isCrowded;
        if (_listener.WantsCallers == isCrowded)
        {
            _listener.WantsCallers = !isCrowded; // who knocks would keep the loop awake
        }

        for (int i = 0; i < _places.Length; i++)
        {
            HttpConnection c = _places[(_turn + i) % _places.Length];
            if (c.State != HttpConnection.Free && _exchange.Turn(c, nowUs))
            {
                _turn = (_turn + i + 1) % _places.Length;
                return nowUs;
            }
        }

        return NextDeadlineUs(nowUs);
    }

    /// <summary>At most one caller waits for a place here; the others wait where TCP keeps them.</summary>
    private void Accept(long nowUs)
    {
        if (_caller == null)
        {
            _caller = _listener.TryAccept();
            _callerUs = nowUs;
        }

        if (_caller == null)
        {
            return;
        }

        HttpConnection place = _free.For(_caller.PeerAddress, _callerUs, nowUs);
        if (place != null)
        {
            _exchange.End(place);
            place.Open(_caller, nowUs);
            _caller = null;
        }
        else if (nowUs - _callerUs >= CallerPatienceUs)
        {
            DropCaller();
        }
    }

    private void DropCaller()
    {
        if (_caller != null)
        {
            _caller.Close();
            _caller = null;
        }
    }

    private long NextDeadlineUs(long nowUs)
    {
        long next = _caller == null ? _work.NextUs(nowUs) : nowUs + RetryPlaceUs;
        for (int i = 0; i < _places.Length; i++)
        {
            if (_places[i].State != HttpConnection.Free && _places[i].DeadlineUs < next)
            {
                next = _places[i].DeadlineUs;
            }
        }

        return next;
    }
}
