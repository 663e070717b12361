using System;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.AspNetCore.Http;

namespace NukiEdge.Simulator.Bench;

/// <summary>Reads a body up to a limit, whatever length it claims.</summary>
internal static class BodyReader
{
    /// <summary>The body; one byte more than <paramref name="limit"/> when it is longer than that.</summary>
    public static async Task<byte[]> ReadAsync(HttpRequest request, int limit, CancellationToken end)
    {
        var buffer = new byte[limit + 1];
        int length = 0;
        while (length < buffer.Length)
        {
            int read = await request.Body.ReadAsync(buffer.AsMemory(length), end);
            if (read == 0)
            {
                break;
            }

            length += read;
        }

        return buffer.AsSpan(0, length).ToArray();
    }
}
