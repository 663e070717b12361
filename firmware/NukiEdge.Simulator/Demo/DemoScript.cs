using System.Collections.Generic;
using NukiEdge.Core.Locks;
using NukiEdge.Core.Log;

namespace NukiEdge.Simulator.Demo;

/// <summary>The scripted minute. Each act is over, with all its effects, before the next one begins.</summary>
internal sealed partial class DemoScript
{
    private const uint AnnasCode = 12345, AnnasFinger = 8193, BensApp = 54322, BensFob = 54323, CouriersCode = 7, DorasCode = 21;

    private readonly DemoHouse _house;

    public DemoScript(DemoHouse house)
    {
        _house = house;
    }

    /// <summary>All acts, in order.</summary>
    public IEnumerable<Act> Acts()
    {
        IEnumerable<Act>[] parts = [Arrivals(), OtherWays(), Numbers(), Copies(), Forgeries(), Batteries(), DeadTarget(), FreshLogin(), ReusedNumber(), Leaving()];
        foreach (IEnumerable<Act> part in parts)
        {
            foreach (Act act in part)
            {
                yield return act;
            }
        }
    }

    private IEnumerable<Act> Arrivals()
    {
        yield return new Act("wrong code; the keypad is not known yet", () => _house.Front.PressWrongCode())
        {
            Verdict = Verdict.Held,
            Reason = Reason.Unproven,
        };
        yield return new Act("auto-unlock, Ben's phone", () => _house.Front.AutoUnlock(BensApp))
        {
            Verdict = Verdict.Ran,
            Effects = Welcome("auto-unlock"),
            Calls = [200],
        };
        yield return new Act("keypad code, Anna", () => _house.Front.PressCode(AnnasCode))
        {
            Verdict = Verdict.Ran,
            Notes = [NoteCode.KeypadFound],
            Effects = [.. Pulse("Alarm off"), "relay Hall light on", .. AnnasCalls("keypad code")],
            Calls = [200],
        };
        yield return new Act("wrong code; now the keypad is known", () => _house.Front.PressWrongCode())
        {
            Verdict = Verdict.Held,
            Reason = Reason.Keypad,
        };
        yield return new Act("the keypad's own number, once Carl's", () => _house.Front.PressApp(_house.Front.KeypadAuth))
        {
            Verdict = Verdict.Held,
            Reason = Reason.Keypad,
        };
        yield return AnnasFingerAct("fingerprint, Anna");
        yield return new Act("app, Ben", () => _house.Front.PressApp(BensApp))
        {
            Verdict = Verdict.Ran,
            Effects = Welcome("app"),
            Calls = [200],
        };
        yield return new Act("fob, Ben", () => _house.Front.PressFob(BensFob))
        {
            Verdict = Verdict.Ran,
            Effects = Welcome("fob"),
            Calls = [200],
        };
    }

    private IEnumerable<Act> OtherWays()
    {
        yield return new Act("fob three times, no action of its own", () => _house.Front.PressFobWithoutAction(BensFob, 3))
        {
            Verdict = Verdict.Ran,
            Effects = Pulse("Garage"),
        };
        yield return new Act("button", () => _house.Front.PressButton())
        {
            Verdict = Verdict.Ran,
            Effects = Pulse("Bell"),
        };
        yield return new Act("button twice, no action of its own", () => _house.Front.PressButtonWithoutAction(2))
        {
            Verdict = Verdict.NoRule,
        };
        yield return new Act("lock'n'go by button", () => _house.Front.PressButton(LockAction.LockNGo))
        {
            Verdict = Verdict.Ran,
            Effects = Pulse("Bell"),
        };
        yield return new Act("lock'n'go by Ben's app: he leaves", () => _house.Front.PressApp(BensApp, LockAction.LockNGo))
        {
            Verdict = Verdict.NoRule,
        };
        yield return new Act("HomeKit", () => _house.Front.UseHomeKit())
        {
            Verdict = Verdict.Ran,
            Effects = ["MQTT home/homekit unlock at Front door"],
        };
        yield return new Act("command over MQTT, by a controller", CommandUnlock)
        {
            Verdict = Verdict.NoRule,
        };
    }

    private IEnumerable<Act> Batteries()
    {
        yield return new Act("the lock's battery becomes low", DrainBattery)
        {
            Effects = ["MQTT home/alert Front door: battery low"],
        };
        yield return new Act("the lock says so again", DrainBattery);
    }

    private bool DrainBattery()
    {
        _house.Front.SetBattery(true);
        return _house.Front.IsConnected;
    }

    private IEnumerable<Act> Numbers()
    {
        yield return new Act("code 7 at the front door", () => _house.Front.PressCode(CouriersCode))
        {
            Verdict = Verdict.Ran,
            Effects = Pulse("Garage"),
        };
        yield return new Act("code 7 at the garden gate", () => _house.Gate.PressCode(CouriersCode))
        {
            Verdict = Verdict.Ran,
            Effects = ["MQTT home/garden Guest at Garden gate"],
        };
        yield return new Act("code 7 again a second later", PressCodeASecondLater)
        {
            Verdict = Verdict.Ran,
            Effects = Pulse("Garage"),
        };
        yield return new Act("unknown code", () => _house.Front.PressCode(999))
        {
            Verdict = Verdict.Ran,
            Effects = [.. Pulse("Bell"), .. Pulse("Bell")],
        };
        yield return new Act("unknown code again at once", () => _house.Front.PressCode(999))
        {
            Verdict = Verdict.Held,
            Reason = Reason.CoolDown,
        };
        yield return new Act("unreadable announcement", () => _house.Front.Announce("1,0,54322,oops,0"))
        {
            Verdict = Verdict.Ignored,
            Reason = Reason.Unreadable,
        };
    }

    private IEnumerable<Act> Leaving()
    {
        yield return new Act("back key, with Anna's code", () => _house.Front.PressBackKey(AnnasCode))
        {
            Verdict = Verdict.Ran,
            Effects = ["relay Hall light off", "HTTP PUT /night"],
            Calls = [200],
        };
        yield return new Act("auto-lock", () => _house.Front.AutoLock())
        {
            Verdict = Verdict.Held,
            Reason = Reason.AutoLock,
        };
    }

    private Act AnnasFingerAct(string title)
    {
        return new Act(title, () => _house.Front.PressFinger(AnnasFinger))
        {
            Verdict = Verdict.Ran,
            Effects = [.. Pulse("Alarm off"), .. AnnasCalls("fingerprint")],
            Calls = [200],
        };
    }

    private static string[] Pulse(string relay)
    {
        return [$"relay {relay} on", $"relay {relay} off"];
    }

    private static string[] AnnasCalls(string source)
    {
        return [$"HTTP POST /scene?who=Anna {{\"by\":\"{source}\"}}", $"MQTT home/arrived Anna by {source}"];
    }

    private static string[] Welcome(string source)
    {
        return [.. Pulse("Porch light"), $"HTTP GET /welcome/Ben/{source}"];
    }
}
