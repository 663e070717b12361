using NukiEdge.Core.Bytes;
using NukiEdge.Core.Flash;
using NukiEdge.Core.Houses;
using NukiEdge.Core.Scenes;
using NukiEdge.Net.Http;
using NukiEdge.Web.Houses;

namespace NukiEdge.Web.Api;

/// <summary>Logins at targets of HTTP steps, one at a time and at once. The password goes in sealed, and never comes out.</summary>
internal sealed class TargetsApi : IHttpHandler
{
    private const string Fields = "address, port, user, box, basic";
    private const int HttpPort = 80;

    private static readonly byte[] TargetPurpose = Ascii.Of("target");

    private readonly ApiParts _parts;
    private readonly TargetTable _targets;
    private readonly ApiAccess _access;
    private readonly HouseApi _house;
    private readonly ApiReply _out;
    private readonly HttpUrl _url = new HttpUrl();
    private byte[] _user;
    private byte[] _password;
    private int _port;
    private bool _basic;

    public TargetsApi(ApiParts parts, ApiAccess access, HouseApi house, ApiReply reply)
    {
        _parts = parts;
        _targets = parts.House.Targets;
        _access = access;
        _house = house;
        _out = reply;
    }

    /// <inheritdoc/>
    public void Handle(HttpRequest request, HttpReply reply)
    {
        if (request.Handler == ApiRoutes.ChangeTarget)
        {
            Change(request, reply);
        }
        else
        {
            Remove(request.IdNumber, reply);
        }
    }

    private void Change(HttpRequest request, HttpReply reply)
    {
        HouseFields f = ApiBody.Of(request);
        bool isRead = Read(f);
        byte[] password = _password;
        _password = null;
        if (!isRead)
        {
            Forget(password);
            _out.Refuse(reply, f.Error);
            return;
        }

        int index = _targets.IndexOf(_url.Address, _port);
        if (index < 0 && !_targets.HasRoom)
        {
            Forget(password);
            _out.Refuse(reply, HttpStatus.Conflict, "no room for another target", null, _parts.House.Limits.Targets);
            return;
        }

        index = _targets.Put(index, _url.Address, _port, _basic, _user, password);
        Forget(password);
        if (_parts.Logins != null)
        {
            _parts.Logins.Changed(index);
        }

        Tell();
        _out.Begin(reply, HttpStatus.Ok);
        _out.Text("revision", _parts.Revision());
        _out.End();
    }

    private void Remove(int index, HttpReply reply)
    {
        if (index < 0 || index >= _targets.Count)
        {
            _out.NotThere(reply, "no such target");
            return;
        }

        _targets.Remove(index);
        if (_parts.Logins != null)
        {
            _parts.Logins.Removed(index);
        }

        Tell();
        reply.Done(HttpStatus.NoContent);
    }

    private void Tell()
    {
        _parts.Changed(StoreKind.Settings);
        _house.Break();
    }

    private bool Read(HouseFields f)
    {
        _user = null;
        _password = null;
        _port = HttpPort;
        _basic = false;
        _url.Address = 0;
        _url.MayBePublic = _targets.MayBePublic;
        bool ok = f.BeginObject();
        while (ok && f.NextField())
        {
            ok = ReadField(f);
        }

        return ApiBody.End(f) && !ApiBody.IsMissing(f, _url.Address == 0, "address") && !ApiBody.IsMissing(f, _user == null, "user")
            && !ApiBody.IsMissing(f, _password == null, "box");
    }

    private bool ReadField(HouseFields f)
    {
        bool ok;
        switch (f.Field)
        {
            case "address":
                return HouseTargets.IsAddress(f, _url);
            case "port":
                ok = f.Number(1, ushort.MaxValue);
                _port = (int)f.Value;
                return ok;
            case "user":
                ok = HouseTargets.IsUser(f);
                _user = ok ? ApiBody.Copy(f) : null;
                return ok;
            case "basic":
                ok = f.Flag();
                _basic = f.Value == 1;
                return ok;
            case "box":
                return ReadBox(f);
            default:
                return f.UnknownField(Fields);
        }
    }

    /// <summary>1 to 32 bytes without control characters.</summary>
    private bool ReadBox(HouseFields f)
    {
        _password = _access.Secret(f, TargetPurpose, false);
        if (_password == null)
        {
            return false;
        }

        int length = _password.Length;
        if (length == 0 || length > TargetTable.MaxBytes)
        {
            return f.Fail(HouseFault.OutOfRange, 1, TargetTable.MaxBytes);
        }

        // as in a house file: it is kept as one
        bool isGood = Utf8.IsText(_password, 0, length) && !IsOnlyDots(_password);
        return isGood || f.Fail(HouseFault.BadText);
    }

    private static bool IsOnlyDots(byte[] text)
    {
        int i = 0;
        while (i < text.Length && text[i] == '.')
        {
            i++;
        }

        return i == text.Length;
    }

    private static void Forget(byte[] secret)
    {
        if (secret != null)
        {
            System.Array.Clear(secret, 0, secret.Length);
        }
    }
}
