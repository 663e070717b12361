using NukiEdge.Core.Bytes;
using NukiEdge.Core.Houses;
using NukiEdge.Core.Locks;
using NukiEdge.Core.People;
using NukiEdge.Core.Time;

namespace NukiEdge.Web.Houses;

/// <summary>Reads one credential of a person.</summary>
internal sealed class HouseCredential
{
    private const string Fields = "lock, code | fingerprint | auth, webType, document, created, confirmed, enabled, validFrom, validUntil, "
        + "weekdays, from, until, label, doubtful";

    /// <summary>Words for the Web API's types; the index into <see cref="WebTypes"/>.</summary>
    internal static readonly byte[][] WebTypeWords = Ascii.Table("app", "bridge", "fob", "keypad", "z-key", "virtual");
    internal static readonly int[] WebTypes =
    {
        WebAuthType.App, WebAuthType.Bridge, WebAuthType.Fob, WebAuthType.Keypad, WebAuthType.ZKey, WebAuthType.Virtual,
    };

    private readonly House _house;
    private readonly byte[] _document = new byte[Roster.DocumentBytes];
    private readonly byte[] _times = new byte[AuthTimes.Bytes];
    private int _lock, _kind, _webType, _created, _flags, _validFrom, _validUntil, _weekdays, _from, _until, _label;
    private uint _number;

    public HouseCredential(House house)
    {
        _house = house;
    }

    /// <summary>Reads it and adds it to the next roster.</summary>
    public bool Read(HouseFields f, int person)
    {
        f.How.IsLoose = false;
        _lock = -1;
        _kind = CredentialKind.None;
        _webType = WebAuthType.NotKnown;
        _created = _flags = _validFrom = _validUntil = _weekdays = _from = _until = _label = 0;
        System.Array.Clear(_document, 0, _document.Length);
        if (!f.BeginObject())
        {
            return false;
        }

        while (f.NextField())
        {
            if (!ReadField(f))
            {
                return false;
            }
        }

        if (f.Error != null)
        {
            return false;
        }

        if (_lock < 0 || _kind == CredentialKind.None)
        {
            return f.Fail(HouseFault.Missing, _lock < 0 ? "lock" : "one of code, fingerprint, auth");
        }

        return f.How.Drops() || Add(f, person);
    }

    private bool Add(HouseFields f, int person)
    {
        RosterBuilder next = _house.NextRoster;
        switch (next.Add(_lock, _kind, _number, _kind == CredentialKind.Code ? WebAuthType.KeypadCode : _webType, person))
        {
            case RosterBuilder.Ok:
                AuthTimes.Put(_times, 0, _validFrom, _validUntil, _weekdays, _from, _until);
                next.SetDocument(_document, 0, _created, _flags);
                next.SetTimes(_times, 0);
                next.SetLabel(_label);
                return true;
            case RosterBuilder.Full:
                return f.Fail(HouseFault.TooMany, 0, _house.Limits.Credentials);
            default:
                return f.Fail(HouseFault.CredentialTaken);
        }
    }

    private bool ReadField(HouseFields f)
    {
        bool ok;
        switch (f.Field)
        {
            case "lock":
                ok = f.Reference(_house.Locks.Names, "lock");
                _lock = (int)f.Value;
                return ok;
            case "code":
            case "fingerprint":
            case "auth":
                return _kind == CredentialKind.None ? ReadNumber(f) : f.UnknownField("one of code, fingerprint, auth");
            case "webType":
                ok = f.Word(WebTypeWords, WebTypeWords.Length);
                _webType = ok ? WebTypes[f.Value] : 0;
                return ok;
            case "document":
                return f.Text(1, f.TextBytes.Length)
                    && (Hex.Read(f.TextBytes, 0, f.TextLength, 2 * Roster.DocumentBytes, _document, 0) || f.Fail(HouseFault.BadDocument));
            case "created":
                return ReadInstant(f, out _created);
            case "validFrom":
                return ReadInstant(f, out _validFrom);
            case "validUntil":
                return ReadInstant(f, out _validUntil);
            case "confirmed":
                return ReadFlag(f, Roster.Unconfirmed);
            case "enabled":
                return ReadFlag(f, Roster.Disabled);
            case "doubtful":
                ok = f.Flag();
                _flags = f.Value == 1 ? _flags | Roster.Doubtful : _flags & ~Roster.Doubtful;
                return ok;
            case "weekdays":
                return ReadWeekdays(f);
            case "label":
                ok = f.Number(0, 65535);
                _label = (int)f.Value;
                return ok;
            case "from":
                return HouseWhen.ReadMinute(f, TimeWindow.MinutesOfDay - 1, out _from);
            case "until":
                return HouseWhen.ReadMinute(f, TimeWindow.MinutesOfDay, out _until);
            default:
                return f.UnknownField(Fields);
        }
    }

    private bool ReadNumber(HouseFields f)
    {
        _kind = f.Field == "code" ? CredentialKind.Code : f.Field == "fingerprint" ? CredentialKind.Fingerprint : CredentialKind.Auth;
        bool ok = f.Number(1, uint.MaxValue);
        _number = (uint)f.Value;
        return ok;
    }

    /// <summary>A flag that is true where nothing is written.</summary>
    private bool ReadFlag(HouseFields f, int bit)
    {
        bool ok = f.Flag();
        _flags = f.Value == 1 ? _flags & ~bit : _flags | bit;
        return ok;
    }

    /// <summary>The Web API counts the days from the other end: 64 = Monday (facts B3).</summary>
    private bool ReadWeekdays(HouseFields f)
    {
        bool ok = HouseRules.ReadWords(f, HouseWhen.Days, HouseWhen.Days.Length, out int days);
        _weekdays = 0;
        for (int day = 0; day < 7; day++)
        {
            _weekdays |= (days & (1 << day)) != 0 ? 64 >> day : 0;
        }

        return ok;
    }

    private static bool ReadInstant(HouseFields f, out int minutes)
    {
        minutes = 0;
        if (!f.Text(1, f.TextBytes.Length))
        {
            return false;
        }

        long utcSeconds = UtcText.Parse(f.TextBytes, 0, f.TextLength);
        minutes = AuthTimes.Minutes(utcSeconds);
        return utcSeconds >= AuthTimes.EpochUtcSeconds || f.Fail(HouseFault.BadDateTime);
    }
}
