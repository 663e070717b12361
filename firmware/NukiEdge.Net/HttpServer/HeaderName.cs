using NukiEdge.Core.Bytes;

namespace NukiEdge.Net.Http;

/// <summary>The headers that matter; all others are read past, and still have to be well-formed.</summary>
internal static class HeaderName
{
    public const int Host = 0, Origin = 1, ContentLength = 2, TransferEncoding = 3, ContentType = 4, IfNoneMatch = 5, AcceptEncoding = 6,
        Authorization = 7, Proof = 8, NukiSignature = 9, Connection = 10, Expect = 11, LastEventId = 12;

    /// <summary>Another header.</summary>
    public const int Other = -1;

    /// <summary>Longest of them, bytes.</summary>
    public const int Longest = 23;

    private static readonly byte[][] Words = Ascii.Table("host", "origin", "content-length", "transfer-encoding", "content-type",
        "if-none-match", "accept-encoding", "authorization", "x-nukiedge-proof", "x-nuki-signature-sha256", "connection", "expect",
        "last-event-id");

    public static int Of(byte[] buffer, int offset, int length)
    {
        return HttpToken.IndexIn(Words, buffer, offset, length);
    }
}
