using System;
using System.Threading.Tasks;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace NukiEdge.Simulator.Bench;

/// <summary>
/// Keeps other web pages away from the bench. It has no password: whoever sits at this computer may press keys. A page
/// from elsewhere in the same browser may not, neither with a foreign name for 127.0.0.1 (DNS rebinding: the Host rule)
/// nor by posting across (the Origin rule, and a content type that a form cannot send).
/// </summary>
internal sealed class BenchGuard
{
    private const string Policy = "default-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; object-src 'none'";
    private const string FetchSite = "Sec-Fetch-Site";

    /// <summary>The port that the server listens on, known once it has started.</summary>
    public int Port { get; set; }

    /// <summary>Where the appliance's own page is, which the bench shows beside the door; null where there is none.</summary>
    public string? OwnersPage { get; set; }

    /// <summary>Answers what is not allowed, passes on the rest.</summary>
    public async Task CheckAsync(HttpContext context, RequestDelegate next)
    {
        SetHeaders(context);
        HttpRequest request = context.Request;
        string host = request.Headers.Host.ToString();
        if (host != "127.0.0.1:" + Port && host != "localhost:" + Port)
        {
            await Problem.WriteAsync(context, StatusCodes.Status421MisdirectedRequest, "not the address of the bench page");
            return;
        }

        bool isPost = HttpMethods.IsPost(request.Method);
        if (!isPost && !HttpMethods.IsGet(request.Method) && !HttpMethods.IsHead(request.Method))
        {
            context.Response.Headers.Allow = "GET, HEAD, POST";
            await Problem.WriteAsync(context, StatusCodes.Status405MethodNotAllowed, "only GET, HEAD and POST");
            return;
        }

        if (isPost ? !IsOwnPost(request, host) : !IsOwnGet(request))
        {
            await Problem.WriteAsync(context, StatusCodes.Status403Forbidden, "only the bench page itself may do this");
            return;
        }

        if (isPost && !IsJson(request))
        {
            await Problem.WriteAsync(context, StatusCodes.Status415UnsupportedMediaType, "Content-Type must be application/json");
            return;
        }

        await next(context);
    }

    private void SetHeaders(HttpContext context)
    {
        IHeaderDictionary headers = context.Response.Headers;
        headers.ContentSecurityPolicy = OwnersPage is null ? Policy : Policy + "; frame-src " + OwnersPage;
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers.CacheControl = context.Request.Path.StartsWithSegments("/api") ? "no-store" : "no-cache";
    }

    private static bool IsOwnPost(HttpRequest request, string host)
    {
        string origin = request.Headers.Origin.ToString();
        return origin.Length > 0 ? origin == "http://" + host : request.Headers[FetchSite].ToString() is "same-origin" or "none";
    }

    /// <summary>Links from elsewhere may open the page; a page elsewhere may not use up the places at the event stream.</summary>
    private static bool IsOwnGet(HttpRequest request)
    {
        return !request.Path.StartsWithSegments("/api") || request.Headers[FetchSite].ToString() is "" or "same-origin" or "none";
    }

    private static bool IsJson(HttpRequest request)
    {
        return MediaTypeHeaderValue.TryParse(request.ContentType, out MediaTypeHeaderValue? type)
            && type.MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase);
    }
}
