using NukiEdge.Core.Log;
using NukiEdge.Core.Ports;

namespace NukiEdge.Net.Mqtt;

/// <summary>
/// How it stands with an external broker, whatever code speaks to it: is it there, since when, when is the next try, and what
/// of that the log hears. A broker that stays away is noted once, not with every try.
/// </summary>
public sealed class BrokerLine : IHealth
{
    private readonly BrokerSettings _settings;
    private readonly EventLog _log;
    private readonly IClock _clock;
    private readonly BackOff _backOff;
    private long _sinceUs;
    private uint _detail;

    /// <summary>Not connected; the first try may begin at once.</summary>
    public BrokerLine(BrokerSettings settings, EventLog log, IClock clock)
    {
        _settings = settings;
        _log = log;
        _clock = clock;
        _backOff = new BackOff(settings.FirstPauseMs, settings.LongestPauseMs, settings.Seed);
    }

    /// <summary>True between the broker's yes to CONNECT and subscriptions and the end of that connection, as far as is known.</summary>
    public bool IsConnected { get; private set; }

    /// <inheritdoc/>
    public bool IsWell => IsConnected;

    /// <summary>Times it was connected since the start.</summary>
    public int Connections { get; private set; }

    /// <summary>What comes now comes over the first connection since the start, see <see cref="Message.IsFirstConnection"/>.</summary>
    public bool IsFirst => Connections <= 1;

    /// <summary>Tries since the start. The number of the present one, so that two connections are never taken for one.</summary>
    public int Tries { get; private set; }

    /// <summary>Why it is not connected: a <see cref="NoteCode"/>; 0 while it is, and before the first try is over.</summary>
    public byte Trouble { get; private set; }

    /// <summary>When the next try may begin, clock microseconds.</summary>
    public long NextTryUs { get; private set; }

    /// <summary>A try begins.</summary>
    public void Begin()
    {
        Tries++;
    }

    /// <summary>The broker said yes to everything.</summary>
    /// <param name="address">Its IPv4 address, 0 where not known.</param>
    public void Opened(long nowUs, uint address)
    {
        IsConnected = true;
        Connections++;
        Trouble = 0;
        _sinceUs = nowUs;
        Note(NoteCode.BrokerConnected, address);
    }

    /// <summary>The connection is over, or the try came to nothing.</summary>
    public void Ended(long nowUs, byte trouble, uint detail)
    {
        if (IsConnected && nowUs - _sinceUs >= _settings.StableMs * 1000L)
        {
            _backOff.Reset();
        }

        if (IsConnected || trouble != Trouble || detail != _detail)
        {
            Note(trouble, detail);
        }

        IsConnected = false;
        Trouble = trouble;
        _detail = detail;
        NextTryUs = nowUs + _backOff.NextUs();
    }

    /// <summary>A fact for the log.</summary>
    public void Note(byte code, uint detail)
    {
        _log.Add(EventLog.Note, _clock.UtcSeconds);
        _log.SetNote(code, -1, -1, detail);
    }
}
