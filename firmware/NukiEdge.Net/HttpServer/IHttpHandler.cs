namespace NukiEdge.Net.Http;

/// <summary>
/// Answers the requests of a route. Called on the loop, when the request is whole and allowed: not the event path, so it may
/// allocate within reason, but it must not wait, for the door waits meanwhile.
/// </summary>
public interface IHttpHandler
{
    /// <summary>Reads the request, all of it, then writes the reply: both share one buffer. Neither object may be kept.</summary>
    void Handle(HttpRequest request, HttpReply reply);
}

/// <summary>A handler whose route takes a body piece by piece (<see cref="RouteTable.StreamedBody"/>): one at a time.</summary>
public interface IBodySink
{
    /// <summary>A body is about to come.</summary>
    /// <returns>0, or the status to refuse with.</returns>
    int Begin(HttpRequest request);

    /// <summary>The next piece, which is not kept by the caller. Who sends it is not proven: nothing may take effect before
    /// <see cref="IHttpHandler.Handle"/>.</summary>
    /// <returns>0, or the status to refuse with; then nothing more is called.</returns>
    int Take(byte[] buffer, int offset, int count);

    /// <summary>The body ended early or its sender could not prove itself: forget it.</summary>
    void Abandon();
}
