using NukiEdge.Core.Bytes;
using NukiEdge.Core.Ports;
using NukiEdge.Net.Http;
using NukiEdge.Web.Access;
using NukiEdge.Web.Houses;

namespace NukiEdge.Web.Api;

/// <summary>Login, set-up, password, and keys of other programs: what access.md says, as HTTP.</summary>
internal sealed class AccessApi : IHttpHandler
{
    private const int LongestMessage = 512;

    private static readonly int[] Statuses = { HttpStatus.Ok, HttpStatus.BadRequest, HttpStatus.Unauthorized, HttpStatus.TooManyRequests,
        HttpStatus.Conflict, HttpStatus.Conflict, HttpStatus.Forbidden };

    private static readonly string[] Titles = { "", "not the form that access.md describes", "wrong", "too many wrong ones: wait",
        "begin anew", "not now: no password yet, set-up closed, or no place left", "log in again first" };

    internal static readonly byte[][] RoleWords = Ascii.Table("reader", "controller");

    private readonly PageAccess _box;
    private readonly ApiAccess _access;
    private readonly IClock _clock;
    private readonly ApiReply _out;

    public AccessApi(PageAccess box, ApiAccess access, IClock clock, ApiReply reply)
    {
        _box = box;
        _access = access;
        _clock = clock;
        _out = reply;
    }

    /// <inheritdoc/>
    public void Handle(HttpRequest request, HttpReply reply)
    {
        switch (request.Handler)
        {
            case ApiRoutes.Access:
                Access(reply);
                break;
            case ApiRoutes.Logout:
                Answer(reply, _box.LogOut(_access.Signed, _clock.NowUs));
                break;
            case ApiRoutes.Password:
                SetPassword(request, reply);
                break;
            case ApiRoutes.Keys:
                WriteKeys(reply);
                break;
            case ApiRoutes.NewKey:
                AddKey(request, reply);
                break;
            case ApiRoutes.ChangeKey:
            case ApiRoutes.RemoveKey:
                ChangeKey(request, reply);
                break;
            default:
                Converse(request, reply);
                break;
        }
    }

    private void Access(HttpReply reply)
    {
        JsonWriter json = _out.Begin(reply, HttpStatus.Ok);
        json.Field("password");
        json.Flag(_box.Kept.HasPassword);
        _out.Number("setupSeconds", _box.SetupSeconds(_clock.NowUs));
        json.Field("epoch");
        json.Text(_box.Keys.EpochText());
        _out.End();
    }

    /// <summary>One of the four messages of login and set-up.</summary>
    private void Converse(HttpRequest request, HttpReply reply)
    {
        HouseFields f = ApiBody.Of(request);
        byte[] message = ApiBody.OneText(f, "message", LongestMessage);
        if (message == null)
        {
            _out.Refuse(reply, f.Error);
            return;
        }

        ByteWriter answer = new ByteWriter();
        answer.Reset(new byte[256]);
        long nowUs = _clock.NowUs;
        uint peer = request.Peer;
        byte verdict = request.Handler == ApiRoutes.LoginFirst ? _box.LoginFirst(message, 0, message.Length, peer, nowUs, answer)
            : request.Handler == ApiRoutes.LoginFinal ? _box.LoginFinal(message, 0, message.Length, peer, nowUs, answer)
            : request.Handler == ApiRoutes.SetupFirst ? _box.SetupFirst(message, 0, message.Length, peer, nowUs, answer)
            : _box.SetupFinal(message, 0, message.Length, peer, nowUs, answer);
        if (verdict != AccessVerdict.Ok)
        {
            Answer(reply, verdict);
            return;
        }

        _out.Begin(reply, HttpStatus.Ok).Field("message");
        _out.Json.Text(answer.Buffer, 0, answer.Length);
        _out.End();
    }

    private void SetPassword(HttpRequest request, HttpReply reply)
    {
        HouseFields f = ApiBody.Of(request);
        byte[] box = ApiBody.OneText(f, "box", LongestMessage);
        if (box == null)
        {
            _out.Refuse(reply, f.Error);
            return;
        }

        Answer(reply, _box.ChangePassword(_access.Signed, box, 0, box.Length, _clock.NowUs));
    }

