using System;
using System.Globalization;
using System.Linq;
using System.Net.Http;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Threading;

namespace NukiEdge.Tests.Api;

/// <summary>What the API said.</summary>
internal sealed record Reply(int Status, string Text, string Type, string Tag)
{
    /// <summary>The text as JSON.</summary>
    public JsonElement Json => JsonDocument.Parse(Text).RootElement;
}

/// <summary>
/// A client written after access.md and http-api.md alone, on .NET's cryptography: it shares no code with the box, so that the text and
/// the box are tried against each other.
/// </summary>
internal sealed class PageClient : IDisposable
{
    private const int Rounds = 10000, PatienceMs = 10000;

    private readonly int _port;
    private HttpClient _http;
    private byte[] _session = [];
    private string _id = "";
    private long _counter;

    public PageClient(int port)
    {
        _port = port;
        Reconnect();
    }

    /// <summary>Text and secret of a key of another program: "id-secret"; empty for the owner's session.</summary>
    public string Key { get; set; } = "";

    /// <summary>A header that every request carries, as "Name: value"; empty for none.</summary>
    public string Extra { get; set; } = "";

    /// <summary>Number of the last signed request.</summary>
    public long Counter => _counter;

    /// <summary>The next request comes over a new connection.</summary>
    public void Reconnect()
    {
        _http?.Dispose();
        _http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{_port}"), Timeout = TimeSpan.FromSeconds(20) };
    }

    public void Dispose()
    {
        _http.Dispose();
    }

    /// <summary>Sets the first password.</summary>
    public Reply SetUp(string code, string password)
    {
        Reply first = Message("/api/setup/first", "r=" + Nonce());
        if (first.Status != 200)
        {
            return first;
        }

        (string nonces, byte[] salt, int rounds) = ServerFirst(first);
        byte[] codeKey = Rfc2898DeriveBytes.Pbkdf2(Encoding.ASCII.GetBytes(code.Replace("-", "", StringComparison.Ordinal)), salt, rounds,
            HashAlgorithmName.SHA256, 32);
        byte[] key = H(codeKey, "NukiEdge setup\n" + nonces);
        return Message("/api/setup/final", "r=" + nonces + ",b=" + Seal(key, "page 0 password", Verifier(password)));
    }

    /// <summary>Logs in.</summary>
    public Reply LogIn(string password)
    {
        string nonce = Nonce();
        Reply first = Message("/api/login/first", "n,,n=owner,r=" + nonce);
        if (first.Status != 200)
        {
            return first;
        }

        string serverFirst = first.Json.GetProperty("message").GetString();
        (string nonces, byte[] salt, int rounds) = ServerFirst(first);
        byte[] salted = Rfc2898DeriveBytes.Pbkdf2(Encoding.UTF8.GetBytes(password), salt, rounds, HashAlgorithmName.SHA256, 32);
        byte[] clientKey = H(salted, "Client Key");
        byte[] storedKey = SHA256.HashData(clientKey);
        string auth = "n=owner,r=" + nonce + "," + serverFirst + ",c=biws,r=" + nonces;
        byte[] proof = H(storedKey, auth).Zip(clientKey, (a, b) => (byte)(a ^ b)).ToArray();
        Reply final = Message("/api/login/final", "c=biws,r=" + nonces + ",p=" + Convert.ToBase64String(proof));
        if (final.Status == 200)
        {
            Assert.AreEqual("v=" + Convert.ToBase64String(H(H(salted, "Server Key"), auth)), final.Json.GetProperty("message").GetString());
            _session = H(storedKey, [.. "GSS-API session key"u8, .. clientKey, .. Encoding.UTF8.GetBytes(auth)]);
            _id = Hex(H(_session, "NukiEdge session id").AsSpan(0, 8));
            _counter = 0;
        }

        return final;
    }

    /// <summary>Sends without any proof.</summary>
    public Reply Bare(string method, string target, string body = null)
    {
        return Send(method, target, body, null, null);
    }

    /// <summary>Sends with a proof header as it is.</summary>
    public Reply With(string header, string value, string method, string target, string body = null)
    {
        return Send(method, target, body, header, value);
    }

    /// <summary>Sends, signed. What is just being read for a browser (503) is asked for again, as http-api.md tells other programs to.</summary>
    public Reply Ask(string method, string target, string body = null)
    {
        Reply reply = AskOnce(method, target, body);
        SpinWait.SpinUntil(() => method != "GET" || reply.Status != 503 || (reply = AskOnce(method, target, body)).Status != 503, PatienceMs);
        return reply;
    }

    private Reply AskOnce(string method, string target, string body)
    {
        _counter++;
        (string header, string value) = Proof(method, target, body ?? "");
        return Send(method, target, body, header, value);
    }

    /// <summary>Sends JSON of this object, signed.</summary>
    public Reply Ask(string method, string target, object body)
    {
        return Ask(method, target, JsonSerializer.Serialize(body));
    }

    /// <summary>The header that proves the request with the current counter.</summary>
    public (string Header, string Value) Proof(string method, string target, string body)
    {
        if (Key.Length == 0)
        {
            return ("X-NukiEdge-Proof", _id + "." + _counter + "." + Mac(_session, "request", method, target, body));
        }

        byte[] secret = Convert.FromHexString(Key[9..]);
        byte[] epoch = Convert.FromHexString(Bare("GET", "/api/access").Json.GetProperty("epoch").GetString());
        byte[] signing = H(H(secret, "NukiEdge key"), [.. "NukiEdge epoch\n"u8, .. epoch]);
        return ("Authorization", "NukiEdge " + Key[..8] + "." + _counter + "." + Mac(signing, "request", method, target, body));
    }

