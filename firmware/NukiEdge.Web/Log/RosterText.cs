using NukiEdge.Core.Houses;
using NukiEdge.Core.Log;
using NukiEdge.Core.People;

namespace NukiEdge.Web.Log;

/// <summary>Sentences for what a sync changed: who got or lost which number, and why.</summary>
internal static class RosterText
{
    public static string Sentence(LogRecord r, House house)
    {
        string door = r.Lock >= 0 ? LogText.Name(house.Locks.Names, r.Lock) + ": " : "";
        string kind = r.CredentialKind == CredentialKind.Code ? "code " : r.CredentialKind == CredentialKind.Fingerprint ? "fingerprint " : "auth ";
        string number = kind + r.NoteDetail.ToString();
        string person = r.Person >= 0 ? LogText.PersonName(house, r.Person) : "nobody";
        string before = r.Login >= 0 ? LogText.PersonName(house, r.Login) : "nobody";
        switch (r.Note)
        {
            case NoteCode.NumberGiven:
                return door + number + " is " + person + "'s now, Nuki Web says";
            case NoteCode.NumberGone:
                return door + number + " is not " + before + "'s any more: it was deleted in Nuki";
            case NoteCode.NumberReused:
                return door + number + " is not " + before + "'s any more: it was deleted, and the lock gave the same number to another one"
                    + (r.Person >= 0 ? ", " + person : "");
            case NoteCode.NewPerson:
                return door + number + " belongs to " + person + ", who is new and has no rules: decide who that is";
            case NoteCode.JoinedByName:
                return door + number + " is " + person + "'s, because it has exactly this name; sensitive scenes wait until you confirm that";
            case NoteCode.JoinedByPattern:
                return door + number + " is " + person + "'s, by your pattern; sensitive scenes wait until you confirm that";
            case NoteCode.NameFitsTwo:
                return door + number + " was given to nobody: its name fits two of your persons";
            case NoteCode.Renamed:
                return person + " has a new name in Nuki";
            case NoteCode.NoRoomForPerson:
                return door + number + " was given to nobody: there is no room for another person";
            case NoteCode.NoNameForPerson:
                return door + number + " was given to nobody: its name in Nuki is too long, or one too many";
            case NoteCode.NumberTwice:
                return door + number + " is nobody's: Nuki Web has two with this number";
            case NoteCode.MoreChanged:
                return "and " + r.NoteDetail.ToString() + " more numbers changed in Nuki Web";
            case NoteCode.LockMissing:
                return door + "Nuki Web's answer has nothing of this lock: its numbers stay as they were, and grow old; is it still in the account?";
            case NoteCode.OwnerConfirmed:
                return "you confirmed " + person + ": " + Numbers(r.NoteDetail);
            case NoteCode.OwnerGave:
                return "you said that " + before + " is " + person + ": " + Numbers(r.NoteDetail);
            case NoteCode.NumberMoved:
                return door + number + " is " + person + "'s now: the same one had another number before";
            default:
                return door + number + " is a keypad, Nuki Web says: it identifies no one"
                    + (r.Login >= 0 ? ", and is not " + before + "'s any more" : "");
        }
    }

    private static string Numbers(uint count)
    {
        return count == 1 ? "1 number" : count.ToString() + " numbers";
    }
}
