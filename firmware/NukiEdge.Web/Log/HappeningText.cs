using NukiEdge.Core.Houses;
using NukiEdge.Core.Locks;
using NukiEdge.Core.Log;

namespace NukiEdge.Web.Log;

/// <summary>Sentences for what happens at a lock and is no announcement, and for the rules about it.</summary>
internal static class HappeningText
{
    /// <summary>True for a note about a rule that was meant.</summary>
    public static bool IsAboutRule(LogRecord r)
    {
        return r.Note == NoteCode.HappeningRan || r.Note == NoteCode.HappeningHeld;
    }

    /// <param name="rule">The rule of the note, in words; empty without one.</param>
    /// <param name="scene">Its scene.</param>
    public static string Sentence(LogRecord r, House house, string rule, string scene)
    {
        int happening = (int)(r.NoteDetail & 255);
        string what = LogText.Name(house.Locks.Names, r.Lock) + ": "
            + (happening < Happening.Words.Length ? LogText.Text(Happening.Words[happening]) : "?");
        return r.Note == NoteCode.Happened ? what
            : what + ", " + (r.Note == NoteCode.HappeningRan ? scene : "held: " + LogText.Why((byte)(r.NoteDetail >> 16))) + " (" + rule + ")";
    }
}
