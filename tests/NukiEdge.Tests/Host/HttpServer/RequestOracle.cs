using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using NukiEdge.Core;

namespace NukiEdge.Tests.HostServing;

/// <summary>The other reader: RFC 9112 as regular expressions over whole texts, and the routes of HttpBench written down again.</summary>
internal static class RequestOracle
{
    private const string Token = "[!#$%&'*+.^_`|~0-9A-Za-z-]+";

    private static readonly Regex Line = new(@"\A(GET|HEAD|POST|PUT) (/[A-Za-z0-9._~/-]*)(\?(?:[A-Za-z0-9._~!$&'()*+,;=:@/?-]|%(?!00)[0-9A-Fa-f]{2})*)? HTTP/1\.([0-9])\z");
    private static readonly Regex Header = new(@"\A(" + Token + @"):[ \t]*([\t\x20-\x7e\x80-\xff]*?)[ \t]*\z");
    private static readonly Regex Chunk = new(@"\A([0-9A-Fa-f]{1,6})\r\n");
    private static readonly string[] Known =
    {
        "host", "origin", "content-length", "transfer-encoding", "content-type", "if-none-match", "accept-encoding", "authorization",
        "x-nukiedge-proof", "x-nuki-signature-sha256", "connection", "expect", "last-event-id",
    };

    /// <summary>Of a connection's buffer, without what a head leaves free for the line at hand.</summary>
    private static readonly int Room = Limits.SmallBoard().HttpInputBytes - 16;

    /// <summary>Would a careful server do what this asks for?</summary>
    public static bool IsGood(string text)
    {
        text = text.StartsWith("\r\n", StringComparison.Ordinal) ? text[2..] : text;
        int end = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        if (end < 0)
        {
            return false;
        }

        string[] lines = text[..end].Split("\r\n");
        Match line = Line.Match(lines[0]);
        if (!line.Success || lines.Length > 65 || !IsPath(line.Groups[2].Value) || line.Groups[2].Length + line.Groups[3].Length > 128)
        {
            return false;
        }

        var headers = new List<(string Name, string Value, int Raw)>();
        foreach (string header in lines.Skip(1))
        {
            Match match = Header.Match(header);
            if (!match.Success)
            {
                return false;
            }

            // a value of over 64 bytes is none, whatever it says; blanks at its end count
            string name = match.Groups[1].Value.ToLowerInvariant();
            bool isCut = header.Length - match.Groups[2].Index > 64
                && name is "host" or "origin" or "content-length" or "transfer-encoding" or "expect";
            bool isLooked = match.Groups[2].Length > 65 && name is "accept-encoding" or "content-type";
            headers.Add((name, isCut ? "(too long)" : isLooked ? match.Groups[2].Value[..65] : match.Groups[2].Value, header.Length - match.Groups[2].Index));
        }

        string Of(string name)
        {
            string[] values = headers.Where(h => h.Name == name).Select(h => h.Value).ToArray();
            return values.Length == 1 ? values[0] : null;
        }

        int Count(string name)
        {
            return headers.Count(h => h.Name == name);
        }

        string[] once = { "host", "origin", "content-length", "transfer-encoding", "content-type" };
        string[] proofs = { "authorization", "x-nukiedge-proof", "x-nuki-signature-sha256" };
        if (once.Any(n => Count(n) > 1) || Count("host") != 1 || proofs.Sum(Count) > 1 || proofs.Any(p => Of(p) == "")
            || (Count("content-length") > 0 && Count("transfer-encoding") > 0) || !IsHostText(Of("host"))
            || headers.Where(h => h.Name == "expect").Any(h => !h.Value.Equals("100-continue", StringComparison.OrdinalIgnoreCase))
            || (Count("transfer-encoding") == 1 && (line.Groups[4].Value == "0" || !Of("transfer-encoding").Equals("chunked", StringComparison.OrdinalIgnoreCase)))
            || (Count("content-length") == 1 && !Regex.IsMatch(Of("content-length"), @"\A[0-9]{1,9}\z"))
            || RoomUsed(line, headers) > Room)
        {
            return false;
        }

        return IsAllowed(line.Groups[1].Value, line.Groups[2].Value, Of("host"), Count("origin") == 0 ? null : Of("origin"), Of("x-nukiedge-proof"),
            IsJson(Of("content-type")), BodyOf(text[(end + 4)..], Of("content-length"), Of("transfer-encoding")), Count("transfer-encoding") > 0, AcceptsGzip(headers));
    }

