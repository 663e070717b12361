namespace NukiEdge.Connect.Cloud;

/// <summary>
/// One thread that makes one HTTPS request at a time. It owns no state: it takes a filled <see cref="CloudRequest"/> and hands
/// back a result. It connects afresh each time, checks the certificate before it sends anything, follows no redirect, keeps no
/// cookie, and asks no proxy.
/// </summary>
public interface ICloud
{
    /// <summary>
    /// Starts the request and returns at once. When it is over the adapter calls <see cref="CloudRequest.Finish"/> from its
    /// thread, once, and wakes the loop.
    /// </summary>
    void Start(CloudRequest request);
}
