using NukiEdge.Core.Houses;
using NukiEdge.Core.People;

namespace NukiEdge.Connect.Merge;

/// <summary>
/// Which locks an answer speaks of: those are fresh. One that it does not speak of any more keeps its numbers (design section 4,
/// rule 8) and grows old, and the owner is told once, until it is back.
/// </summary>
internal sealed class LockPresence
{
    private readonly House _house;
    private readonly MergeNotes _notes;
    private int _missing; // a bit each

    public LockPresence(House house, MergeNotes notes)
    {
        _house = house;
        _notes = notes;
    }

    /// <summary>Locks of which the last answer had nothing, though one before it had.</summary>
    public int Missing
    {
        get
        {
            int count = 0;
            for (int bits = _missing; bits != 0; bits &= bits - 1)
            {
                count++;
            }

            return count;
        }
    }

    /// <summary>Looks at an answer that is being taken over, while the roster before it is still in use.</summary>
    /// <param name="present">The locks that have a record in it, a bit each.</param>
    /// <param name="everythingIsGone">Everything is gone, and believed to be.</param>
    /// <param name="askedUs">As of when, clock microseconds.</param>
    /// <param name="askedUtc">The same in seconds since 1970 UTC, or -1.</param>
    public void Look(int present, bool everythingIsGone, long askedUs, long askedUtc)
    {
        int missing = everythingIsGone ? 0 : Known() & ~present;
        for (int i = 0; i < _house.Locks.Count; i++)
        {
            int bit = 1 << i;
            if (everythingIsGone || (present & bit) != 0)
            {
                _house.Locks.At(i).MarkSynced(askedUs, askedUtc);
            }
            else if ((missing & ~_missing & bit) != 0)
            {
                _notes.LockMissing(i);
            }
        }

        _missing = missing;
    }

    private int Known()
    {
        Roster now = _house.Roster;
        int known = 0;
        for (int i = 0; i < now.Count; i++)
        {
            known |= now.HasDocument(i) ? 1 << now.LockOf(i) : 0;
        }

        return known;
    }
}
