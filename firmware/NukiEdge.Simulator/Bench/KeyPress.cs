using NukiEdge.Core.Locks;
using NukiEdge.Core.People;
using NukiEdge.Simulator.VirtualDoor;

namespace NukiEdge.Simulator.Bench;

/// <summary>A key that somebody presses at the door, read from the page's JSON, and what the lock then announces.</summary>
internal sealed class KeyPress
{
    private const int Code = 0, Finger = 1, BackKey = 2, WrongCode = 3, Fob = 4, App = 5, AutoUnlock = 6, Button = 7,
        AutoLock = 8, HomeKit = 9;
    private const uint MostPresses = 3;

    private static readonly string[] Keys =
        ["code", "finger", "backKey", "wrongCode", "fob", "app", "autoUnlock", "button", "autoLock", "homeKit"];

    private static readonly string[] ActionWords = ["unlock", "lock", "unlatch", "lockNGo", "lockNGoUnlatch", "fullLock", "none"];
    private static readonly uint[] Actions =
    [
        LockAction.Unlock, LockAction.Lock, LockAction.Unlatch, LockAction.LockNGo, LockAction.LockNGoUnlatch,
        LockAction.FullLock, 0,
    ];

    private int _key;
    private uint _action;
    private uint _number;
    private uint _presses;

    private KeyPress()
    {
    }

    /// <summary>Reads key, action (none: a fob or button without action), number (code, fingerprint or auth), presses.</summary>
    /// <returns>null when a field is wrong.</returns>
    public static KeyPress? Read(Fields fields)
    {
        var press = new KeyPress { _key = fields.Word("key", Keys) };
        press._action = Actions[fields.Word("action", ActionWords)];
        press._number = press._key switch
        {
            BackKey => fields.Number("number", 0, uint.MaxValue, missing: 0),
            Code or Finger or Fob or App or AutoUnlock => fields.Number("number", 1, uint.MaxValue),
            _ => 0,
        };
        press._presses = press._key is Fob or Button ? fields.Number("presses", 1, MostPresses, missing: 1) : 0;
        if (press._action == 0 && press._key is not (Fob or Button))
        {
            fields.Refuse("action", "an action: only a fob or the button can be pressed without one");
        }

        return fields.AreGood() ? press : null;
    }

    /// <summary>What goes over the wire.</summary>
    public string Payload(VirtualLock door)
    {
        return _key switch
        {
            Code => Announcement.Code(_action, door.KeypadAuth, _number),
            Finger => Announcement.Fingerprint(_action, door.KeypadAuth, _number),
            BackKey => Announcement.BackKey(_action, door.KeypadAuth, _number),
            WrongCode => Announcement.AutoUnlock(_action, door.KeypadAuth),
            Fob when _action == 0 => Announcement.FobWithoutAction(_number, _presses),
            Fob => Announcement.Fob(_action, _number, _presses),
            App => Announcement.App(_action, _number),
            AutoUnlock => Announcement.AutoUnlock(_action, _number),
            Button when _action == 0 => Announcement.ButtonWithoutAction(_presses),
            Button => Announcement.Button(_action),
            AutoLock => Announcement.AutoLock(),
            _ => Announcement.HomeKit(_action),
        };
    }

    /// <summary>Presses it: the lock announces, and its bolt moves unless the code was wrong.</summary>
    /// <returns>false when the broker did not acknowledge.</returns>
    public bool Press(VirtualLock door)
    {
        return _key == WrongCode ? door.PressWrongCode(_action) : door.Announce(Payload(door));
    }
}
