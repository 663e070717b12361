using System;
using System.Collections.Generic;
using System.Net.Http;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;

namespace NukiEdge.Simulator.NukiWeb;

/// <summary>A webhook as it goes out.</summary>
/// <param name="Headers">All that matter to a receiver.</param>
/// <param name="Body">The raw bytes that were signed.</param>
public sealed record NukiWebhook(IReadOnlyDictionary<string, string> Headers, byte[] Body)
{
    /// <summary>Posts it.</summary>
    /// <exception cref="HttpRequestException">Nobody answers.</exception>
    public async Task<int> PostAsync(HttpMessageInvoker client, Uri url, CancellationToken end = default)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = new ByteArrayContent(Body) };
        foreach ((string name, string value) in Headers)
        {
            if (!request.Headers.TryAddWithoutValidation(name, value))
            {
                request.Content.Headers.TryAddWithoutValidation(name, value);
            }
        }

        using HttpResponseMessage answer = await client.SendAsync(request, end);
        return (int)answer.StatusCode;
    }
}

/// <summary>
/// Makes webhooks of an account (facts C; samples/webhook_*.json): JSON, signed with HMAC-SHA256 over the raw body. The
/// key is the secret's UTF-8 text.
/// </summary>
public sealed class NukiWebhooks
{
    /// <summary>HMAC-SHA256, hexadecimal.</summary>
    public const string SignatureHeader = "X-Nuki-Signature-SHA256";

    // Real webhooks have it too. Its algorithm is not documented; a masked sample has the length of SHA-1 (facts C).
    private const string OldSignatureHeader = "X-Nuki-Signature";

    private readonly NukiAccount _account;
    private readonly byte[] _secret;

    /// <param name="secret">Of the webhook, as the API gave it.</param>
    public NukiWebhooks(NukiAccount account, string secret)
    {
        _account = account;
        _secret = Encoding.UTF8.GetBytes(secret);
    }

    /// <summary>DEVICE_AUTHS: a record is new, changed or deleted.</summary>
    public NukiWebhook Auths(NukiAuth auth, bool deleted)
    {
        return Sign(json =>
        {
            json.WriteString("feature", "DEVICE_AUTHS");
            json.WriteBoolean("deleted", deleted);
            json.WritePropertyName("smartlockAuth");
            NukiJson.Auth(json, auth, _account.ShowsPins);
        });
    }

    /// <summary>DEVICE_LOGS: a line of the log.</summary>
    public NukiWebhook Logs(NukiLogEntry entry)
    {
        return Sign(json =>
        {
            json.WriteString("feature", "DEVICE_LOGS");
            json.WritePropertyName("smartlockLog");
            NukiJson.Log(json, entry);
        });
    }

    /// <summary>DEVICE_STATUS: a lock's state.</summary>
    public NukiWebhook Status(NukiSmartlock door)
    {
        return Sign(json =>
        {
            json.WriteString("feature", "DEVICE_STATUS");
            json.WriteNumber("smartlockId", door.Id);
            json.WritePropertyName("state");
            NukiJson.State(json, door);
            NukiJson.ServerState(json, door);
        });
    }

    /// <summary>Any body, signed: for tests.</summary>
    public NukiWebhook Raw(byte[] body)
    {
        return new NukiWebhook(new Dictionary<string, string>
        {
            ["Content-Type"] = "application/json",
            [SignatureHeader] = Convert.ToHexStringLower(HMACSHA256.HashData(_secret, body)),
            [OldSignatureHeader] = Convert.ToHexStringLower(HMACSHA1.HashData(_secret, body)),
        }, body);
    }

    private NukiWebhook Sign(Action<Utf8JsonWriter> fields)
    {
        return Raw(NukiJson.Bytes(json =>
        {
            json.WriteStartObject();
            fields(json);
            json.WriteEndObject();
        }));
    }
}
