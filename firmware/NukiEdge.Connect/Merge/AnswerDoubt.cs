using NukiEdge.Core.Houses;
using NukiEdge.Core.People;

namespace NukiEdge.Connect.Merge;

/// <summary>
/// Is an answer to be believed (design section 4, rule 8)? One in which everything is gone, or more than half of what a lock had,
/// is believed when it comes a second time and is the same. A lock that is missing while others are there keeps its rows anyway.
/// </summary>
public sealed class AnswerDoubt
{
    /// <summary>Results of <see cref="Look"/>.</summary>
    public const byte Believed = 0, Doubted = 1, BelievedGone = 2;

    // Two guests who leave on the same day are nothing to wonder about.
    private const int FewGone = 2;

    private readonly House _house;
    private uint _doubted;

    /// <summary>Compares with the roster of one house.</summary>
    public AnswerDoubt(House house)
    {
        _house = house;
    }

    /// <summary>The locks that have a record in a table, a bit each.</summary>
    public static int LocksIn(Roster table)
    {
        int locks = 0;
        for (int i = 0; i < table.Count; i++)
        {
            locks |= 1 << table.LockOf(i);
        }

        return locks;
    }

    /// <summary>Looks at an answer that has been read without a fault.</summary>
    public byte Look(Roster answer, int presentLocks)
    {
        bool everythingIsGone = presentLocks == 0 && HasAny();
        if (!everythingIsGone && !MuchIsGone(answer, presentLocks))
        {
            _doubted = 0;
            return Believed;
        }

        uint print = Print(answer);
        if (print != _doubted)
        {
            _doubted = print;
            return Doubted;
        }

        _doubted = 0;
        return everythingIsGone ? BelievedGone : Believed;
    }

    private bool HasAny()
    {
        Roster now = _house.Roster;
        for (int i = 0; i < now.Count; i++)
        {
            if (now.HasDocument(i))
            {
                return true;
            }
        }

        return false;
    }

    private bool MuchIsGone(Roster answer, int presentLocks)
    {
        Roster now = _house.Roster;
        for (int lockIndex = 0; lockIndex < _house.Locks.Count; lockIndex++)
        {
            if ((presentLocks & (1 << lockIndex)) == 0)
            {
                continue;
            }

            int known = 0;
            int gone = 0;
            for (int i = 0; i < now.Count; i++)
            {
                if (now.LockOf(i) == lockIndex && now.HasDocument(i))
                {
                    known++;
                    gone += answer.Find(lockIndex, now.KindOf(i), now.NumberOf(i)) < 0 ? 1 : 0;
                }
            }

            if (gone > FewGone && gone * 2 > known)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>A number that two answers share only when they say the same (FNV-1a, 32 bits); never 0.</summary>
    private static uint Print(Roster answer)
    {
        uint print = 2166136261;
        for (int i = 0; i < answer.Count; i++)
        {
            print = answer.AddPrint(i, print);
        }

        return print == 0 ? 1 : print;
    }
}
