using NukiEdge.Core;
using NukiEdge.Core.Ports;

namespace NukiEdge.Net.Http;

/// <summary>A connection's requests and replies, one small step at a time.</summary>
internal sealed class Exchange
{
    private readonly HttpConnection[] _places;
    private readonly WorkBuffer _work;
    private readonly HeadReader _heads;
    private readonly RequestChecks _checks;
    private readonly BodyReader _bodies;
    private readonly Answers _answers;
    private readonly ReplySender _sender;
    private readonly LiveStreams _live;
    private readonly RouteTable _routes;
    private readonly IHttpHandler[] _handlers;
    private readonly HttpRequest _request;

    public Exchange(Limits limits, HttpConnection[] places, WorkBuffer work, LiveStreams live, HostList hosts, RouteTable routes,
        IHttpHandler[] handlers, IAccess access, IPageSource pages)
    {
        _places = places;
        _work = work;
        _live = live;
        _routes = routes;
        _handlers = handlers;
        _request = new HttpRequest(work, routes);
        _heads = new HeadReader(limits, new HeaderValues(hosts));
        _checks = new RequestChecks(routes, pages, access, _request, limits.HttpBodyBytes);
        _bodies = new BodyReader(work, access, routes, handlers, limits.HttpBodyBytes);
        PageFiles files = new PageFiles(pages, ReplyHead);
        _answers = new Answers(work, routes, handlers, access, files, live, ReplyHead, _request, places);
        _sender = new ReplySender(work, files);
    }

    /// <summary>What all replies begin with.</summary>
    public ReplyHead ReplyHead { get; } = new ReplyHead();

    /// <summary>
    /// Somebody waits for a place: connections end with their replies, and say so. One that rests could be closed just when its
    /// client asks again.
    /// </summary>
    public bool IsCrowded { get; set; }

    /// <summary>Requests that were well-formed and meant for us, since the start.</summary>
    public int Requests { get; private set; }

    /// <summary>Requests that were refused, connections that were dropped, since the start.</summary>
    public int Refused { get; private set; }

    /// <summary>A connection's turn.</summary>
    /// <returns>true when it did something: then the turn of the loop is over for this part.</returns>
    public bool Turn(HttpConnection c, long nowUs)
    {
        switch (c.State)
        {
            case HttpConnection.Head:
                return ReadHead(c, nowUs);
            case HttpConnection.Body:
                return ReadBody(c, nowUs);
            case HttpConnection.Ready:
                return Answer(c, nowUs);
            case HttpConnection.Linger:
                if (!c.Discard() || nowUs >= c.DeadlineUs)
                {
                    End(c);
                }

                return false;
            default:
                return Send(c, nowUs);
        }
    }

    private bool ReadHead(HttpConnection c, long nowUs)
    {
        bool wasSilent = c.HeadBytes == 0;
        if (c.Start == c.End && c.Receive() < 0)
        {
            End(c);
            return false;
        }

        if (c.Start == c.End)
        {
            return nowUs >= c.DeadlineUs && TimeOut(c, nowUs, !wasSilent);
        }

        if (wasSilent && c.Requests > 0)
        {
            c.GiveTime(nowUs);
        }

        int result = _heads.Read(c);
        if (result == HeadReader.Done)
        {
            TakeHead(c, nowUs);
        }
        else if (result != HeadReader.More)
        {
            Refuse(c, result, nowUs);
        }
        else if (nowUs >= c.DeadlineUs)
        {
            TimeOut(c, nowUs, true);
        }

        return true;
    }

    /// <summary>A head is whole: on to its body, or to the answer.</summary>
    private void TakeHead(HttpConnection c, long nowUs)
    {
        int status = _checks.Check(c);
        c.GiveTime(nowUs);
        if (status == 0)
        {
            Requests++;
            status = RequestChecks.HasBody(c) ? BeginBody(c) : 0;
            c.State = RequestChecks.HasBody(c) ? HttpConnection.Body : HttpConnection.Ready;
        }

        if (status != 0)
        {
            Refuse(c, status, nowUs);
        }
    }

