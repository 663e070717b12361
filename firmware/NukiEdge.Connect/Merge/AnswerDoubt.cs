using NukiEdge.Core.Houses;
using NukiEdge.Core.People;

namespace NukiEdge.Connect.Merge;

/// <summary>
/// Is an answer to be believed (design section 4, rule 8)? One in which everything is gone, or half of a lock or more, or half of
/// everything or more, is believed when it comes a second time and is the same. A lock that is missing while others are there keeps
/// its rows anyway.
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

    /// <summary>
    /// Half of a lock, or half of everything: a list that was cut in the middle ends within one lock and lacks those behind it. Whole
    /// locks alone are no reason: they keep their rows.
    /// </summary>
    private bool MuchIsGone(Roster answer, int presentLocks)
    {
        int allKnown = 0;
        int allGone = 0;
        int goneWhereThere = 0;
        for (int lockIndex = 0; lockIndex < _house.Locks.Count; lockIndex++)
        {
            int known = Count(lockIndex, null);
            int gone = Count(lockIndex, answer);
            allKnown += known;
            allGone += gone;
            if ((presentLocks & (1 << lockIndex)) != 0)
            {
                goneWhereThere += gone;
                if (IsHalf(gone, known))
                {
                    return true;
                }
            }
        }

        return goneWhereThere > 0 && IsHalf(allGone, allKnown);
    }

    private static bool IsHalf(int gone, int known)
    {
        return gone > FewGone && gone * 2 >= known;
    }

    /// <summary>Auths of a lock that Nuki Web has had: all, or those that an answer lacks. A fingerprint is part of its code's auth.</summary>
    private int Count(int lockIndex, Roster lackedBy)
    {
        Roster now = _house.Roster;
        int count = 0;
        for (int i = 0; i < now.Count; i++)
        {
            bool isOne = now.LockOf(i) == lockIndex && now.KindOf(i) != CredentialKind.Fingerprint && now.HasDocument(i);
            count += isOne && (lackedBy == null || lackedBy.Find(lockIndex, now.KindOf(i), now.NumberOf(i)) < 0) ? 1 : 0;
        }

        return count;
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
