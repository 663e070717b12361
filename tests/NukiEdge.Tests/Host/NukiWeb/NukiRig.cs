using System;
using System.Net.Http;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using NukiEdge.Core.Locks;
using NukiEdge.Simulator.NukiWeb;

namespace NukiEdge.Tests.NukiWeb;

/// <summary>A wall clock that moves when it is told to.</summary>
internal sealed class ManualTime : TimeProvider
{
    private DateTimeOffset _now = new(2026, 3, 1, 8, 0, 0, 123, TimeSpan.Zero);

    public override DateTimeOffset GetUtcNow()
    {
        return _now;
    }

    public void Pass(double seconds)
    {
        _now += TimeSpan.FromSeconds(seconds);
    }
}

/// <summary>The double over TLS, with two locks and a .NET client that trusts its root and nothing else.</summary>
internal sealed class NukiRig : IDisposable
{
    public const string Token = "the-right-token";

    private readonly NukiRoot _root = new();

    public NukiRig()
    {
        Account = new NukiAccount(Time);
        Front = Account.AddLock(0x3807B7EC, "Front door");
        Gate = Account.AddLock(0x4BB2979F, "Garden gate", DeviceTypeCode.SmartLock5);
        Server = NukiWebServer.Start(Account, Token, Time, _root);
        Client = NewClient(_root.Pem, Server.Address);
    }

    public ManualTime Time { get; } = new();

    public NukiAccount Account { get; }

    public NukiWebServer Server { get; }

    public HttpClient Client { get; }

    public long Front { get; }

    public long Gate { get; }

    /// <summary>A client as it should be: this root only, the name is checked, no redirect is followed.</summary>
    public static HttpClient NewClient(string rootPem, Uri address, int timeoutMs = 20000)
    {
        var policy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            RevocationMode = X509RevocationMode.NoCheck,
        };
        policy.CustomTrustStore.Add(X509Certificate2.CreateFromPem(rootPem));
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            ConnectTimeout = TimeSpan.FromMilliseconds(timeoutMs), // without it a stalled handshake goes on behind the caller's back
            UseProxy = false,
            SslOptions = new SslClientAuthenticationOptions { CertificateChainPolicy = policy },
        };
        var client = new HttpClient(handler) { BaseAddress = address, Timeout = TimeSpan.FromMilliseconds(timeoutMs) };
        client.DefaultRequestHeaders.Add("Authorization", "Bearer " + Token);
        return client;
    }

    /// <summary>A code that is there already.</summary>
    public NukiAuth PutCode(long smartlockId, uint number, string name, int? pin = null)
    {
        return Account.Put(new NukiAuth
        {
            Id = "",
            SmartlockId = smartlockId,
            AuthId = number,
            Type = WebAuthType.KeypadCode,
            Name = name,
            Code = pin,
        });
    }

    public HttpResponseMessage Send(string method, string path, string json = null)
    {
        var request = new HttpRequestMessage(new HttpMethod(method), path);
        if (json is not null)
        {
            request.Content = new StringContent(json, Encoding.UTF8, "application/json");
        }

        return Client.Send(request);
    }

    /// <summary>Sends, expects a status, answers the body.</summary>
    public string Text(string method, string path, int status, string json = null)
    {
        using HttpResponseMessage answer = Send(method, path, json);
        string text = answer.Content.ReadAsStringAsync().GetAwaiter().GetResult();
        Assert.AreEqual(status, (int)answer.StatusCode, method + " " + path + " " + text);
        return text;
    }

    public JsonElement Get(string path)
    {
        return JsonDocument.Parse(Text("GET", path, 200)).RootElement;
    }

    /// <summary>Creates a code over the API and lets the time pass that the lock needs.</summary>
    public JsonElement CreateCode(long smartlockId, string name, int pin)
    {
        Text("PUT", $"/smartlock/{smartlockId}/auth", 204, $$"""{"name":"{{name}}","type":13,"code":{{pin}},"remoteAllowed":false}""");
        Time.Pass(5);
        JsonElement all = Get($"/smartlock/{smartlockId}/auth");
        return all[all.GetArrayLength() - 1];
    }

    public void Dispose()
    {
        Client.Dispose();
        Server.Dispose();
        _root.Dispose();
    }

    public string RootPem => _root.Pem;

    public NukiRoot Root => _root;
}