    private int BeginBody(HttpConnection c)
    {
        if (!_routes.Has(c.Route, RouteTable.StreamedBody))
        {
            return _bodies.Begin(c);
        }

        for (int i = 0; i < _places.Length; i++)
        {
            if (_places[i].State != HttpConnection.Free && _places[i].Has(HttpConnection.SinkOpen))
            {
                return HttpStatus.Unavailable;
            }
        }

        c.Set(HttpConnection.ToSink);
        int status = ((IBodySink)_handlers[_routes.Handler(c.Route)]).Begin(_request.Of(c));
        if (status == 0)
        {
            c.Set(HttpConnection.SinkOpen);
            status = _bodies.Begin(c);
        }

        return status;
    }

    private bool ReadBody(HttpConnection c, long nowUs)
    {
        int before = c.BodyLength + c.Start;
        int result = _bodies.Read(c, nowUs);
        if (result == BodyReader.More)
        {
            bool isLate = nowUs >= c.DeadlineUs && TimeOut(c, nowUs, true);
            return isLate || c.BodyLength + c.Start != before;
        }

        if (result == BodyReader.Gone)
        {
            End(c);
            return false;
        }

        if (result == BodyReader.Done)
        {
            c.State = HttpConnection.Ready;
            c.GiveTime(nowUs);
        }
        else
        {
            Refuse(c, result, nowUs);
        }

        return true;
    }

    private bool Answer(HttpConnection c, long nowUs)
    {
        if (!_work.TryTake(c, nowUs))
        {
            if (nowUs >= c.DeadlineUs)
            {
                Drop(c);
            }

            return false;
        }

        if (IsCrowded)
        {
            c.Set(HttpConnection.Closes);
        }

        _answers.Give(c);
        return true;
    }

    private bool Send(HttpConnection c, long nowUs)
    {
        int result = c.State == HttpConnection.Reply ? _sender.SendReply(c, nowUs)
            : c.State == HttpConnection.Stream ? _sender.NextPiece(c, nowUs)
            : c.State == HttpConnection.File ? _sender.SendFile(c, nowUs)
            : _live.Turn(c, nowUs);
        bool isLate = result == ReplySender.Stuck && nowUs >= c.DeadlineUs && c.State != HttpConnection.Events;
        if (result == ReplySender.End || isLate)
        {
            Drop(c);
        }

        return result == ReplySender.Moved;
    }

    /// <summary>Refuses a request. What is left of it is not read: the reply is the connection's last, unless nothing is left.</summary>
    private void Refuse(HttpConnection c, int status, long nowUs)
    {
        Refused++;
        bool isWhole = c.State == HttpConnection.Head && HeadReader.IsAtEnd(c) && !RequestChecks.HasBody(c);
        if (!isWhole)
        {
            c.Set(HttpConnection.Closes);
        }

        Forget(c);
        c.Status = status;
        c.State = HttpConnection.Ready;
        c.GiveTime(nowUs);
    }

    /// <summary>Too slow: told so where something had come, else just closed.</summary>
    /// <returns>true.</returns>
    private bool TimeOut(HttpConnection c, long nowUs, bool isToBeTold)
    {
        if (isToBeTold)
        {
            Refuse(c, HttpStatus.RequestTimeout, nowUs);
        }
        else
        {
            End(c);
        }

        return true;
    }

    /// <summary>Ends a connection that does not behave.</summary>
    public void Drop(HttpConnection c)
    {
        Refused++;
        End(c);
    }

    /// <summary>Ends a connection, in whatever state it is, and frees its place.</summary>
    public void End(HttpConnection c)
    {
        if (c.State != HttpConnection.Free)
        {
            Forget(c);
            c.Close();
        }
    }

    /// <summary>Takes back what the request had borrowed.</summary>
    private void Forget(HttpConnection c)
    {
        if (c.Has(HttpConnection.SinkOpen))
        {
            c.Flags &= ~HttpConnection.SinkOpen;
            ((IBodySink)_handlers[_routes.Handler(c.Route)]).Abandon();
        }

        ReplySender.EndSource(c);
        _work.Release(c);
    }
}
