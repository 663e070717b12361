using NukiEdge.Core.Bytes;
using NukiEdge.Core.Flash;
using NukiEdge.Core.Houses;
using NukiEdge.Core.Ports;
using NukiEdge.Core.Time;
using NukiEdge.Net.Http;
using NukiEdge.Web.Houses;

namespace NukiEdge.Web.Api;

/// <summary>The small settings, which count at once: time zone and Nuki account. The token goes in sealed, and never comes out.</summary>
internal sealed class SettingsApi : IHttpHandler
{
    private const string Fields = "timeZone, everyMin, joinByName, token, webhookSecret";

    private static readonly byte[] TokenPurpose = Ascii.Of("token");
    private static readonly byte[] WebhookPurpose = Ascii.Of("webhook");

    private readonly ApiParts _parts;
    private readonly House _house;
    private readonly ApiAccess _access;
    private readonly ApiReply _out;
    private byte[] _zoneText;
    private PosixZone _zone;
    private byte[] _token;
    private byte[] _webhook;
    private int _everyMin;
    private int _joins;

    public SettingsApi(ApiParts parts, ApiAccess access, ApiReply reply)
    {
        _parts = parts;
        _house = parts.House;
        _access = access;
        _out = reply;
    }

    /// <inheritdoc/>
    public void Handle(HttpRequest request, HttpReply reply)
    {
        switch (request.Handler)
        {
            case ApiRoutes.Settings:
                Write(reply);
                break;
            case ApiRoutes.ChangeSettings:
                Change(request, reply);
                break;
            default:
                Sync(reply);
                break;
        }
    }

    private void Write(HttpReply reply)
    {
        JsonWriter json = _out.Begin(reply, HttpStatus.Ok);
        json.Field("timeZone");
        json.Text(_house.ZoneText);
        json.Field("nukiWeb");
        json.Open('{');
        json.Field("hasToken");
        json.Flag(_house.NukiWeb.HasToken);
        _out.Number("everyMin", _house.NukiWeb.EveryMin);
        json.Field("joinByName");
        json.Flag(_house.NukiWeb.JoinsByName);
        json.Field("hasWebhookSecret");
        json.Flag(_house.NukiWeb.WebhookSecret.Length > 0);
        json.Close('}');
        _out.End();
    }

    /// <summary>All that is in the body, or nothing.</summary>
    private void Change(HttpRequest request, HttpReply reply)
    {
        HouseFields f = ApiBody.Of(request);
        _zone = null;
        _token = null;
        _webhook = null;
        _everyMin = _house.NukiWeb.EveryMin;
        _joins = _house.NukiWeb.JoinsByName ? 1 : 0;
        bool ok = f.BeginObject();
        while (ok && f.NextField())
        {
            ok = ReadField(f);
        }

        if (!ApiBody.End(f))
        {
            _out.Refuse(reply, f.Error);
            return;
        }

        NukiWebSettings web = _house.NukiWeb;
        if (_zone != null)
        {
            _house.Zone = _zone;
            _house.ZoneText = _zoneText;
        }

        if (_token != null)
        {
            web.SetToken(_token, _token.Length);
            System.Array.Clear(_token, 0, _token.Length);
            _token = null;
        }

        if (_webhook != null)
        {
            web.SetWebhookSecret(_webhook, _webhook.Length);
            System.Array.Clear(_webhook, 0, _webhook.Length);
            _webhook = null;
        }

        web.EveryMin = _everyMin;
        web.JoinsByName = _joins == 1;
        _parts.Changed(StoreKind.Settings);
        reply.Done(HttpStatus.NoContent);
    }

    private bool ReadField(HouseFields f)
    {
        bool ok;
        switch (f.Field)
        {
            case "timeZone":
                return ReadZone(f);
            case "everyMin":
                ok = f.Number(NukiWebSettings.MinEveryMin, NukiWebSettings.MaxEveryMin);
                _everyMin = (int)f.Value;
                return ok;
            case "joinByName":
                ok = f.Flag();
                _joins = (int)f.Value;
                return ok;
            case "token":
                _token = ReadSecret(f, TokenPurpose);
                return _token != null;
            case "webhookSecret":
                _webhook = ReadSecret(f, WebhookPurpose);
                return _webhook != null;
            default:
                return f.UnknownField(Fields);
        }
    }

    private bool ReadZone(HouseFields f)
    {
        if (!f.Text(1, ZoneReader.MaxBytes))
        {
            return false;
        }

        ZoneReader reader = new ZoneReader();
        _zoneText = ApiBody.Copy(f);
        _zone = reader.Read(_zoneText, 0, _zoneText.Length);
        return _zone != null
            || f.Fail(HouseFault.BadZone, ZoneFault.Text(reader.Fault) + ", at character " + (reader.FaultAt + 1).ToString());
    }

    /// <summary>
    /// Printable ASCII, as in an HTTP header. An empty text takes it away. Null where it is refused.
    /// </summary>
    private byte[] ReadSecret(HouseFields f, byte[] purpose)
    {
        byte[] secret = _access.Secret(f, purpose, true);
        if (secret != null && secret.Length > NukiWebSettings.MaxSecretBytes)
        {
            f.Fail(HouseFault.OutOfRange, 1, NukiWebSettings.MaxSecretBytes);
            return null;
        }

        for (int i = 0; secret != null && i < secret.Length; i++)
        {
            if (secret[i] <= ' ' || secret[i] > '~')
            {
                f.Fail(HouseFault.BadSecret);
                return null;
            }
        }

        return secret;
    }

    private void Sync(HttpReply reply)
    {
        IRosterSync sync = _parts.Edge.RosterSync;
        if (sync == null || sync.Ask(SyncWhy.Owner) == 0)
        {
            _out.Refuse(reply, HttpStatus.Conflict, "Nuki Web cannot be asked: no token, a refused one, or too often");
            return;
        }

        reply.Done(HttpStatus.Accepted);
    }
}
