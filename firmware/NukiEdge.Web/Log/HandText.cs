using NukiEdge.Core.Houses;
using NukiEdge.Core.Log;

namespace NukiEdge.Web.Log;

/// <summary>Sentences for notes about what was done by hand over the page's API.</summary>
internal static class HandText
{
    /// <summary>True for a note that speaks of a scene.</summary>
    public static bool IsAboutScene(LogRecord r)
    {
        return r.Note == NoteCode.SceneByHand || r.Note == NoteCode.RunEnded;
    }

    /// <summary>The sentence of such a note.</summary>
    public static string OfScene(LogRecord r, string scene)
    {
        return r.Note == NoteCode.SceneByHand ? "scene " + scene + ": run by hand" : "scene " + scene + ": ended, because it was changed";
    }

    public static string Sentence(LogRecord r, House house)
    {
        int thing = (int)(r.NoteDetail & 255);
        switch (r.Note)
        {
            case NoteCode.RelayByHand:
                return "relay " + LogText.Name(house.RelayNames, thing) + ": " + LogText.Order((int)(r.NoteDetail >> 8)) + " by hand";
            case NoteCode.HouseTaken:
                return "another house was taken over";
            case NoteCode.HouseRefused:
                return "the house that was handed in is wrong in line " + r.NoteDetail.ToString() + ": the old one stays";
            case NoteCode.PinUnfit:
                uint pin = r.NoteDetail >> 8;
                return "relay " + LogText.Name(house.RelayNames, thing) + " does nothing: "
                    + (pin == House.OwnPin ? "the board has no output for it" : "GPIO " + pin.ToString() + " is not fit, or another relay's");
            case NoteCode.RulesChanged:
                return "rules and scenes were changed";
            case NoteCode.WaitEnded:
                return LogText.Name(house.Locks.Names, r.Lock) + ": the rule that waited for Nuki Web was changed, it does not run";
            default:
                return "another house was handed in: it counts from the next start on";
        }
    }

    /// <summary>What the owner did to logins, lock names and the broker.</summary>
    public static string Login(LogRecord r, string login, string door)
    {
        switch (r.Note)
        {
            case NoteCode.LoginMade:
                return "you made " + login;
            case NoteCode.LoginRemoved:
                return "you removed a login of the broker";
            case NoteCode.LoginPassword:
                return login + " has a new password";
            case NoteCode.LockRenamed:
                return "you named a lock " + door;
            default:
                return "you chose the " + (r.NoteDetail == 0 ? "built-in broker" : "external broker " + NoteText.Address(r.NoteDetail))
                    + ": it counts from the next start on";
        }
    }
}
