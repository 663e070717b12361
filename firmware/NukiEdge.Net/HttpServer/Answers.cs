using System;
using NukiEdge.Core.Bytes;

namespace NukiEdge.Net.Http;

/// <summary>Writes replies into the shared buffer, which the connection holds from here until it is sent.</summary>
internal sealed class Answers
{
    private const int BusySeconds = 2;

    private static readonly byte[] Problem = Ascii.Of("application/problem+json");
    private static readonly byte[] TitleIs = Ascii.Of("{\"title\":\"");
    private static readonly byte[] StatusIs = Ascii.Of("\",\"status\":");

    private readonly WorkBuffer _work;
    private readonly RouteTable _routes;
    private readonly IHttpHandler[] _handlers;
    private readonly IAccess _access;
    private readonly PageFiles _files;
    private readonly LiveStreams _live;
    private readonly ReplyHead _head;
    private readonly HttpRequest _request;
    private readonly HttpReply _reply;

    public Answers(WorkBuffer work, RouteTable routes, IHttpHandler[] handlers, IAccess access, PageFiles files, LiveStreams live,
        ReplyHead head, HttpRequest request, HttpConnection[] places)
    {
        _work = work;
        _routes = routes;
        _handlers = handlers;
        _access = access;
        _files = files;
        _live = live;
        _head = head;
        _request = request;
        _reply = new HttpReply(work, places);
    }

    /// <summary>Gives the answer of a connection that holds the buffer: afterwards it is in a state in which it sends.</summary>
    public void Give(HttpConnection c)
    {
        if (c.Status == 0 && c.Route >= 0)
        {
            c.Status = Prove(c);
        }

        if (c.Status == 0 && c.Route <= RequestChecks.FirstFile)
        {
            c.Status = _files.StatusOf(c);
            if (c.Status != HttpStatus.NotAcceptable)
            {
                c.Left = _files.WriteHead(_work.Bytes, c);
                c.Sent = 0;
                c.State = HttpConnection.File;
                _work.Release(c);
                return;
            }
        }

        _reply.Begin();
        if (c.Status == 0)
        {
            Ask(c);
        }

        if (c.Status != 0)
        {
            Refuse(c);
        }

        c.State = HttpConnection.Reply;
    }

    /// <summary>The last question before the handler: is it who it claims to be, now that all of it is here?</summary>
    private int Prove(HttpConnection c)
    {
        c.Who = _access.Prove(_request.Of(c));
        bool suffices = RequestChecks.Suffices(c.Who, _routes.WhoMay(c.Route));
        if (c.Has(HttpConnection.SinkOpen))
        {
            c.Flags &= ~HttpConnection.SinkOpen;
            if (!suffices)
            {
                ((IBodySink)_handlers[_routes.Handler(c.Route)]).Abandon();
            }
        }

        return suffices ? 0 : RequestChecks.Refusal(c.Who);
    }

    private void Ask(HttpConnection c)
    {
        if (!_routes.Has(c.Route, RouteTable.LiveEvents))
        {
            _handlers[_routes.Handler(c.Route)].Handle(_request.Of(c), _reply);
        }
        else if (!_live.Begin(c, _request.Of(c), _reply))
        {
            c.Status = HttpStatus.Unavailable;
            return;
        }

        if (_reply.Text.Overflow)
        {
            c.Status = HttpStatus.Internal;
        }
        else
        {
            Finish(c);
        }
    }

    /// <summary>Puts the head in front of what the handler wrote.</summary>
    private void Finish(HttpConnection c)
    {
        bool isLive = c.Has(HttpConnection.IsLive);
        bool isStream = _reply.Source != null;
        if (isLive || (isStream && c.Has(HttpConnection.IsOld)))
        {
            c.Set(HttpConnection.Closes); // the end of the connection is the end of the content
        }

        int length = isLive || (isStream && c.Has(HttpConnection.IsOld)) ? ReplyHead.UntilClosed : isStream ? ReplyHead.Chunks : _reply.Length;
        int head = _head.Begin(_work.Bytes, c, _reply.Status, _reply.Type, length).Private()
            .Refusal(_reply.Status, _routes.Methods(c.Buffer, HttpRequest.PathLengthOf(c)), BusyOrWait(_reply.Status))
            .Line(_reply.Extra).End();
        if (head > HttpReply.HeadRoom)
        {
            c.Status = HttpStatus.Internal; // the handler's extra line is too long
            return;
        }

        Array.Copy(_work.Bytes, 0, _work.Bytes, HttpReply.HeadRoom - head, head);
        bool isBare = c.Method == HttpVerb.Head || HttpStatus.IsBare(_reply.Status);
        c.Source = isBare ? null : _reply.Source;
        c.Sent = HttpReply.HeadRoom - head;
        c.Left = isBare ? HttpReply.HeadRoom : _reply.Text.Length;
    }

    /// <summary>A refusal of the server's own: the status in words. Content that was not read makes it the connection's last.</summary>
    private void Refuse(HttpConnection c)
    {
        int status = c.Status;
        byte[] reason = HttpStatus.Reason(status);
        int content = TitleIs.Length + reason.Length + StatusIs.Length + 4;
        int methods = c.TargetLength == 0 ? 0 : _routes.Methods(c.Buffer, HttpRequest.PathLengthOf(c));
        methods = methods == 0 ? 1 << HttpVerb.Get | 1 << HttpVerb.Head : methods;
        ByteWriter text = _reply.Text;
        text.Reset(_work.Bytes);
        text.Length = _head.Begin(_work.Bytes, c, status, Problem, content).Private().Refusal(status, methods, BusyOrWait(status)).End();
        if (c.Method != HttpVerb.Head)
        {
            text.Add(TitleIs);
            text.Add(reason);
            text.Add(StatusIs);
            text.AddDecimal((uint)status, 3);
            text.Add((byte)'}');
        }

        c.Source = null;
        c.Sent = 0;
        c.Left = text.Length;
    }

    private int BusyOrWait(int status)
    {
        return status == HttpStatus.TooManyRequests ? _access.WaitSeconds : BusySeconds;
    }
}
