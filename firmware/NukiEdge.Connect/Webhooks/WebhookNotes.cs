using NukiEdge.Connect.Past;
using NukiEdge.Core.Log;
using NukiEdge.Core.People;
using NukiEdge.Core.Ports;

namespace NukiEdge.Connect.Webhooks;

/// <summary>Writes down what a webhook says: changes only, so that nobody can fill the log with what it has already.</summary>
internal sealed class WebhookNotes
{
    private readonly EventLog _log;
    private readonly IClock _clock;
    private readonly PastLog _past;
    private readonly ushort[] _states;
    private bool _isRefusing;

    public WebhookNotes(EventLog log, IClock clock, PastLog past, int locks)
    {
        _log = log;
        _clock = clock;
        _past = past;
        _states = new ushort[locks];
    }

    /// <summary>An entry of Nuki Web's log.</summary>
    public byte Told(LogEntry entry, int lockIndex, Roster roster)
    {
        return _past.Write(entry, lockIndex, roster, Verdict.Told) ? WebhookVerdict.Logged : WebhookVerdict.KnownAlready;
    }

    /// <summary>How a lock is. It is written down and nothing else: only what the lock itself says confirms an opening.</summary>
    public byte Status(int lockIndex, int state, int serverState)
    {
        int now = state | (serverState << 8);
        if (_states[lockIndex] == now + 1)
        {
            return WebhookVerdict.KnownAlready;
        }

        _states[lockIndex] = (ushort)(now + 1);
        Note(NoteCode.WebhookStatus, lockIndex, (uint)now);
        return WebhookVerdict.Logged;
    }

    /// <summary>A webhook is through. The first refusal after a good one is told.</summary>
    public void Ended(byte verdict)
    {
        bool isRefused = WebhookVerdict.IsRefusal(verdict);
        if (isRefused && !_isRefusing)
        {
            Note(NoteCode.WebhookRefused, -1, verdict);
        }

        _isRefusing = isRefused || (_isRefusing && verdict == WebhookVerdict.Off);
    }

    private void Note(byte code, int lockIndex, uint detail)
    {
        _log.Add(EventLog.Note, _clock.UtcSeconds);
        _log.SetNote(code, lockIndex, -1, detail);
    }
}
