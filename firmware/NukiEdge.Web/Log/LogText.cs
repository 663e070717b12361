using System.Text;
using NukiEdge.Core.Bytes;
using NukiEdge.Core.Houses;
using NukiEdge.Core.Locks;
using NukiEdge.Core.Log;
using NukiEdge.Core.People;
using NukiEdge.Core.Scenes;

namespace NukiEdge.Web.Log;

/// <summary>Makes sentences of log records, when somebody reads them. Never on the event path.</summary>
public sealed class LogText
{
    private readonly House _house;

    /// <summary>Renders with the names of one house.</summary>
    public LogText(House house)
    {
        _house = house;
    }

    /// <summary>
    /// In a log that is kept, records before this number are of other rules and scenes: their names are not known any more. 0 in memory, where
    /// records follow.
    /// </summary>
    public long RulesSince { get; set; }

    /// <summary>One line for one record, without its time.</summary>
    public string Line(LogRecord r)
    {
        return r.Kind == EventLog.Announcement ? Announcement(r)
            : r.Kind == EventLog.Step ? Step(r)
            : HandText.IsAboutScene(r) ? HandText.OfScene(r, Scene(r, (int)(r.NoteDetail & 255)))
            : HappeningText.IsAboutRule(r)
                ? HappeningText.Sentence(r, _house, Rule(r, (int)(r.NoteDetail >> 8) & 255), Scene(r, (int)(r.NoteDetail >> 16) & 255))
            : NoteText.Sentence(r, _house);
    }

    /// <summary>Time of day of a record as HH:MM:SS UTC, or dashes while the clock was not set.</summary>
    public static string Time(LogRecord r)
    {
        if (r.UtcSeconds == 0)
        {
            return "--:--:--";
        }

        uint s = r.UtcSeconds % 86400;
        return Two(s / 3600) + ":" + Two(s / 60 % 60) + ":" + Two(s % 60);
    }

    /// <summary>Who came, for a record of an announcement.</summary>
    public string Person(LogRecord r)
    {
        switch (r.Who)
        {
            case Who.Person:
                return PersonName(_house, r.Person);
            case Who.Unknown:
                return r.CodeId != 0 ? "Unknown code " + r.CodeId.ToString()
                    : r.AuthId != 0 ? "Unknown auth " + r.AuthId.ToString() : "Unknown";
            case Who.Keypad:
                return "Keypad (nobody)";
            case Who.Unproven:
                return "Auto-unlock or wrong code (nobody)";
            case Who.Collision:
                return "Code and fingerprint " + r.CodeId.ToString();
            case Who.NotValid:
            case Who.NotSure:
            case Who.Doubtful:
                return (r.CodeId != 0 ? "Code " + r.CodeId.ToString() : "Auth " + r.AuthId.ToString())
                    + (r.Who == Who.Doubtful ? " (nobody)" : " (not valid)");
            default:
                return "Nobody";
        }
    }

    /// <summary>The action and how it was asked for.</summary>
    public static string What(LogRecord r)
    {
        string action = LockAction.Bit(r.Action) == 0 ? "action " + r.Action.ToString() : Text(Template.ActionWord(r.Action));
        string source = r.Source == ActionSource.Other ? "trigger " + r.Trigger.ToString() : Text(Template.SourceWords[r.Source]);
        return action + " by " + source;
    }

    /// <summary>What was decided and why, without who and what.</summary>
    public string Decision(LogRecord r)
    {
        string rule = r.Rule < 0 ? "" : " (" + Rule(r, r.Rule) + ")";
        switch (r.Verdict)
        {
            case Verdict.Ran:
                return Scene(r, r.Scene) + rule;
            case Verdict.Held:
                return "held: " + Why(r.Reason) + rule;
            case Verdict.Ignored:
                return "ignored: " + (r.Reason == Reason.Unreadable ? Unreadable(r.Context) : Why(r.Reason));
            case Verdict.SeenLater:
            case Verdict.Told:
                return PastText.Decision(r);
            default:
                return "no rule is about this";
        }
    }

    /// <summary>Milliseconds: two digits behind the point below one, as in 0.02 ms, one above.</summary>
    public static string Ms(uint us)
    {
        if (us < 995)
        {
            return "0." + Two((us + 5) / 10) + " ms";
        }

        ulong tenths = (us + 50UL) / 100;
        return (tenths / 10).ToString() + "." + (tenths % 10).ToString() + " ms";
    }

    /// <summary>What a step did and what came of it.</summary>
    public string StepWork(LogRecord r)
    {
        switch (r.StepType)
        {
            case StepType.Relay:
                return "relay " + Name(_house.RelayNames, r.Detail & 255) + " " + Order(r.Detail >> 8) + StepFault.Suffix(r.Result);
            case StepType.Mqtt:
                return "MQTT" + StepFault.Suffix(r.Result);
            default:
                return "HTTP" + (r.Result >= 100 ? " " + r.Result.ToString() : StepFault.Suffix(r.Result));
        }
    }

