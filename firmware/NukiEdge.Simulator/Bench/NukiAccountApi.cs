using System;
using System.Globalization;
using System.Linq;
using System.Net;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using NukiEdge.Core.Locks;
using NukiEdge.Simulator.NukiWeb;

namespace NukiEdge.Simulator.Bench;

/// <summary>The routes of the panel "Nuki account": what a person does at web.nuki.io, and the double's faults.</summary>
internal sealed class NukiAccountApi
{
    private const int MostRequests = 12;
    private const int MostDelayMs = 600000;
    private const int PostMs = 5000;

    private static readonly string[] Features = ["DEVICE_AUTHS", "DEVICE_LOGS", "DEVICE_STATUS"];

    private readonly NukiWebServer _web;
    private readonly NukiAccount _account;
    private readonly NukiWebhooks _webhooks;
    private readonly Random _pins = new();

    public NukiAccountApi(NukiWebServer web)
    {
        _web = web;
        _account = web.Account;
        _webhooks = new NukiWebhooks(_account, SampleAccount.WebhookSecret);
    }

    /// <summary>The endpoints.</summary>
    public void Map(IEndpointRouteBuilder app)
    {
        app.MapMethods("/api/nuki", ["GET"], context => context.Response.WriteAsJsonAsync(View(), context.RequestAborted));
        app.MapMethods("/api/nuki/root.pem", ["GET"], context => context.Response.WriteAsync(_web.Root?.Pem ?? "", context.RequestAborted));
        Map(app, "/api/nuki/settings", ChangeSettings);
        Map(app, "/api/nuki/token", ChangeToken);
        Map(app, "/api/nuki/codes", CreateCode);
        Map(app, "/api/nuki/locks/{id}/online", SetOnline);
        Map(app, "/api/nuki/auths/{id}/rename", Rename);
        Map(app, "/api/nuki/auths/{id}/delete", Delete);
        app.MapMethods("/api/nuki/webhook", ["POST"], SendWebhookAsync);
    }

    private static void Map(IEndpointRouteBuilder app, string path, Func<string, Fields, string?> act)
    {
        app.MapMethods(path, ["POST"], async context =>
        {
            Fields? fields = await BenchApi.FieldsAsync(context);
            if (fields is null)
            {
                return;
            }

            string? fault = act(context.Request.RouteValues["id"] as string ?? "", fields);
            await (fields.Bad is null ? context.Response.WriteAsJsonAsync(new { fault }, context.RequestAborted)
                : Problem.WriteAsync(context, fields.Bad));
        });
    }

    private string? ChangeSettings(string id, Fields fields)
    {
        int fault = fields.Word("fault", Enum.GetNames<NukiFault>());
        uint delayMs = fields.Number("delayMs", 0, MostDelayMs);
        uint perMinute = fields.Number("perMinute", 0, 100000);
        if (fields.AreGood())
        {
            _web.Faults.Set((NukiFault)fault);
            _account.WriteDelay = TimeSpan.FromMilliseconds(delayMs);
            _web.RateLimit.PerMinute = (int)perMinute;
        }

        return null;
    }

    private string? ChangeToken(string id, Fields fields)
    {
        bool isGood = fields.Flag("good");
        if (!fields.AreGood())
        {
            return null;
        }

        if (isGood)
        {
            _web.Token.Renew(SampleAccount.Token);
        }
        else
        {
            _web.Token.Revoke();
        }

        return null;
    }

    private string? CreateCode(string id, Fields fields)
    {
        string name = fields.Text("name", 32);
        NukiSmartlock? door = FindLock(fields.Ascii("lock", 8));
        uint number = fields.Number("number", 0, uint.MaxValue, 0);
        if (!fields.AreGood() || door is null)
        {
            return "no lock of the account has this id";
        }

        var wanted = new NukiAuthChange
        {
            Name = name,
            Type = WebAuthType.KeypadCode,
            Code = SampleAccount.Pin(_pins),
            Number = number == 0 ? null : number,
        };
        return Words(_account.Create(door.Id, wanted));
    }

    private string? SetOnline(string id, Fields fields)
    {
        bool isOnline = fields.Flag("online");
        NukiSmartlock? door = FindLock(id);
        if (!fields.AreGood() || door is null)
        {
            return "no lock of the account has this id";
        }

        _account.ChangeLock(door.Id, one => one with { IsOnline = isOnline });
        return null;
    }

    private string? Rename(string id, Fields fields)
    {
        string name = fields.Text("name", 32);
        NukiAuth? auth = _account.FindAuth(id);
        return !fields.AreGood() || auth is null ? Words(NukiWrite.NotFound)
            : Words(_account.Change(auth.SmartlockId, id, new NukiAuthChange { Name = name }));
    }

    private string? Delete(string id, Fields fields)
    {
        NukiAuth? auth = _account.FindAuth(id);
        return !fields.AreGood() || auth is null ? Words(NukiWrite.NotFound) : Words(_account.Delete(auth.SmartlockId, id));
    }