    private void WriteKeys(HttpReply reply)
    {
        JsonWriter json = _out.Begin(reply, HttpStatus.Ok);
        json.Field("keys");
        json.Open('[');
        for (int key = 0; key < _box.Kept.Keys; key++)
        {
            if (_box.Kept.IsKey(key))
            {
                json.Next();
                WriteKey(json, key);
            }
        }

        json.Close(']');
        _out.End();
    }

    private void WriteKey(JsonWriter json, int key)
    {
        json.Open('{');
        _out.Number("id", key);
        json.Field("key");
        Hex(json, _box.Keys.Id(key), 8, 0x20);
        json.Field("name");
        json.Text(_box.Keys.Name(key));
        json.Field("role");
        json.Text(RoleWords[_box.Keys.Role(key) == AccessRole.Reader ? 0 : 1]);
        json.Field("bearer");
        json.Flag((_box.Keys.Flags(key) & AccessImage.Bearer) != 0);
        json.Field("allLocks");
        json.Flag((_box.Keys.Flags(key) & AccessImage.AllLocks) != 0);
        json.Field("locks");
        json.Open('[');
        for (int i = 0; i < AccessImage.KeyLocks; i++)
        {
            uint id = _box.Keys.LockOf(key, i);
            if (id != 0)
            {
                json.Next();
                Hex(json, id, 1, 0);
            }
        }

        json.Close(']');
        json.Close('}');
    }

    /// <summary>A number in hexadecimal digits, in quotes: capitals, or small ones with <paramref name="small"/> 0x20.</summary>
    internal static void Hex(JsonWriter json, uint value, int digits, int small)
    {
        json.Raw((byte)'"');
        for (int shift = 28; shift >= 0; shift -= 4)
        {
            if (value >> shift != 0 || shift < 4 * digits)
            {
                json.Raw((byte)(Ascii.HexDigit((int)(value >> shift) & 15) | small));
            }
        }

        json.Raw((byte)'"');
    }

    private void AddKey(HttpRequest request, HttpReply reply)
    {
        HouseFields f = ApiBody.Of(request);
        NewKey key = new NewKey();
        if (!key.Read(f))
        {
            _out.Refuse(reply, f.Error);
            return;
        }

        ByteWriter box = new ByteWriter();
        box.Reset(new byte[256]);
        byte verdict = _box.AddKey(_access.Signed, key.Role, key.Flags, key.Name, key.Locks, _clock.NowUs, box);
        if (verdict != AccessVerdict.Ok)
        {
            Answer(reply, verdict);
            return;
        }

        _out.Begin(reply, HttpStatus.Created);
        _out.Number("id", _box.Keys.Newest);
        _out.Json.Field("box");
        _out.Json.Text(box.Buffer, 0, box.Length);
        _out.End();
    }

    private void ChangeKey(HttpRequest request, HttpReply reply)
    {
        int key = request.IdNumber;
        bool isThere = key >= 0 && key < _box.Kept.Keys && _box.Kept.IsKey(key);
        HouseFields f = request.Handler == ApiRoutes.ChangeKey ? ApiBody.Of(request) : null;
        bool isOn = f != null && ReadBearer(f);
        if (!isThere)
        {
            _out.NotThere(reply, "no such key");
        }
        else if (f == null)
        {
            Answer(reply, _box.RemoveKey(_access.Signed, key));
        }
        else if (f.Error != null)
        {
            _out.Refuse(reply, f.Error);
        }
        else
        {
            Answer(reply, _box.SetBearer(_access.Signed, key, isOn, _clock.NowUs));
        }
    }

    private static bool ReadBearer(HouseFields f)
    {
        bool isOn = false;
        bool wasThere = false;
        bool ok = f.BeginObject();
        while (ok && f.NextField())
        {
            ok = f.Field == "bearer" ? f.Flag() : f.UnknownField("bearer");
            isOn = f.Value == 1;
            wasThere = true;
        }

        return ApiBody.End(f) && !ApiBody.IsMissing(f, !wasThere, "bearer") && isOn;
    }

    private void Answer(HttpReply reply, byte verdict)
    {
        if (verdict == AccessVerdict.Ok)
        {
            reply.Done(HttpStatus.NoContent);
            return;
        }

        Refuse(_out, reply, verdict);
    }

    /// <summary>Says a verdict that is not Ok.</summary>
    internal static void Refuse(ApiReply into, HttpReply reply, byte verdict)
    {
        into.Refuse(reply, Statuses[verdict], Titles[verdict]);
    }
}
