using NukiEdge.Connect.Answers;
using NukiEdge.Connect.Merge;
using NukiEdge.Core.People;

namespace NukiEdge.Connect.Webhooks;

/// <summary>
/// One auth that a webhook says is new, changed or gone, for <see cref="RosterMerge.BeginDelta"/>: rule 4 of design section 4 holds
/// for it as for a whole answer. Valid until the next webhook; if it cannot be taken by then, the sync that was asked for brings it.
/// </summary>
public sealed class AuthDelta
{
    private readonly AuthRecord _auth;
    private int _lockIndex = -1;

    internal AuthDelta(AuthRecord auth)
    {
        _auth = auth;
    }

    /// <summary>True when it is gone: no number of its document stays.</summary>
    public bool IsDeleted { get; private set; }

    /// <summary>Its document id, 12 bytes.</summary>
    public byte[] Document => _auth.Document;

    /// <summary>
    /// Builds the table: the auth's number and its fingerprints', none when it is gone. It writes into the roster that is not in
    /// use, so neither a request nor a merge may be under way.
    /// </summary>
    /// <param name="builder">The house's next roster.</param>
    /// <returns>false when there is no room: nothing may be merged.</returns>
    public bool Fill(AnswerTable table, RosterBuilder builder)
    {
        int twice = 0;
        table.Begin(builder.Next);
        return IsDeleted || _auth.Put(table, _lockIndex, ref twice);
    }

    internal void Set(int lockIndex, bool isDeleted)
    {
        _lockIndex = lockIndex;
        IsDeleted = isDeleted;
    }
}
