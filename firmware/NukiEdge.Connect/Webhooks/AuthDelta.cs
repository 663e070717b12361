using NukiEdge.Connect.Answers;
using NukiEdge.Core;
using NukiEdge.Core.Bytes;
using NukiEdge.Core.Locks;
using NukiEdge.Core.People;

namespace NukiEdge.Connect.Webhooks;

/// <summary>
/// One auth that a webhook says is new, changed or gone: a table with its number and its fingerprints', to be compared with the
/// roster as a whole answer is, other numbers left alone. Rule 4 of design section 4 holds for it: another document or another
/// creation date behind a number takes it from its person at once.
/// </summary>
public sealed class AuthDelta
{
    /// <summary>A table for one auth.</summary>
    public AuthDelta(LockTable locks)
    {
        Table = new AnswerTable(new Limits { Persons = 1, NameBytes = NameTable.MaxBytes }, locks);
        Records = new Roster(1 + AuthRecord.MaxFingerprints);
    }

    /// <summary>The auth's numbers; none when it is gone, as RosterMerge.BeginDelta wants it.</summary>
    public AnswerTable Table { get; }

    /// <summary>The lock.</summary>
    public int LockIndex { get; internal set; } = -1;

    /// <summary>True when it is gone: no number of its document stays.</summary>
    public bool IsDeleted { get; internal set; }

    /// <summary>Its document id, 12 bytes.</summary>
    public byte[] Document { get; } = new byte[Roster.DocumentBytes];

    internal Roster Records { get; }
}
