using System.Text;
using System.Threading;
using NukiEdge.Core.Locks;

namespace NukiEdge.Simulator.VirtualDoor;

/// <summary>Everything that a person can do at the door. Each answers true once the broker has acknowledged the announcement.</summary>
public sealed partial class VirtualLock
{
    /// <summary>A code at the keypad.</summary>
    public bool PressCode(uint code, uint action = LockAction.Unlock)
    {
        return Announce(Announcement.Code(action, KeypadAuth, code));
    }

    /// <summary>A finger at the keypad.</summary>
    public bool PressFinger(uint fingerprint, uint action = LockAction.Unlock)
    {
        return Announce(Announcement.Fingerprint(action, KeypadAuth, fingerprint));
    }

    /// <summary>The keypad's back key. With the number of the code that is said to be behind it, or 0.</summary>
    public bool PressBackKey(uint code = 0, uint action = LockAction.Lock)
    {
        return Announce(Announcement.BackKey(action, KeypadAuth, code));
    }

    /// <summary>What some firmware sends for a code that is wrong: the shape of an auto-unlock, with the keypad's auth.</summary>
    public bool PressWrongCode(uint action = LockAction.Unlock)
    {
        return Announce(Announcement.AutoUnlock(action, KeypadAuth), moves: false);
    }

    /// <summary>A fob, pressed so often that it has an action.</summary>
    public bool PressFob(uint auth, uint presses = 1, uint action = LockAction.Unlock)
    {
        return Announce(Announcement.Fob(action, auth, presses));
    }

    /// <summary>A fob, pressed so often that it has no action.</summary>
    public bool PressFobWithoutAction(uint auth, uint presses)
    {
        return Announce(Announcement.FobWithoutAction(auth, presses));
    }

    /// <summary>Somebody's app.</summary>
    public bool PressApp(uint auth, uint action = LockAction.Unlock)
    {
        return Announce(Announcement.App(action, auth));
    }

    /// <summary>Somebody's app comes near and unlocks by itself.</summary>
    public bool AutoUnlock(uint auth, uint action = LockAction.Unlock)
    {
        return Announce(Announcement.AutoUnlock(action, auth));
    }

    /// <summary>The button at the lock.</summary>
    public bool PressButton(uint action = LockAction.Unlock)
    {
        return Announce(Announcement.Button(action));
    }

    /// <summary>The button at the lock, pressed so often that it has no action.</summary>
    public bool PressButtonWithoutAction(uint presses)
    {
        return Announce(Announcement.ButtonWithoutAction(presses));
    }

    /// <summary>HomeKit or Matter.</summary>
    public bool UseHomeKit(uint action = LockAction.Unlock)
    {
        return Announce(Announcement.HomeKit(action));
    }

    /// <summary>The lock locks by itself.</summary>
    public bool AutoLock()
    {
        return Announce(Announcement.AutoLock());
    }

    /// <summary>Any payload, at QoS 2 and not retained. What the lock can read as an action also moves its bolt.</summary>
    public bool Announce(string payload)
    {
        return Announce(payload, moves: true);
    }

    /// <summary>The bolt was turned by hand or with a key: no announcement, only a state (<see cref="LockStateCode"/>).</summary>
    public void TurnByHand(int state)
    {
        lock (_gate)
        {
            _motor.Stop();
        }

        SetState(state);
    }

    /// <summary>The door was moved (<see cref="DoorSensorCode"/>). Published on change only, as real locks do.</summary>
    public void MoveDoor(int sensorState)
    {
        if (Interlocked.Exchange(ref _doorSensor, sensorState) != sensorState)
        {
            PublishState("doorsensorState", sensorState.ToString());
            PublishTimestamp();
            Changed?.Invoke();
        }
    }

    /// <summary>Its battery runs low, or is changed.</summary>
    public void SetBattery(bool low)
    {
        IsBatteryLow = low;
        PublishState("batteryCritical", low ? "true" : "false");
        PublishTimestamp();
        Changed?.Invoke();
    }

    /// <summary>The same of its keypad's.</summary>
    public void SetKeypadBattery(bool low)
    {
        IsKeypadBatteryLow = low;
        PublishState("keypadBatteryCritical", low ? "true" : "false");
        PublishTimestamp();
        Changed?.Invoke();
    }

    private bool Announce(string payload, bool moves)
    {
        if (Publish("lockActionEvent", topic => new Publication(topic, payload, 2), out _) != PublishOutcome.Done)
        {
            return false;
        }

        var announced = new LockActionEvent();
        byte[] bytes = Encoding.UTF8.GetBytes(payload);
        if (moves && announced.Parse(bytes, 0, bytes.Length) == LockActionEvent.Ok)
        {
            lock (_gate)
            {
                _motor.Begin(announced.Action, System.Environment.TickCount64);
                Monitor.PulseAll(_gate);
            }
        }

        return true;
    }
}