    private string Announcement(LogRecord r)
    {
        string where = Name(_house.Locks.Names, r.Lock) + ": ";
        return r.Reason == Reason.Unreadable
            ? where + Decision(r)
            : where + Person(r) + ", " + What(r) + ", " + Decision(r) + (Verdict.IsPast(r.Verdict) ? "" : ", " + Ms(r.EndUs));
    }

    private string Step(LogRecord r)
    {
        return Scene(r, r.Scene) + " step " + (r.StepIndex + 1).ToString() + ": " + StepWork(r) + ", "
            + Ms(r.StartUs) + " to " + Ms(r.EndUs);
    }

    private string Rule(LogRecord r, int rule)
    {
        return rule == EventLog.Gone ? "a rule that is gone"
            : r.Number < RulesSince ? "a rule of before the change"
            : "rule " + Name(_house.Rules.Names, rule);
    }

    private string Scene(LogRecord r, int scene)
    {
        return scene == EventLog.Gone ? "a scene that is gone"
            : r.Number < RulesSince ? "a scene of before the change"
            : Name(_house.Scenes.Names, scene);
    }

    internal static string Order(int order)
    {
        return order == RelayOrder.Off ? "off" : order == RelayOrder.On ? "on" : order == RelayOrder.Toggle ? "toggle" : "pulse";
    }

    /// <summary>A reason in words.</summary>
    internal static string Why(byte reason)
    {
        switch (reason)
        {
            case Reason.Retained:
                return "a retained copy";
            case Reason.Repeated:
                return "the same packet again";
            case Reason.Duplicate:
                return "a copy of what came a moment ago";
            case Reason.LockNotConfirmed:
                return "you have not confirmed this lock's login";
            case Reason.Keypad:
                return "the keypad without a code is nobody";
            case Reason.Unproven:
                return "may be a wrong code, and this auth is not known as an app";
            case Reason.Collision:
                return "a code and a fingerprint have this number";
            case Reason.AutoLock:
                return "the lock locked by itself";
            case Reason.TimeControl:
                return "the lock's own time control";
            case Reason.NotKnown:
                return "no document knows this combination";
            case Reason.CoolDown:
                return "the rule ran a moment ago";
            case Reason.ClockNotSet:
                return "the rule has times, and the clock is not set";
            case Reason.OutsideTimes:
                return "outside the rule's times";
            case Reason.NotFirstToday:
                return "the rule ran today already";
            case Reason.DoorNotSo:
                return "the door is not as the rule wants it, or not known";
            case Reason.WaitsForOpening:
                return "until the lock or the door says that it opened";
            case Reason.SafeMode:
                return "safe mode, after quick restarts";
            case Reason.BeforeStart:
                return "sent again, and perhaps a copy from before the start";
            case Reason.UntrustedBroker:
                return "the scene is sensitive, and anybody at an external broker can be the lock";
            case Reason.NotValidNow:
                return "Nuki Web says that this is not valid now";
            case Reason.ValidityNotSure:
                return "this is valid at certain times only, and the clock is not set";
            case Reason.NotFresh:
                return "a sensitive scene, and the last good sync with Nuki Web is too old";
            case Reason.NumberNotConfirmed:
                return "a sensitive scene, and you have not confirmed whose number this is";
            case Reason.AskingFirst:
                return "a sensitive scene: Nuki Web is asked first";
            case Reason.AskedInVain:
                return "a sensitive scene, and Nuki Web did not answer well";
            case Reason.ChangedMeanwhile:
                return "Nuki Web says that this number is somebody else's now";
            case Reason.Doubtful:
                return "Nuki Web does not say clearly whose number this is";
            case Reason.NamesNobody:
                return "a sensitive scene, and what happened names nobody";
            case Reason.JustConnected:
                return "the lock had just connected, so nobody may have heard the announcement";
            case Reason.NoRoom:
                return "too many scenes are under way";
            default:
                return "";
        }
    }

    private static string Unreadable(uint fault)
    {
        switch ((byte)fault)
        {
            case LockActionEvent.Empty:
                return "an empty announcement";
            case LockActionEvent.TooFewFields:
                return "an announcement with fewer than four fields";
            case LockActionEvent.EmptyField:
                return "an announcement with an empty field";
            case LockActionEvent.NotADigit:
                return "an announcement with something that is not a digit";
            case LockActionEvent.LeadingZero:
                return "an announcement with a leading zero";
            default:
                return "an announcement with a number over 4294967295";
        }
    }

    internal static string Name(NameTable names, int index)
    {
        return index >= 0 && index < names.Count ? names.Text(index) : "?";
    }

    internal static string PersonName(House house, int person)
    {
        return person == EventLog.GonePerson ? "somebody who was removed since" : Name(house.Persons, person);
    }

    internal static string Text(byte[] ascii)
    {
        return Encoding.UTF8.GetString(ascii, 0, ascii.Length);
    }

    private static string Two(uint value)
    {
        return value.ToString("D2");
    }
}