    /// <summary>To this computer or the owner's own network only: no page may make this program call elsewhere.</summary>
    private async Task SendWebhookAsync(HttpContext context)
    {
        Fields? fields = await BenchApi.FieldsAsync(context);
        if (fields is null)
        {
            return;
        }

        int feature = fields.Word("feature", Features);
        string id = fields.Ascii("id", 24);
        string to = fields.Ascii("url", 256);
        if (!Uri.TryCreate(to, UriKind.Absolute, out Uri? url) || url.Scheme is not ("http" or "https") || !IsNear(url))
        {
            fields.Refuse("url", "http or https to an address of this computer or a private network");
        }

        if (!fields.AreGood())
        {
            await Problem.WriteAsync(context, fields.Bad!);
            return;
        }

        NukiWebhook? webhook = Webhook(Features[feature], id);
        string? fault = webhook is null ? "choose a record for this webhook" : await PostAsync(webhook, url!);
        await context.Response.WriteAsJsonAsync(new { fault }, context.RequestAborted);
    }

    private NukiWebhook? Webhook(string feature, string id)
    {
        NukiAuth? auth = _account.FindAuth(id);
        NukiAuth? deleted = auth is null ? _account.Deleted.FirstOrDefault(one => one.Id == id) : null;
        NukiAuth? either = auth ?? deleted;
        if (feature == "DEVICE_STATUS")
        {
            NukiSmartlock? door = either is null ? FindLock(id) : _account.FindLock(either.SmartlockId);
            return door is null ? null : _webhooks.Status(door);
        }

        if (either is null)
        {
            return null;
        }

        // 1 unlock, 255 keypad, 5 app (facts B4)
        return feature == "DEVICE_AUTHS" ? _webhooks.Auths(either, deleted is not null)
            : _webhooks.Logs(_account.AddLog(either.SmartlockId, either, 1, either.IsCode ? 255 : 5, either.IsCode ? 1 : 0));
    }

    private static async Task<string?> PostAsync(NukiWebhook webhook, Uri url)
    {
        using var handler = new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false };
        using var client = new HttpMessageInvoker(handler);
        using var deadline = new CancellationTokenSource(PostMs);
        try
        {
            int status = await webhook.PostAsync(client, url, deadline.Token);
            return status is >= 200 and < 300 ? null : "the receiver answered " + status;
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException)
        {
            return "the receiver does not answer";
        }
    }

    private static bool IsNear(Uri url)
    {
        if (url.Host == "localhost")
        {
            return true;
        }

        if (!IPAddress.TryParse(url.Host, out IPAddress? address) || address.GetAddressBytes() is not [byte a, byte b, _, _])
        {
            return false;
        }

        return a is 10 or 127 || (a == 172 && b is >= 16 and < 32) || (a == 192 && b == 168); // RFC 1918
    }

    private NukiAccountView View()
    {
        return new NukiAccountView(_web.Address.ToString(), _web.Faults.Now.ToString(), Enum.GetNames<NukiFault>(),
            (int)_account.WriteDelay.TotalMilliseconds, _web.RateLimit.PerMinute, _web.Token.IsRevoked,
            _account.Locks.Select(one => new NukiLockView(HexId(one.Id), one.Id.ToString(CultureInfo.InvariantCulture), one.Name,
                one.IsOnline, one.HasKeypad)).ToArray(),
            _account.Auths.Select(View).ToArray(), _account.Deleted.Select(View).ToArray(),
            _account.Pending.Select(one => new NukiPendingView(one.Kind, HexId(one.SmartlockId), one.Change.Name ?? NameOf(one.AuthId),
                one.DueAt.ToUnixTimeMilliseconds())).ToArray(),
            _web.Received, _web.Requests.Reverse().Take(MostRequests).Select(one => new NukiRequestView(
                one.At.ToUnixTimeMilliseconds(), one.Method, one.Target, one.HadToken, one.Status)).ToArray());
    }

    private static NukiAuthView View(NukiAuth auth)
    {
        return new NukiAuthView(auth.Id, HexId(auth.SmartlockId), KindOf(auth.Type), auth.AuthId, auth.Name,
            auth.Fingerprints.Keys.ToArray(), auth.Enabled, auth.OperationId is not null, auth.CreationDate.ToUnixTimeMilliseconds());
    }

    private static string KindOf(int type)
    {
        return type switch
        {
            WebAuthType.App => "app",
            WebAuthType.Bridge => "bridge",
            WebAuthType.Fob => "fob",
            WebAuthType.Keypad => "keypad",
            WebAuthType.KeypadCode => "code",
            _ => "type " + type.ToString(CultureInfo.InvariantCulture),
        };
    }

    private string NameOf(string? authId)
    {
        return authId is null ? "" : _account.FindAuth(authId)?.Name ?? "";
    }

    private NukiSmartlock? FindLock(string hexId)
    {
        return _account.Locks.FirstOrDefault(one => string.Equals(HexId(one.Id), hexId, StringComparison.OrdinalIgnoreCase));
    }

    private static string HexId(long smartlockId)
    {
        return NukiIds.MqttId(smartlockId).ToString("X", CultureInfo.InvariantCulture);
    }

    private static string? Words(NukiWrite result)
    {
        return result switch
        {
            NukiWrite.Accepted => null,
            NukiWrite.NotFound => "the account has no such record or lock",
            NukiWrite.BadName => "a name has 1 to 32 characters",
            NukiWrite.BadType => "this lock has no keypad",
            NukiWrite.Full => "the lock has no room for another code",
            NukiWrite.Busy => "another change of this record waits for the lock",
            _ => "the code was refused, try again",
        };
    }
}
