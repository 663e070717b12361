using System;

namespace NukiEdge.Simulator.NukiWeb;

/// <summary>An answer of the API, before it is sent.</summary>
/// <param name="Status">HTTP status.</param>
/// <param name="Body">JSON, empty with 204.</param>
/// <param name="RetryAfterSeconds">With 429 and 503, or null.</param>
internal sealed record NukiAnswer(int Status, byte[] Body, int? RetryAfterSeconds = null)
{
    /// <summary>Accepted, which is not done.</summary>
    public static NukiAnswer NoContent { get; } = new(204, Array.Empty<byte>());

    /// <summary>200 with JSON.</summary>
    public static NukiAnswer Ok(byte[] json)
    {
        return new NukiAnswer(200, json);
    }

    /// <summary>A refusal in the API's style.</summary>
    public static NukiAnswer Refusal(int status, string message, int? retryAfterSeconds = null)
    {
        return new NukiAnswer(status, NukiJson.Error(message), retryAfterSeconds);
    }
}
