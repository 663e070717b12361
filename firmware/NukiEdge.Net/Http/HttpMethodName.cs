using NukiEdge.Core.Bytes;
using NukiEdge.Core.Scenes;

namespace NukiEdge.Net.Http;

/// <summary>The words for the methods that a scene stores as numbers; Digest hashes the word.</summary>
public static class HttpMethodName
{
    private static readonly byte[][] Words = Ascii.Table("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD");

    /// <summary>The word for <see cref="HttpCall.Get"/> to <see cref="HttpCall.Head"/>; GET for anything else.</summary>
    public static byte[] Of(byte method)
    {
        return Words[method < Words.Length ? method : HttpCall.Get];
    }
}
