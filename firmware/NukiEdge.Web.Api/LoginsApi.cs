using NukiEdge.Core.Bytes;
using NukiEdge.Core.Flash;
using NukiEdge.Core.Houses;
using NukiEdge.Core.Locks;
using NukiEdge.Core.Log;
using NukiEdge.Net.Http;
using NukiEdge.Web.Houses;

namespace NukiEdge.Web.Api;

/// <summary>
/// The built-in broker's logins, and what its locks are called. Passwords are made here and shown once, sealed. A login keeps its number
/// while others come and go: connections and the log hold it.
/// </summary>
internal sealed class LoginsApi : IHttpHandler
{
    private static readonly byte[] Purpose = Ascii.Of("login");

    private readonly ApiParts _parts;
    private readonly House _house;
    private readonly ApiAccess _access;
    private readonly LoginsText _text;
    private readonly ApiReply _out;
    private string _removed = "\n";

    public LoginsApi(ApiParts parts, ApiAccess access, ApiReply reply)
    {
        _parts = parts;
        _house = parts.House;
        _access = access;
        _text = new LoginsText(parts, reply.Json);
        _out = reply;
    }

    /// <inheritdoc/>
    public void Handle(HttpRequest request, HttpReply reply)
    {
        switch (request.Handler)
        {
            case ApiRoutes.Logins:
                _out.Stream(reply, ApiReply.JsonType, _text);
                break;
            case ApiRoutes.NewLogin:
                Add(request, reply);
                break;
            case ApiRoutes.NameLock:
                NameLock(request, reply);
                break;
            default:
                Change(request, reply);
                break;
        }
    }

    private void Add(HttpRequest request, HttpReply reply)
    {
        NewLogin login = new NewLogin(_house);
        HouseFields f = ApiBody.Of(request);
        if (!login.Read(f))
        {
            _out.Refuse(reply, f.Error);
            return;
        }

        if (!_access.MayChange(_out, reply))
        {
            return;
        }

        LoginTable logins = _house.Logins;
        int place = logins.PlaceFor(login.User.Length);
        if (logins.Users.IndexOf(login.User, 0, login.User.Length) >= 0)
        {
            _out.Refuse(reply, HttpStatus.Conflict, "the name is taken already", "user", 0);
            return;
        }

        if (IsStillKept(login.User))
        {
            _out.Refuse(reply, HttpStatus.Conflict, "a login of this name was just removed: try again when that is saved, in some seconds", "user", 0);
            return;
        }

        if (place < 0)
        {
            bool isFull = logins.Count == logins.Users.Capacity;
            _out.Refuse(reply, HttpStatus.Conflict, isFull ? "no room for one more" : "the users' names are too long together", "user",
                isFull ? logins.Users.Capacity : logins.Users.CapacityBytes);
            return;
        }

        byte[] password = _parts.Access.NewPassword();
        logins.Put(place, login.User, login.User.Length, password, password.Length, (byte)login.Role, -1, login.Locks);
        Changed(NoteCode.LoginMade, place, (uint)login.Role);
        JsonWriter json = _out.Begin(reply, HttpStatus.Created);
        _out.Number("id", place);
        json.Field("user");
        json.Text(login.User);
        Show(password);
    }

    /// <summary>
    /// What was learned names a login by its user. Until that is saved anew, a start would bind a new login of this name to the lock of
    /// the one before it.
    /// </summary>
    private bool IsStillKept(byte[] user)
    {
        bool isKept = _parts.Memory != null && !_parts.Memory.IsSaved;
        _removed = isKept ? _removed : "\n";
        return isKept && _removed.IndexOf("\n" + System.Text.Encoding.UTF8.GetString(user, 0, user.Length) + "\n") >= 0;
    }

    private void Change(HttpRequest request, HttpReply reply)
    {
        LoginTable logins = _house.Logins;
        int login = request.IdNumber;
        if (login < 0 || login >= logins.Count || logins.IsRemoved(login))
        {
            _out.NotThere(reply, "no such login");
        }
        else if (request.Handler == ApiRoutes.RemoveLogin)
        {
            IsStillKept(new byte[0]); // forgets names that are saved by now
            _removed += logins.Users.Text(login) + "\n";
            End(login);
            logins.Remove(login);
            Changed(NoteCode.LoginRemoved, -1, (uint)login);
            reply.Done(HttpStatus.NoContent);
        }
        else if (request.Handler == ApiRoutes.LoginPassword)
        {
            NewPassword(login, reply);
        }
        else
        {
            Confirm(login, reply);
        }
    }

    private void NewPassword(int login, HttpReply reply)
    {
        if (!_access.MayChange(_out, reply))
        {
            return;
        }

        byte[] password = _parts.Access.NewPassword();
        _house.Logins.SetPassword(login, password, password.Length);
        End(login);
        Changed(NoteCode.LoginPassword, login, 0);
        _out.Begin(reply, HttpStatus.Ok);
        Show(password);
    }

    private void Confirm(int login, HttpReply reply)
    {
        LoginTable logins = _house.Logins;
        bool isBound = logins.Role(login) == LoginRole.Lock && logins.LockOf(login) >= 0;
        if (!isBound)
        {
            _out.Refuse(reply, HttpStatus.Conflict, "no lock has come with this login yet");
            return;
        }

        if (!logins.IsConfirmed(login))
        {
            logins.Confirm(login);
            Changed(NoteCode.LoginConfirmed, login, _house.Locks.At(logins.LockOf(login)).Id);
        }

        reply.Done(HttpStatus.NoContent);
    }

    private void NameLock(HttpRequest request, HttpReply reply)
    {
        HouseFields f = ApiBody.Of(request);
        byte[] name = PeopleApi.NameOf(f);
        if (name == null)
        {
            _out.Refuse(reply, f.Error);
            return;
        }

        int door = request.IdNumber;
        if (door < 0 || door >= _house.Locks.Count)
        {
            _out.NotThere(reply, "no such lock");
            return;
        }

        NameTable names = _house.Locks.Names;
        int same = names.IndexOf(name, 0, name.Length);
        if ((same >= 0 && same != door) || !names.HasRoomFor(door, name.Length))
        {
            _out.Refuse(reply, HttpStatus.Conflict, same >= 0 ? "the name is taken already" : "the locks' names are too long together", "name",
                same >= 0 ? 0 : names.CapacityBytes);
            return;
        }

        names.Replace(door, name, 0, name.Length);
        _parts.Changed(StoreKind.Settings);
        _parts.Edge.Log.Add(EventLog.Note, _parts.Clock.UtcSeconds);
        _parts.Edge.Log.SetNote(NoteCode.LockRenamed, door, -1, _house.Locks.At(door).Id);
        reply.Done(HttpStatus.NoContent);
    }

    private void End(int login)
    {
        if (_parts.Broker != null)
        {
            _parts.Broker.EndLogin(login);
        }
    }

    private void Changed(byte note, int login, uint detail)
    {
        _parts.Changed(StoreKind.Settings);
        _parts.Edge.Gate.Note(note, login, detail);
    }

    private void Show(byte[] password)
    {
        _out.Json.Field("box");
        _out.Json.Text(_parts.Access.Seal(_access.Signed, Purpose, password, password.Length));
        _out.End();
        System.Array.Clear(password, 0, password.Length);
    }
}
