namespace NukiEdge.Core.Locks;

/// <summary>How somebody asked for the action, read from trigger, codeId and context (facts A4). Bits of a rule's mask.</summary>
public static class ActionSource
{
    public const int App = 0, Fob = 1, KeypadCode = 2, Fingerprint = 3, BackKey = 4, Button = 5, AutoUnlock = 6, HomeKit = 7, Mqtt = 8;

    /// <summary>From here on no rule matches: nobody asked for it, or no document says what it is.</summary>
    public const int AutoLock = 9, TimeControl = 10, Other = 11;

    /// <summary>Mask of all sources that a rule can name.</summary>
    public const int AllBits = (1 << AutoLock) - 1;

    /// <summary>The source of an event. A combination that no document or report knows is <see cref="Other"/>.</summary>
    public static int Of(LockActionEvent e)
    {
        switch (e.Trigger)
        {
            case LockTrigger.AutoLock:
                return AutoLock;
            case LockTrigger.HomeKit:
                return HomeKit;
            case LockTrigger.Mqtt:
                return Mqtt;
            case LockTrigger.System:
            case LockTrigger.Button:
            case LockTrigger.Automatic:
                return e.CodeId != 0 ? OfKeypad(e) : OfOthers(e);
            default:
                return Other;
        }
    }

    private static int OfKeypad(LockActionEvent e)
    {
        if (e.Trigger != LockTrigger.System)
        {
            return Other;
        }

        return e.Context == KeypadContext.Code ? KeypadCode
            : e.Context == KeypadContext.Fingerprint ? Fingerprint
            : e.Context == KeypadContext.BackKey ? BackKey
            : Other;
    }

    private static int OfOthers(LockActionEvent e)
    {
        if (e.Action == LockAction.FobWithoutAction)
        {
            return Fob;
        }

        if (e.Action == LockAction.ButtonWithoutAction || e.Trigger == LockTrigger.Button)
        {
            return Button;
        }

        if (e.Trigger == LockTrigger.Automatic)
        {
            // The document's fob example carries trigger 3, "automatic" in its own table; presses tell the two apart.
            return e.AuthId != 0 && e.Context > 0 ? Fob : TimeControl;
        }

        return e.Context == 1 ? AutoUnlock : e.Context == 0 ? App : Other;
    }
}
