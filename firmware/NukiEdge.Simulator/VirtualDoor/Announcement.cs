using NukiEdge.Core.Locks;

namespace NukiEdge.Simulator.VirtualDoor;

/// <summary>Payloads of lockActionEvent as a lock makes them: action,trigger,authId,codeId,context (facts A4).</summary>
public static class Announcement
{
    /// <summary>A keypad code was typed in. The auth is the keypad's own.</summary>
    public static string Code(uint action, uint keypadAuth, uint code)
    {
        return Payload(action, LockTrigger.System, keypadAuth, code, KeypadContext.Code);
    }

    /// <summary>A finger was put on the keypad.</summary>
    public static string Fingerprint(uint action, uint keypadAuth, uint fingerprint)
    {
        return Payload(action, LockTrigger.System, keypadAuth, fingerprint, KeypadContext.Fingerprint);
    }

    /// <summary>The keypad's back (arrow) key. Whether it carries the last code's number is not documented.</summary>
    public static string BackKey(uint action, uint keypadAuth, uint code)
    {
        return Payload(action, LockTrigger.System, keypadAuth, code, KeypadContext.BackKey);
    }

    /// <summary>A fob that has an action on this number of presses (the document's example carries trigger 3).</summary>
    public static string Fob(uint action, uint auth, uint presses)
    {
        return Payload(action, LockTrigger.Automatic, auth, 0, presses);
    }

    /// <summary>A fob that has no action on this number of presses.</summary>
    public static string FobWithoutAction(uint auth, uint presses)
    {
        return Payload(LockAction.FobWithoutAction, LockTrigger.Automatic, auth, 0, presses);
    }

    /// <summary>Somebody's app.</summary>
    public static string App(uint action, uint auth)
    {
        return Payload(action, LockTrigger.System, auth, 0, 0);
    }

    /// <summary>Auto-unlock of somebody's app. Some firmware sends the same for a wrong code, with the keypad's auth.</summary>
    public static string AutoUnlock(uint action, uint auth)
    {
        return Payload(action, LockTrigger.System, auth, 0, 1);
    }

    /// <summary>The button at the lock.</summary>
    public static string Button(uint action)
    {
        return Payload(action, LockTrigger.Button, 0, 0, 0);
    }

    /// <summary>The button at the lock, where this number of presses has no action.</summary>
    public static string ButtonWithoutAction(uint presses)
    {
        return Payload(LockAction.ButtonWithoutAction, LockTrigger.Button, 0, 0, presses);
    }

    /// <summary>HomeKit or Matter.</summary>
    public static string HomeKit(uint action)
    {
        return Payload(action, LockTrigger.HomeKit, 0, 0, 0);
    }

    /// <summary>A command over MQTT.</summary>
    public static string Mqtt(uint action)
    {
        return Payload(action, LockTrigger.Mqtt, 0, 0, 0);
    }

    /// <summary>The lock locks by itself.</summary>
    public static string AutoLock()
    {
        return Payload(LockAction.Lock, LockTrigger.AutoLock, 0, 0, 0);
    }

    /// <summary>Any five numbers.</summary>
    public static string Payload(uint action, uint trigger, uint authId, uint codeId, uint context)
    {
        return $"{action},{trigger},{authId},{codeId},{context}";
    }
}
