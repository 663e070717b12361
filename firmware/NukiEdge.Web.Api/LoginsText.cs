using NukiEdge.Core.Bytes;
using NukiEdge.Core.Houses;
using NukiEdge.Core.Locks;
using NukiEdge.Net.Mqtt;
using NukiEdge.Web.Houses;

namespace NukiEdge.Web.Api;

/// <summary>GET /api/logins: the built-in broker's logins without their passwords.</summary>
internal sealed class LoginsText : PiecedText
{
    private const int Start = -1;

    private readonly ApiParts _parts;
    private readonly House _house;
    private int _login;
    private bool _isFirst;

    public LoginsText(ApiParts parts, JsonWriter json)
        : base(json)
    {
        _parts = parts;
        _house = parts.House;
    }

    /// <inheritdoc/>
    protected override void Begin()
    {
        _login = Start;
        _isFirst = true;
    }

    /// <inheritdoc/>
    protected override bool Next()
    {
        if (_login == _house.Logins.Count)
        {
            return false;
        }

        _isFirst &= _login == Start;
        _login++;
        while (_login < _house.Logins.Count && _house.Logins.IsRemoved(_login))
        {
            _login++;
        }

        return true;
    }

    /// <inheritdoc/>
    protected override void Write()
    {
        if (_login == Start)
        {
            Json.Raw("{\"logins\":[");
        }
        else if (_login >= _house.Logins.Count)
        {
            Json.Raw("]}");
        }
        else
        {
            Json.Raw(_isFirst ? "" : ",");
            WriteLogin();
        }
    }

    private void WriteLogin()
    {
        LoginTable logins = _house.Logins;
        int door = logins.LockOf(_login);
        Json.Open('{');
        Number("id", _login);
        Named("user", logins.Users, _login);
        Words("role", HouseLogins.Roles[logins.Role(_login)]);
        Json.Field("lock");
        if (door < 0)
        {
            Json.Raw("null");
        }
        else
        {
            AccessApi.Hex(Json, _house.Locks.At(door).Id, 1, 0);
        }

        Flag("confirmed", logins.Role(_login) != LoginRole.Lock || logins.IsConfirmed(_login));
        Flag("connected", IsConnected());
        Json.Field("locks");
        Json.Open('[');
        for (int i = 0; i < _house.Locks.Count; i++)
        {
            if ((logins.CommandLocks(_login) & 1 << i) != 0)
            {
                Json.Next();
                AccessApi.Hex(Json, _house.Locks.At(i).Id, 1, 0);
            }
        }

        Json.Close(']');
        Json.Close('}');
    }

    private bool IsConnected()
    {
        bool isConnected = false;
        for (int i = 0; _parts.Broker != null && i < _parts.Broker.Places; i++)
        {
            MqttConnection client = _parts.Broker.ClientAt(i);
            isConnected |= client != null && client.Login == _login;
        }

        return isConnected;
    }
}
