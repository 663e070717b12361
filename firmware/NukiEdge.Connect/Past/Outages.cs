using NukiEdge.Connect.Cloud;
using NukiEdge.Core.Bytes;
using NukiEdge.Core.Houses;
using NukiEdge.Core.Log;
using NukiEdge.Core.People;

namespace NukiEdge.Connect.Past;

/// <summary>
/// What the box did not see, because it or a lock's connection was away, is fetched from Nuki Web's log: one request a lock, when
/// a sync would be allowed. The loop says when something was away, offers a request, and hands the answer back. It runs nothing.
/// </summary>
public sealed class Outages
{
    /// <summary>A shorter gap is not worth a request: seconds.</summary>
    public const int LeastSeconds = 120;

    /// <summary>Tries per outage.</summary>
    public const int Tries = 3;

    private readonly NukiWebSettings _settings;
    private readonly EventLog _log;
    private readonly LogListReader _reader;
    private readonly LogEntry _entry = new LogEntry();
    private readonly long[] _ids;
    private readonly long[] _from;
    private readonly long[] _until;
    private readonly byte[] _tries;
    private int _asked = -1;
    private int _writing = -1;
    private int _written;

    /// <summary>No outage.</summary>
    /// <param name="locks">Locks of the house at most.</param>
    public Outages(NukiWebSettings settings, EventLog log, LogListReader reader, int locks)
    {
        _settings = settings;
        _log = log;
        _reader = reader;
        Past = new PastLog(log);
        _ids = new long[locks];
        _from = new long[locks];
        _until = new long[locks];
        _tries = new byte[locks];
    }

    /// <summary>Writes what was missed.</summary>
    public PastLog Past { get; }

    /// <summary>
    /// A lock could not be heard. Two outages of one lock that wait for a request become one; what was seen between them is known
    /// and not written twice.
    /// </summary>
    /// <param name="smartlockId">The Web API's id of the lock; 0 where nobody knows it: then nothing is asked.</param>
    /// <param name="fromUtc">When it was heard last, or the last sign of life of this box; seconds since 1970 UTC, below zero: not known.</param>
    /// <param name="untilUtc">Since when it is heard again.</param>
    /// <returns>false when the gap is not to be filled.</returns>
    public bool Add(int lockIndex, long smartlockId, long fromUtc, long untilUtc)
    {
        if (!_settings.FillsGaps || !_settings.HasToken || smartlockId <= 0 || fromUtc < 0 || untilUtc - fromUtc < LeastSeconds)
        {
            return false;
        }

        bool isWaiting = _ids[lockIndex] == smartlockId;
        _from[lockIndex] = isWaiting && _from[lockIndex] < fromUtc ? _from[lockIndex] : fromUtc;
        _until[lockIndex] = isWaiting && _until[lockIndex] > untilUtc ? _until[lockIndex] : untilUtc;
        _ids[lockIndex] = smartlockId;
        _tries[lockIndex] = 0;
        return true;
    }

    /// <summary>True while there is something to ask, no request is under way, and the last answer is written down.</summary>
    public bool WantsRequest => _asked < 0 && _writing < 0 && Next() >= 0;

    /// <summary>True while an answer waits to be written down: <see cref="Step"/>.</summary>
    public bool IsWriting => _writing >= 0;

    /// <summary>Fills a free request, while <see cref="WantsRequest"/>. The loop starts it.</summary>
    public void Begin(CloudRequest request)
    {
        _asked = Next();
        _reader.Want(_ids[_asked], _from[_asked], _until[_asked]);
        request.Begin(Path(_ids[_asked], _from[_asked], _until[_asked]), _settings.Token, _reader);
    }

    /// <summary>
    /// The request is over. Good: what was missed is to be written down. Bad: it is asked again, three times in all, as the loop offers
    /// requests; a request that the loop gave up counts as bad, and its late answer must not come here.
    /// </summary>
    /// <param name="fault">The request's <see cref="SyncFault"/>.</param>
    public void End(byte fault, long nowUtc)
    {
        int lockIndex = _asked;
        _asked = -1;
        if (fault != SyncFault.None)
        {
            _tries[lockIndex]++;
            if (_tries[lockIndex] < Tries && !SyncFault.IsAccount(fault))
            {
                return;
            }

            _ids[lockIndex] = 0;
            Note(NoteCode.HistoryFailed, lockIndex, fault, nowUtc);
            return;
        }

        _ids[lockIndex] = 0;
        if (_reader.HasMore)
        {
            Note(NoteCode.HistoryHasMore, lockIndex, (uint)_reader.Count, nowUtc);
        }

        _writing = lockIndex;
        _written = 0;
    }

    /// <summary>Writes one entry down, the oldest first: each is looked for in the whole log, some ten milliseconds on the board.</summary>
    /// <param name="roster">The one in use.</param>
    public void Step(Roster roster)
    {
        if (_writing >= 0 && _written < _reader.Count)
        {
            _reader.Fetch(_written++, _entry);
            Past.Write(_entry, _writing, roster, Verdict.SeenLater);
        }

        _writing = _written < _reader.Count ? _writing : -1;
    }

    /// <summary>Path and query (facts B2). Fractions of a second are left out, so the end is a second later; the reader looks exactly.</summary>
    public static string Path(long smartlockId, long fromUtc, long untilUtc)
    {
        return "/smartlock/" + smartlockId.ToString() + "/log?fromDate=" + Utc(fromUtc) + "&toDate=" + Utc(untilUtc + 1) + "&limit="
            + LogListReader.MostAsked.ToString();
    }

    private int Next()
    {
        for (int i = 0; i < _ids.Length; i++)
        {
            if (_ids[i] != 0)
            {
                return i;
            }
        }

        return -1;
    }

    private void Note(byte code, int lockIndex, uint detail, long nowUtc)
    {
        _log.Add(EventLog.Note, nowUtc);
        _log.SetNote(code, lockIndex, -1, detail);
    }

    private static string Utc(long utcSeconds)
    {
        ByteWriter writer = new ByteWriter();
        writer.Reset(new byte[20]);
        writer.AddUtc(utcSeconds);
        char[] text = new char[writer.Length];
        for (int i = 0; i < text.Length; i++)
        {
            text[i] = (char)writer.Buffer[i];
        }

        return new string(text);
    }
}
