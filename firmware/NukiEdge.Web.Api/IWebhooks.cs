namespace NukiEdge.Web.Api;

/// <summary>Takes webhooks of Nuki Web (firmware/docs/webhooks.md). What proves them stands in the call itself.</summary>
public interface IWebhooks
{
    /// <summary>Takes one. On the loop. The body is wiped: a PIN may stand in it.</summary>
    /// <param name="header">Value of X-Nuki-Signature-SHA256; a length of 0 where it is missing.</param>
    /// <param name="body">The raw bytes, as they were signed.</param>
    /// <returns>The HTTP status to answer with.</returns>
    int Receive(byte[] header, int headerAt, int headerLength, byte[] body, int bodyAt, int bodyLength);
}
