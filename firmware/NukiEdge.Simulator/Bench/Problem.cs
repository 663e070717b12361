using System.Text.Encodings.Web;
using System.Text.Json;
using System.Threading.Tasks;
using Microsoft.AspNetCore.Http;

namespace NukiEdge.Simulator.Bench;

/// <summary>A refusal as RFC 9457 problem+json that names the field and its limit.</summary>
internal static class Problem
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.Default,
    };

    /// <summary>Writes a refusal that is about the request as a whole.</summary>
    public static Task WriteAsync(HttpContext context, int status, string title)
    {
        return WriteAsync(context, status, new { type = "about:blank", title, status });
    }

    /// <summary>Writes a refusal that is about one field of the body.</summary>
    public static Task WriteAsync(HttpContext context, BadField bad)
    {
        const int Status = StatusCodes.Status400BadRequest;
        string title = bad.Field + " must be " + bad.Limit;
        return WriteAsync(context, Status,
            new { type = "about:blank", title, status = Status, field = bad.Field, limit = bad.Limit });
    }

    private static Task WriteAsync(HttpContext context, int status, object problem)
    {
        context.Response.StatusCode = status;
        return context.Response.WriteAsJsonAsync(problem, Options, "application/problem+json", context.RequestAborted);
    }
}

/// <summary>A field of a body that was refused, and what it may be.</summary>
/// <param name="Field">Its name in the JSON.</param>
/// <param name="Limit">What would have been accepted, as in "true or false".</param>
internal sealed record BadField(string Field, string Limit);
