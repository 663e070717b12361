using NukiEdge.Core.Bytes;
using NukiEdge.Core.Houses;
using NukiEdge.Core.Scenes;
using NukiEdge.Net.Http;
using NukiEdge.Web.Houses;

namespace NukiEdge.Web.Api;

/// <summary>A choice of broker as it stands in a body.</summary>
internal sealed class NewBroker
{
    private static readonly byte[][] Kinds = Ascii.Table("built-in", "external");
    private static readonly byte[] Purpose = Ascii.Of("broker");

    private readonly ApiParts _parts;
    private readonly ApiAccess _access;
    private readonly HttpUrl _url = new HttpUrl();
    private int _kind = -1;
    private int _port = BrokerChoice.UsualPort;
    private byte[] _user = new byte[0];
    private byte[] _password;
    private bool _trusts;

    public NewBroker(ApiParts parts, ApiAccess access)
    {
        _parts = parts;
        _access = access;
    }

    /// <summary>What was read.</summary>
    public BrokerChoice Choice { get; } = new BrokerChoice();

    public bool Read(HouseFields f)
    {
        bool ok = f.BeginObject();
        while (ok && f.NextField())
        {
            ok = ReadField(f);
        }

        if (!ApiBody.End(f) || ApiBody.IsMissing(f, _kind < 0, "kind") || ApiBody.IsMissing(f, _kind == 1 && _url.Address == 0, "host"))
        {
            return false;
        }

        byte[] password = _password ?? _parts.House.Broker.PasswordFor(_url.Address, _user);
        if (_kind == 1)
        {
            Choice.Use(_url.Address, _port, _user, password, _trusts);
        }

        return !ApiBody.IsMissing(f, _kind == 1 && _user.Length == 0 && password.Length > 0, "user");
    }

    private bool ReadField(HouseFields f)
    {
        bool ok;
        switch (f.Field)
        {
            case "kind":
                ok = f.Word(Kinds, Kinds.Length);
                _kind = (int)f.Value;
                return ok;
            case "host":
                return ReadHost(f);
            case "port":
                ok = f.Number(1, ushort.MaxValue);
                _port = (int)f.Value;
                return ok;
            case "user":
                return ReadUser(f);
            case "box":
                return ReadBox(f);
            case "trusts":
                ok = f.Flag();
                _trusts = f.Value == 1;
                return ok;
            default:
                return f.UnknownField("kind, host, port, user, box, trusts");
        }
    }

    /// <summary>Empty as GET says it of the built-in one.</summary>
    private bool ReadHost(HouseFields f)
    {
        if (!f.Text(0, f.TextBytes.Length) || f.TextLength == 0)
        {
            return f.Error == null;
        }

        return HouseBroker.IsAddress(f, _url);
    }

    /// <summary>As in a house file, for it is kept as one; empty for none.</summary>
    private bool ReadUser(HouseFields f)
    {
        bool ok = f.Text(0, BrokerChoice.MaxUserBytes) && (f.TextLength == 0 || f.IsName());
        _user = ok ? ApiBody.Copy(f) : _user;
        return ok;
    }

    private bool ReadBox(HouseFields f)
    {
        _password = _access.Secret(f, Purpose, true);
        if (_password == null)
        {
            return false;
        }

        bool isText = Utf8.IsWellFormed(_password, 0, _password.Length);
        bool fits = _password.Length <= BrokerChoice.MaxPasswordBytes;
        return (isText && fits) || (fits ? f.Fail(HouseFault.BadText) : f.Fail(HouseFault.OutOfRange, 1, BrokerChoice.MaxPasswordBytes));
    }
}
