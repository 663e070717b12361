using NukiEdge.Core.Houses;
using NukiEdge.Core.Log;

namespace NukiEdge.Web.Log;

/// <summary>Sentences for notes about what was done by hand over the page's API.</summary>
internal static class HandText
{
    public static string Sentence(LogRecord r, House house)
    {
        int thing = (int)(r.NoteDetail & 255);
        switch (r.Note)
        {
            case NoteCode.RelayByHand:
                return "relay " + LogText.Name(house.RelayNames, thing) + ": " + LogText.Order((int)(r.NoteDetail >> 8)) + " by hand";
            case NoteCode.SceneByHand:
                return "scene " + LogText.Name(house.Scenes.Names, thing) + ": run by hand";
            case NoteCode.HouseTaken:
                return "another house was taken over";
            case NoteCode.HouseRefused:
                return "the house that was handed in is wrong in line " + r.NoteDetail.ToString() + ": the old one stays";
            case NoteCode.PinUnfit:
                uint pin = r.NoteDetail >> 8;
                return "relay " + LogText.Name(house.RelayNames, thing) + " does nothing: "
                    + (pin == House.OwnPin ? "the board has no output for it" : "GPIO " + pin.ToString() + " is not fit, or another relay's");
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
