using NukiEdge.Core.People;

namespace NukiEdge.Core.Locks;

/// <summary>
/// Watches what becomes of an announcement. It is an attempt; it is an Opening once the lock's state or the door sensor
/// says so in time. An opening that nothing announced is told too: a key, a hand on the knob.
/// </summary>
public sealed class LockWatch
{
    /// <summary>What a state message means.</summary>
    public const int Nothing = 0, Opening = 1, Unannounced = 2;

    /// <summary>An announcement is confirmed within this time or not at all: the motor needs 1 to 2 s, a power-saving lock more.</summary>
    public const long ConfirmUs = 30000000;

    /// <summary>After an opening the door may still be opened, or the latch pulled, without another announcement.</summary>
    public const long AfterglowUs = 120000000;

    private const long Never = long.MinValue / 2;

    private long _announcedUs = Never;
    private long _openedUs = Never;
    private long _explainedUs = Never;
    private long _aloneUs = Never;

    /// <summary>The announcement that waits, as it came.</summary>
    public readonly LockActionEvent Event = new LockActionEvent();

    /// <summary>Who it was.</summary>
    public readonly WhoIsIt Who = new WhoIsIt();

    /// <summary><see cref="ActionSource"/> of it.</summary>
    public int Source { get; private set; }

    /// <summary>False where it was held: then it explains an opening, and no rule runs at it.</summary>
    public bool MayRun { get; private set; }

    /// <summary>When it was announced, clock microseconds.</summary>
    public long AnnouncedUs => _announcedUs;

    /// <summary>
    /// The last state was the door's, which was closed and is open, and nothing explains it: no announcement within
    /// <see cref="AfterglowUs"/> before, nor a door that opened so and is opened again. Told once in that time: it may swing.
    /// </summary>
    public bool IsAlone { get; private set; }

    /// <summary>Remembers an announcement that opens: the newest counts.</summary>
    public void Announced(LockActionEvent e, WhoIsIt who, int source, bool mayRun, long nowUs)
    {
        int opens = LockAction.ArrivalBits | LockAction.ArrivalIfChosenBits;
        if ((LockAction.Bit(e.Action) & opens) == 0)
        {
            return;
        }

        Event.CopyFrom(e);
        Who.CopyFrom(who);
        Source = source;
        MayRun = mayRun;
        _announcedUs = nowUs;
        _explainedUs = nowUs;
    }

    /// <summary>A state arrived.</summary>
    /// <param name="before">The value that was known before, or -1.</param>
    public int Update(int kind, int before, int value, long nowUs)
    {
        IsAlone = false;
        bool isOpen = kind == LockTopic.State ? IsUnlocked(value) && !IsUnlocked(before)
            : kind == LockTopic.DoorSensorState && value == DoorSensorCode.Open && before != value;
        if (!isOpen)
        {
            return Nothing;
        }

        if (nowUs - _announcedUs <= ConfirmUs)
        {
            _announcedUs = Never;
            _openedUs = nowUs;
            _explainedUs = nowUs;
            return Opening;
        }

        if (kind == LockTopic.DoorSensorState)
        {
            LookAtDoor(before, nowUs);
        }

        // What was open before anything was known is no news, and neither is the door after the lock.
        bool isNews = before != LockState.NotKnown && nowUs - _openedUs > AfterglowUs;
        _openedUs = nowUs;
        return isNews ? Unannounced : Nothing;
    }

    private void LookAtDoor(int before, long nowUs)
    {
        if (nowUs - _explainedUs <= AfterglowUs)
        {
            _explainedUs = nowUs;
        }
        else if (before == DoorSensorCode.Closed && nowUs - _aloneUs > AfterglowUs)
        {
            _aloneUs = nowUs;
            IsAlone = true;
        }
    }

    private static bool IsUnlocked(int state)
    {
        return state == LockStateCode.Unlocked || state == LockStateCode.Unlatched || state == LockStateCode.UnlockedLockNGo
            || state == LockStateCode.Unlatching;
    }
}
