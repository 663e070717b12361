using NukiEdge.Core.Bytes;
using NukiEdge.Core.Scenes;

namespace NukiEdge.Net.Http;

/// <summary>
/// How a caller thread sends one request and reads the head of its answer: the platform's part of a call. Exceptions of the
/// platform go through <see cref="LoginCalls"/> to the adapter, which makes results of them.
/// </summary>
public interface IHttpExchange
{
    /// <summary>The request target exactly as the request line will have it: path and query.</summary>
    string TargetOf(HttpCall call);

    /// <summary>Sends a call once, within what is left of its time.</summary>
    /// <param name="call">What to send.</param>
    /// <param name="authorization">The Authorization header's value as bytes, or null for none.</param>
    /// <param name="answer">Takes the answer's WWW-Authenticate and Retry-After. Null where the target has no login; where it
    /// has one, an Authorization header of the scene's own is left out.</param>
    /// <returns>The status, or a result below 100 that ends the call.</returns>
    int Send(HttpCall call, ByteWriter authorization, LoginTry answer);
}
