using System;
using System.Net.Http;
using System.Text;
using NukiEdge.Core.Scenes;

namespace NukiEdge.Simulator.Adapters;

/// <summary>Turns a rendered <see cref="HttpCall"/> into the request object of .NET's client.</summary>
public static class CallRequest
{
    /// <summary>The URL as .NET's client sends it.</summary>
    public static Uri UriOf(HttpCall call)
    {
        return new Uri(Encoding.UTF8.GetString(call.Text, 0, call.UrlLength));
    }

    /// <summary>The request. Its body lies in the call's own buffer.</summary>
    /// <param name="call">The rendered call.</param>
    /// <param name="hasLogin">The target has a login: the scene's own Authorization header is left out.</param>
    public static HttpRequestMessage From(HttpCall call, bool hasLogin = false)
    {
        HttpRequestMessage request = new(MethodOf(call.Method), UriOf(call));
        // A method that is meant to carry a body says "Content-Length: 0" where there is none.
        if (call.BodyLength > 0 || call.Method is HttpCall.Post or HttpCall.Put or HttpCall.Patch)
        {
            request.Content = new ByteArrayContent(call.Text, call.UrlLength + call.HeadersLength, call.BodyLength);
        }

        string lines = Encoding.Latin1.GetString(call.Text, call.UrlLength, call.HeadersLength);
        int start = 0;
        while (start < lines.Length)
        {
            int end = lines.IndexOf("\r\n", start, StringComparison.Ordinal);
            if (end < 0)
            {
                end = lines.Length;
            }

            int colon = lines.IndexOf(':', start, end - start);
            if (colon > start)
            {
                string name = lines[start..colon].Trim();
                if (!hasLogin || !name.Equals("Authorization", StringComparison.OrdinalIgnoreCase))
                {
                    Add(request, name, lines[(colon + 1)..end].Trim());
                }
            }

            start = end + 2;
        }
        return request;
    }

    private static void Add(HttpRequestMessage request, string name, string value)
    {
        // How the body is framed is the client's to say; a second opinion would break the request.
        if (name.Equals("Content-Length", StringComparison.OrdinalIgnoreCase) ||
            name.Equals("Transfer-Encoding", StringComparison.OrdinalIgnoreCase))
        {
            return;
        }
        if (!request.Headers.TryAddWithoutValidation(name, value))
        {
            request.Content?.Headers.TryAddWithoutValidation(name, value);
        }
    }

    private static HttpMethod MethodOf(byte method)
    {
        return method switch
        {
            HttpCall.Post => HttpMethod.Post,
            HttpCall.Put => HttpMethod.Put,
            HttpCall.Patch => HttpMethod.Patch,
            HttpCall.Delete => HttpMethod.Delete,
            HttpCall.Head => HttpMethod.Head,
            _ => HttpMethod.Get,
        };
    }
}
