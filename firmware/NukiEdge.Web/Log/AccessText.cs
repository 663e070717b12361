using NukiEdge.Core.Bytes;
using NukiEdge.Core.Log;

namespace NukiEdge.Web.Log;

/// <summary>Sentences for notes about access to the page.</summary>
internal static class AccessText
{
    public static string Sentence(LogRecord r)
    {
        string from = " from " + NoteText.Address(r.NoteDetail);
        switch (r.Note)
        {
            case NoteCode.PageLoginFailed:
                return "wrong password for the page" + from;
            case NoteCode.PageLoginSlowed:
                return "WARNING: wrong passwords for the page" + from + ", too often: the next one has to wait";
            case NoteCode.PageLogin:
                return "the owner logged in" + from;
            case NoteCode.PasswordSet:
                return "the page has a new password, set" + from + "; all sessions ended";
            case NoteCode.PasswordReset:
                return "the page's password was reset with the button; all sessions ended";
            case NoteCode.KeyMade:
                return "key " + Id(r.NoteDetail) + " for another program was made";
            case NoteCode.KeyRemoved:
                return "key " + Id(r.NoteDetail) + " of another program was removed";
            case NoteCode.SetupOpened:
                return "set-up is open for " + r.NoteDetail.ToString() + " s";
            case NoteCode.SetupClosed:
                return "set-up is closed" + (r.NoteDetail > 0 ? ", after " + r.NoteDetail.ToString() + " wrong codes" : "");
            default:
                return "wrong device code" + from;
        }
    }

    /// <summary>As the key's own text begins: eight small digits.</summary>
    private static string Id(uint id)
    {
        string text = "";
        for (int shift = 28; shift >= 0; shift -= 4)
        {
            text += ((char)(Ascii.HexDigit((int)(id >> shift) & 15) | 0x20)).ToString();
        }

        return text;
    }
}
