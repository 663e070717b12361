using NukiEdge.Connect.Cloud;

namespace NukiEdge.Connect.Sync;

/// <summary>Something that Nuki Web is asked for: where, who reads the answer, who takes it into the house.</summary>
public sealed class SyncQuestion
{
    /// <summary>All locks' auths, and the locks (facts.md B2).</summary>
    public const string AuthsPath = "/smartlock/auth", LocksPath = "/smartlock";

    public readonly string Path;
    public readonly IAnswerReader Reader;
    public readonly IRosterTake Take;

    /// <summary>A question.</summary>
    public SyncQuestion(string path, IAnswerReader reader, IRosterTake take)
    {
        Path = path;
        Reader = reader;
        Take = take;
    }
}
