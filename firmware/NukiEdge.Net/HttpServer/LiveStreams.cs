using NukiEdge.Core.Bytes;

namespace NukiEdge.Net.Http;

/// <summary>
/// Event streams of the live view. Nothing waits for a slow client: what it cannot take stays in the ring, and when that goes on
/// without it, or no heartbeat gets through, it is dropped. It comes back with the last number it saw.
/// </summary>
internal sealed class LiveStreams
{
    private const long HeartbeatUs = 15000000;

    /// <summary>What one event takes beside its text.</summary>
    private const int FrameBytes = 24;

    private static readonly byte[] ResetData = Ascii.Of("\ndata: reset\n\n");

    private readonly WorkBuffer _work;
    private readonly HttpConnection[] _places;
    private readonly int _most;
    private readonly ByteWriter _text = new ByteWriter();

    public LiveStreams(EventRing ring, WorkBuffer work, HttpConnection[] places, int most)
    {
        Ring = ring;
        _work = work;
        _places = places;
        _most = most;
    }

    /// <summary>The events.</summary>
    public EventRing Ring { get; }

    /// <summary>Streams that are open.</summary>
    public int Count
    {
        get
        {
            int count = 0;
            for (int i = 0; i < _places.Length; i++)
            {
                count += _places[i].State != HttpConnection.Free && _places[i].Has(HttpConnection.IsLive) ? 1 : 0;
            }

            return count;
        }
    }

    /// <summary>Answers the route of the events: with those after a number, or with a stream.</summary>
    /// <returns>false when there are enough streams.</returns>
    public bool Begin(HttpConnection c, HttpRequest request, HttpReply reply)
    {
        int length = request.Parameter(EventText.After, _work.Bytes);
        if (length >= 0)
        {
            Poll(EventRing.IdOf(_work.Bytes, 0, length), reply.Write(HttpStatus.Ok, EventText.Type));
            return true;
        }

        if (Count >= _most)
        {
            return false;
        }

        ByteWriter text = reply.Write(HttpStatus.Ok, EventText.Type);
        text.Add(EventText.Retry);
        int next = c.Has(HttpConnection.HasLastEvent) ? c.LastEvent + 1 : Ring.Next;
        if (Ring.Holds(next))
        {
            text.Add(EventText.Id);
            text.AddDecimal((uint)next - 1, 1);
            text.Add(EventText.End);
        }
        else
        {
            next = Ring.Next;
            WriteReset(text);
        }

        c.LastEvent = next;
        if (c.Method != HttpVerb.Head)
        {
            c.Set(HttpConnection.IsLive);
        }

        return true;
    }

    /// <summary>A stream's turn.</summary>
    /// <returns>1 when something was sent, 0 when nothing was, -1 when it has to end.</returns>
    public int Turn(HttpConnection c, long nowUs)
    {
        if (!c.Discard() || !Ring.Holds(c.LastEvent))
        {
            return -1;
        }

        bool isDue = nowUs >= c.DeadlineUs;
        if (c.LastEvent == Ring.Next)
        {
            return isDue ? Beat(c, nowUs) : 0;
        }

        if (!_work.TryTake(c, nowUs))
        {
            return 0;
        }

        int sent = SendNext(c);
        _work.Release(c);
        if (sent > 0)
        {
            Rest(c, nowUs);
        }
        else if (isDue)
        {
            sent = -1;
        }

        return sent;
    }

    /// <summary>The head of a stream is sent: from here on it rests until something happens.</summary>
    public static void Rest(HttpConnection c, long nowUs)
    {
        c.DeadlineUs = nowUs + HeartbeatUs;
    }

    private void Poll(int after, ByteWriter text)
    {
        int next = after + 1;
        if (!Ring.Holds(next))
        {
            WriteReset(text);
            return;
        }

        while (next < Ring.Next && text.Buffer.Length - text.Length > EventRing.MostBytes + FrameBytes)
        {
            Ring.Write(next++, text);
        }
    }

    private void WriteReset(ByteWriter text)
    {
        text.Add(EventText.Reset);
        text.AddDecimal((uint)Ring.Next - 1, 1);
        text.Add(ResetData);
    }

    /// <summary>Sends on in the next event. It is written again each time: the ring keeps it, nobody else has to.</summary>
    private int SendNext(HttpConnection c)
    {
        _text.Reset(_work.Bytes);
        Ring.Write(c.LastEvent, _text);
        int sent = c.Send(_work.Bytes, c.Sent, _text.Length - c.Sent);
        if (sent < 0)
        {
            return -1;
        }

        c.Sent += sent;
        if (c.Sent == _text.Length)
        {
            c.Sent = 0;
            c.LastEvent++;
        }

        return sent > 0 ? 1 : 0;
    }

    private static int Beat(HttpConnection c, long nowUs)
    {
        if (c.Send(EventText.Heartbeat, 0, EventText.Heartbeat.Length) != EventText.Heartbeat.Length)
        {
            return -1;
        }

        Rest(c, nowUs);
        return 1;
    }
}
