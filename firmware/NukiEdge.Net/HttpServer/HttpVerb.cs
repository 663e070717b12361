using NukiEdge.Core.Bytes;
using NukiEdge.Core.Scenes;

namespace NukiEdge.Net.Http;

/// <summary>The methods that the server knows; the others answer 501 (RFC 9110 section 9.1).</summary>
public static class HttpVerb
{
    public const int Get = HttpCall.Get, Post = HttpCall.Post, Put = HttpCall.Put, Patch = HttpCall.Patch, Delete = HttpCall.Delete;
    public const int Head = HttpCall.Head, Options = Head + 1;

    /// <summary>Longest known word, bytes.</summary>
    internal const int LongestWord = 7;

    private static readonly byte[][] Words = Ascii.Table("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS");

    /// <summary>The method of a word, which is case-sensitive, or -1.</summary>
    public static int Of(byte[] buffer, int offset, int length)
    {
        return Ascii.IndexIn(Words, buffer, offset, length);
    }

    /// <summary>Writes the words of a set of methods (1 &lt;&lt; method) as a list.</summary>
    internal static void Write(int set, ByteWriter into)
    {
        bool isFirst = true;
        for (int method = 0; method < Words.Length; method++)
        {
            if ((set >> method & 1) == 0)
            {
                continue;
            }

            if (!isFirst)
            {
                into.Add((byte)',');
                into.Add((byte)' ');
            }

            isFirst = false;
            into.Add(Words[method]);
        }
    }

    /// <summary>POST, PUT, PATCH: a request must say how long its body is.</summary>
    internal static bool HasBody(int method)
    {
        return method == Post || method == Put || method == Patch;
    }
}