    /// <summary>Our own limit: what is kept, and the longest value while it is looked at, share the small buffer.</summary>
    private static int RoomUsed(Match line, List<(string Name, string Value, int Raw)> headers)
    {
        int kept = line.Groups[2].Length + line.Groups[3].Length;
        int most = kept;
        foreach ((string name, string value, int raw) in headers)
        {
            bool isProof = name is "authorization" or "x-nukiedge-proof" or "x-nuki-signature-sha256";
            int looked = !Known.Contains(name) ? 0 : isProof ? raw : Math.Min(65, raw);
            most = Math.Max(most, kept + Math.Max(Math.Min(24, name.Length), looked));
            kept += isProof || (name == "if-none-match" && raw <= 64) ? value.Length : 0;
        }

        return most;
    }

    private static bool IsPath(string path)
    {
        string[] segments = path[1..].Split('/');
        return segments.All(s => s is not "." and not "..") && segments.SkipLast(1).All(s => s.Length > 0);
    }

    private static bool IsHostText(string host)
    {
        return Regex.IsMatch(host, @"\A[!#$%&'*+.^_`|~0-9A-Za-z:\[\]-]+\z");
    }

    private static bool IsOwn(string host)
    {
        return Regex.IsMatch(host, @"\A(box\.local|192\.168\.1\.5)(:0{0,3}80)?\z", RegexOptions.IgnoreCase);
    }

    private static bool IsJson(string type)
    {
        return type is not null && Regex.IsMatch(type, @"\Aapplication/json([; \t]|\z)", RegexOptions.IgnoreCase);
    }

    private static bool AcceptsGzip(List<(string Name, string Value, int Raw)> headers)
    {
        return headers.All(h => h.Name != "accept-encoding" || (h.Value.Split(',').Any(c =>
            Regex.IsMatch(c, @"\A[ \t]*(x-)?gzip(?!" + Token + ")|\\A[ \t]*\\*(?!" + Token + ")", RegexOptions.IgnoreCase))));
    }

    /// <summary>Bytes of the body, 0 for none, -1 for no header that says so, -2 when it is not whole or malformed.</summary>
    private static int BodyOf(string rest, string length, string coding)
    {
        if (length is not null)
        {
            return rest.Length >= int.Parse(length) ? int.Parse(length) : -2;
        }

        if (coding is null)
        {
            return -1;
        }

        for (int total = 0; ;)
        {
            Match match = Chunk.Match(rest);
            if (!match.Success)
            {
                return -2;
            }

            int size = Convert.ToInt32(match.Groups[1].Value, 16);
            rest = rest[match.Length..];
            if (rest.Length < size + 2 || rest.Substring(size, 2) != "\r\n")
            {
                return -2;
            }

            if (size == 0)
            {
                return total;
            }

            total += size;
            rest = rest[(size + 2)..];
        }
    }

    private static bool IsAllowed(string method, string path, string host, string origin, string proof, bool isJson, int body, bool isChunked, bool gzip)
    {
        bool isMachine = path == "/hooks/nuki" && method == "POST";
        if (!isMachine && (!IsOwn(host) || (origin is not null && (!origin.StartsWith("http://", StringComparison.Ordinal) || !IsOwn(origin[7..])))))
        {
            return false;
        }

        bool isRead = method is "GET" or "HEAD";
        int rank = Array.IndexOf(new[] { "reader", "controller", "session" }, proof) + 1;
        bool takesBody = body >= 0 && (isJson || (body == 0 && !isChunked));
        isRead &= body is 0 or -1 && !isChunked;
        return path switch
        {
            "/" => isRead,
            "/app.js" => isRead && gzip,
            "/api/hello" => isRead,
            "/api/list" or "/api/events" => isRead && rank >= 1,
            "/api/login" => method == "POST" && takesBody && body <= 2048,
            "/api/import" => method == "POST" && takesBody && rank == 3,
            "/hooks/nuki" => isMachine && takesBody && body <= 2048 && proof == "machine",
            _ when Regex.IsMatch(path, @"\A/api/things/[^/]+\z") => (isRead && rank >= 1)
                || (method == "PUT" && takesBody && body <= 2048 && rank == 3),
            _ when Regex.IsMatch(path, @"\A/api/relays/[^/]+/on\z") => method == "POST" && body == 0 && !isChunked && rank >= 2,
            _ => false,
        };
    }
}
