using NukiEdge.Core.Houses;
using NukiEdge.Core.Locks;
using NukiEdge.Core.Log;

namespace NukiEdge.Web.Log;

/// <summary>Sentences for what happens at a lock and is no announcement, and for the rules about it.</summary>
internal static class HappeningText
{
    public static string Sentence(LogRecord r, House house)
    {
        int happening = (int)(r.NoteDetail & 255);
        int scene = (int)(r.NoteDetail >> 16) & 255;
        string what = LogText.Name(house.Locks.Names, r.Lock) + ": "
            + (happening < Happening.Words.Length ? LogText.Text(Happening.Words[happening]) : "?");
        return r.Note == NoteCode.Happened ? what
            : what + ", " + (r.Note == NoteCode.HappeningRan ? LogText.Name(house.Scenes.Names, scene) : "held: " + LogText.Why((byte)scene))
                + " (rule " + LogText.Name(house.Rules.Names, (int)(r.NoteDetail >> 8) & 255) + ")";
    }
}
