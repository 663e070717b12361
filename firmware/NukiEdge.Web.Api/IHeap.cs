namespace NukiEdge.Web.Api;

/// <summary>The program's memory, where the platform can say how it stands.</summary>
public interface IHeap
{
    /// <summary>
    /// Bytes of the managed heap that are free once everything is collected that nobody uses; -1 where nobody can say. May be some
    /// minutes old: collecting takes a board up to 20 ms.
    /// </summary>
    long FreeBytes(long nowUs);

    /// <summary>The same as it is now, whatever that takes: only for what the owner asked for.</summary>
    long FreeBytesNow();
}
