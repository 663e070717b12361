using System;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Text;
using System.Threading.Tasks;

namespace NukiEdge.Simulator.Bench;

/// <summary>
/// Walks once through what a first press needs, so that it is as fast as the second: .NET compiles code when it is first
/// used. It presses nothing: the one key it sends is refused for its number.
/// </summary>
internal static class PageWarmUp
{
    private const string RefusedKey = """{"key":"app","action":"unlock","number":0}""";

    /// <summary>Runs beside whatever comes next.</summary>
    public static Task RunAsync(string address, string? lockId)
    {
        return Task.Run(async () =>
        {
            using var client = new HttpClient { BaseAddress = new Uri(address), Timeout = TimeSpan.FromSeconds(5) };
            client.DefaultRequestHeaders.Add("Origin", address);
            try
            {
                using HttpResponseMessage state = await client.GetAsync("/api/state");
                using var body = new ByteArrayContent(Encoding.ASCII.GetBytes(RefusedKey));
                body.Headers.ContentType = new MediaTypeHeaderValue("application/json");
                using HttpResponseMessage refused = await client.PostAsync("/api/locks/" + lockId + "/keys", body);
            }
            catch (Exception e) when (e is HttpRequestException or TaskCanceledException)
            {
                // The bench ended meanwhile; nothing is lost.
            }
        });
    }
}
