namespace NukiEdge.Net.Http;

/// <summary>
/// Who asks? The server asks twice, and enforces what the route table says: once when the head is there, so that a stranger gets no
/// room for a body, and once when the whole request is, for a change is signed with its body. Behind this interface is not the
/// event path: it may allocate within reason, and must not wait.
/// </summary>
public interface IAccess
{
    /// <summary>Whom the head claims to be. The body has not come; nothing may be believed yet, or used up.</summary>
    /// <returns>A <see cref="Role"/>.</returns>
    int Claim(HttpRequest request);

    /// <summary>A piece of a body that is not kept, in order, for a signature over it. One such body at a time.</summary>
    void Hash(byte[] buffer, int offset, int count);

    /// <summary>Who it is, proven: asked once for each request that gets as far as its handler.</summary>
    /// <returns>A <see cref="Role"/>.</returns>
    int Prove(HttpRequest request);

    /// <summary>Seconds after which one who must wait may try again, 1 or more.</summary>
    int WaitSeconds { get; }
}
