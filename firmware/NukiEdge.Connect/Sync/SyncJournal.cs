using NukiEdge.Connect.Cloud;
using NukiEdge.Core.Log;
using NukiEdge.Core.Ports;

namespace NukiEdge.Connect.Sync;

/// <summary>Writes down how a sync went: into the status always, into the log when something is new.</summary>
internal sealed class SyncJournal
{
    private const long RemindSeconds = 7 * 86400;

    private readonly SyncStatus _status;
    private readonly EventLog _log;
    private readonly IClock _clock;
    private long _warnedUtc = -RemindSeconds;

    public SyncJournal(SyncStatus status, EventLog log, IClock clock)
    {
        _status = status;
        _log = log;
        _clock = clock;
    }

    /// <summary>The cloud's thread is back.</summary>
    public void Answered(CloudRequest request, long tookUs)
    {
        _status.HttpStatus = request.Status;
        _status.LastRequestUs = tookUs;
        if (request.CertificateEndsUtc >= 0)
        {
            _status.CertificateEndsUtc = request.CertificateEndsUtc;
            _status.RootEndsUtc = request.RootEndsUtc;
            WarnOfEnds(_clock.UtcSeconds);
        }
    }

    /// <summary>A sync is over.</summary>
    public void Ended(byte fault)
    {
        _status.Fault = fault;
        if (fault == SyncFault.None)
        {
            if (_status.Failures > 0)
            {
                Note(NoteCode.SyncWorks, (uint)_status.Failures);
            }

            _status.Failures = 0;
            _status.Good++;
            _status.LastGoodUtc = _clock.UtcSeconds;
            return;
        }

        if (fault == SyncFault.TimedOut)
        {
            _status.HttpStatus = 0;
        }

        _status.Failures++;
        uint detail = fault | ((uint)_status.HttpStatus << 8);
        if (SyncFault.IsAccount(fault))
        {
            Note(NoteCode.SyncRefused, detail);
        }
        else if (_status.Failures == 1)
        {
            Note(NoteCode.SyncFailed, detail);
        }
    }

    private void WarnOfEnds(long utc)
    {
        bool root = _status.RootEndsSoon(utc);
        bool server = _status.CertificateEndsSoon(utc);
        if ((root || server) && utc - _warnedUtc >= RemindSeconds)
        {
            _warnedUtc = utc;
            Note(root ? NoteCode.RootEndsSoon : NoteCode.CertificateEndsSoon,
                (uint)(root ? _status.RootEndsUtc : _status.CertificateEndsUtc));
        }
    }

    private void Note(byte code, uint detail)
    {
        _log.Add(EventLog.Note, _clock.UtcSeconds);
        _log.SetNote(code, -1, -1, detail);
    }
}
