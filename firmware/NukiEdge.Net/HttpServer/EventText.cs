using NukiEdge.Core.Bytes;

namespace NukiEdge.Net.Http;

/// <summary>The words of an event stream (HTML Living Standard, "Server-sent events").</summary>
internal static class EventText
{
    public static readonly byte[] Id = Ascii.Of("id: ");
    public static readonly byte[] Data = Ascii.Of("\ndata: ");
    public static readonly byte[] End = Ascii.Of("\n\n");

    /// <summary>What was missed cannot be told any more: read everything anew.</summary>
    public static readonly byte[] Reset = Ascii.Of("event: reset\nid: ");

    /// <summary>A browser tries again after 3 s when it was dropped.</summary>
    public static readonly byte[] Retry = Ascii.Of("retry: 3000\n");

    /// <summary>A comment: keeps routers from forgetting the connection, and finds those that are gone.</summary>
    public static readonly byte[] Heartbeat = Ascii.Of(":\n\n");

    /// <summary>Name of the parameter that asks for what is there instead of a stream.</summary>
    public static readonly byte[] After = Ascii.Of("after");

    public static readonly byte[] Type = Ascii.Of("text/event-stream");
}
