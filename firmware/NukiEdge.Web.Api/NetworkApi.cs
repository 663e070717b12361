using NukiEdge.Core.Bytes;
using NukiEdge.Core.Houses;
using NukiEdge.Net.Http;
using NukiEdge.Web.Houses;

namespace NukiEdge.Web.Api;

/// <summary>The network: read, and on a board with Wi-Fi another one. Its password goes in sealed, and never comes out.</summary>
internal sealed class NetworkApi : IHttpHandler
{
    // IEEE 802.11: an SSID has up to 32 bytes; a WPA passphrase 8 to 63 printable ASCII characters, or 64 hex digits.
    private const int MostSsidBytes = 32, LeastPassword = 8, MostPassword = 64;

    private static readonly byte[] WifiPurpose = Ascii.Of("wifi");

    private readonly ApiParts _parts;
    private readonly ApiAccess _access;
    private readonly HouseApi _house;
    private readonly ApiReply _out;
    private byte[] _ssid;
    private byte[] _password;

    public NetworkApi(ApiParts parts, ApiAccess access, HouseApi house, ApiReply reply)
    {
        _parts = parts;
        _access = access;
        _house = house;
        _out = reply;
    }

    /// <inheritdoc/>
    public void Handle(HttpRequest request, HttpReply reply)
    {
        if (_parts.Network == null)
        {
            _out.NotThere(reply, "the network is not known");
        }
        else if (request.Handler == ApiRoutes.Network)
        {
            Write(_parts.Network.Read(), reply);
        }
        else
        {
            Change(request, reply);
        }
    }

    private void Write(NetworkFacts facts, HttpReply reply)
    {
        _out.Begin(reply, HttpStatus.Ok);
        Text("kind", facts.Kind);
        Text("name", facts.Name);
        Text("address", facts.Address);
        Text("mask", facts.Mask);
        Text("gateway", facts.Gateway);
        Text("dns", facts.Dns);
        Text("ssid", facts.Ssid);
        _out.Json.Field("dhcp");
        _out.Json.Raw(facts.Dhcp < 0 ? "null" : facts.Dhcp == 0 ? "false" : "true");
        _out.Json.Field("canChange");
        _out.Json.Flag(_parts.Network.CanChange);
        _out.End();
    }

    private void Text(string name, string text)
    {
        if (text == null)
        {
            _out.Number(name, -1);
        }
        else
        {
            _out.Text(name, text);
        }
    }

    private void Change(HttpRequest request, HttpReply reply)
    {
        if (!_parts.Network.CanChange)
        {
            _out.Refuse(reply, HttpStatus.Conflict, "this network is not set here");
            return;
        }

        if (!_access.MayChange(_out, reply))
        {
            return;
        }

        HouseFields f = ApiBody.Of(request);
        _ssid = null;
        _password = null;
        bool ok = f.BeginObject();
        while (ok && f.NextField())
        {
            ok = ReadField(f);
        }

        if (!ApiBody.End(f) || ApiBody.IsMissing(f, _ssid == null, "ssid") || ApiBody.IsMissing(f, _password == null, "box"))
        {
            _out.Refuse(reply, f.Error);
        }
        else if (!_parts.Network.Change(_ssid, _password))
        {
            _out.Refuse(reply, HttpStatus.Conflict, "it could not be kept");
        }
        else
        {
            _house.RestartSoon();
            reply.Done(HttpStatus.Accepted);
        }

        _password = null;
    }

    private bool ReadField(HouseFields f)
    {
        switch (f.Field)
        {
            case "ssid":
                bool ok = f.Text(1, MostSsidBytes);
                _ssid = ok ? ApiBody.Copy(f) : null;
                return ok;
            case "box":
                return ReadBox(f);
            default:
                return f.UnknownField("ssid, box");
        }
    }

    /// <summary>An empty text is an open network; a box always holds a password.</summary>
    private bool ReadBox(HouseFields f)
    {
        byte[] password = _access.Secret(f, WifiPurpose, true);
        if (password == null)
        {
            return false;
        }

        if (f.TextLength > 0 && (password.Length < LeastPassword || password.Length > MostPassword))
        {
            return f.Fail(HouseFault.OutOfRange, LeastPassword, MostPassword);
        }

        for (int i = 0; i < password.Length; i++)
        {
            if (password[i] < ' ' || password[i] > '~')
            {
                return f.Fail(HouseFault.BadText);
            }
        }

        _password = password;
        return true;
    }
}