    /// <summary>The query parameter of an event stream.</summary>
    public string Ticket(string target)
    {
        _counter++;
        return (target.Contains('?', StringComparison.Ordinal) ? "&" : "?") + "ticket=" + _id + "." + _counter + "."
            + Mac(_session, "ticket", "GET", target, "");
    }

    /// <summary>A secret, sealed for the next request.</summary>
    public string SealNext(string purpose, byte[] secret)
    {
        return Seal(_session, "page " + (_counter + 1) + " " + purpose, secret);
    }

    /// <summary>Opens what the box sealed for the last request.</summary>
    public string Open(string purpose, string box)
    {
        byte[] all = Convert.FromBase64String(box);
        string label = "box " + _counter + " " + purpose;
        byte[] mac = H(H(_session, "NukiEdge mac\n" + label), all[..^16]);
        Microsoft.VisualStudio.TestTools.UnitTesting.CollectionAssert.AreEqual(mac[..16], all[^16..]);
        byte[] plain = Xor(H(_session, "NukiEdge encrypt\n" + label), all[..16], all[16..^16]);
        return Encoding.UTF8.GetString(plain, 1, plain[0]);
    }

    /// <summary>What the page makes of a password.</summary>
    public static byte[] Verifier(string password)
    {
        byte[] salt = RandomNumberGenerator.GetBytes(16);
        byte[] salted = Rfc2898DeriveBytes.Pbkdf2(Encoding.UTF8.GetBytes(password), salt, Rounds, HashAlgorithmName.SHA256, 32);
        return [.. salt, .. BitConverter.GetBytes(Rounds), .. SHA256.HashData(H(salted, "Client Key")), .. H(salted, "Server Key")];
    }

    private Reply Message(string target, string message)
    {
        return Bare("POST", target, JsonSerializer.Serialize(new { message }));
    }

    private Reply Send(string method, string target, string body, string header, string value)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), target);
        if (body is not null || method is "POST" or "PUT")
        {
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body ?? ""));
            request.Content.Headers.TryAddWithoutValidation("Content-Type", "application/json");
        }

        if (header is not null)
        {
            request.Headers.TryAddWithoutValidation(header, value);
        }

        if (Extra.Length > 0)
        {
            request.Headers.TryAddWithoutValidation(Extra[..Extra.IndexOf(':', StringComparison.Ordinal)], Extra[(Extra.IndexOf(':', StringComparison.Ordinal) + 2)..]);
        }

        using HttpResponseMessage response = _http.Send(request, CancellationToken.None);
        string text = response.Content.ReadAsStringAsync().GetAwaiter().GetResult();
        return new Reply((int)response.StatusCode, text, response.Content.Headers.ContentType?.MediaType ?? "",
            response.Headers.ETag?.Tag.Trim('"') ?? "");
    }

    private string Mac(byte[] key, string kind, string method, string target, string body)
    {
        byte[] content = Encoding.UTF8.GetBytes(body);
        byte[] chain = H(key, string.Create(CultureInfo.InvariantCulture, $"NukiEdge {kind}\n{_counter}\n{method}\n{target}\n{content.Length}"));
        for (int at = 0; at < content.Length; at += 512)
        {
            chain = H(key, [.. chain, .. content.AsSpan(at, Math.Min(512, content.Length - at))]);
        }

        return Hex(chain.AsSpan(0, 16));
    }

    private static (string Nonces, byte[] Salt, int Rounds) ServerFirst(Reply first)
    {
        string[] parts = first.Json.GetProperty("message").GetString().Split(',');
        return (parts[0][2..], Convert.FromBase64String(parts[1][2..]), int.Parse(parts[2][2..], CultureInfo.InvariantCulture));
    }

    private static string Seal(byte[] key, string label, byte[] secret)
    {
        byte[] nonce = RandomNumberGenerator.GetBytes(16);
        byte[] plain = new byte[1 + (secret.Length + 31) / 32 * 32];
        plain[0] = (byte)secret.Length;
        secret.CopyTo(plain, 1);
        byte[] box = [.. nonce, .. Xor(H(key, "NukiEdge encrypt\n" + label), nonce, plain)];
        return Convert.ToBase64String([.. box, .. H(H(key, "NukiEdge mac\n" + label), box).AsSpan(0, 16)]);
    }

    private static byte[] Xor(byte[] key, byte[] nonce, byte[] text)
    {
        return text.Select((b, i) => (byte)(b ^ H(key, (byte[])[.. nonce, (byte)(i / 32)])[i % 32])).ToArray();
    }

    private static byte[] H(byte[] key, string text)
    {
        return HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text));
    }

    private static byte[] H(byte[] key, byte[] data)
    {
        return HMACSHA256.HashData(key, data);
    }

    private static string Hex(ReadOnlySpan<byte> bytes)
    {
        return Convert.ToHexString(bytes).ToLowerInvariant();
    }

    private static string Nonce()
    {
        return Convert.ToBase64String(RandomNumberGenerator.GetBytes(18));
    }
}
