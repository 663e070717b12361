using NukiEdge.Core.Bytes;
using NukiEdge.Core.Houses;
using NukiEdge.Core.Locks;
using NukiEdge.Core.People;
using NukiEdge.Web.Houses;
using NukiEdge.Web.People;

namespace NukiEdge.Web.Api;

/// <summary>GET /api/persons: each person with its numbers, then the numbers that are nobody's.</summary>
internal sealed class PersonsText : PiecedText
{
    private const int Start = -1, Title = -1;

    private static readonly byte[][] Kinds = Ascii.Table("auth", "code", "fingerprint");

    private readonly House _house;
    private readonly OwnerDecisions _people;
    private int _person;
    private int _record;
    private bool _isFirst;
    private bool _isOver;

    public PersonsText(House house, OwnerDecisions people, JsonWriter json)
        : base(json)
    {
        _house = house;
        _people = people;
    }

    /// <summary>A kind's word, as in bodies and ids.</summary>
    public static byte[][] KindWords => Kinds;

    /// <inheritdoc/>
    protected override void Begin()
    {
        _person = Start;
        _record = Title;
        _isOver = false;
    }

    /// <inheritdoc/>
    protected override bool Next()
    {
        if (_isOver)
        {
            return false;
        }

        if (_person > Start)
        {
            int owner = _person < _house.Persons.Count ? _person : RosterWriter.Nobody;
            int next = RosterWriter.Find(_house.Roster, owner, _record + 1);
            _isFirst = _record == Title;
            _record = next;
            if (next >= 0)
            {
                return true;
            }
        }

        _record = Title;
        _isOver = _person >= _house.Persons.Count;
        _person++;
        return true;
    }

    /// <inheritdoc/>
    protected override void Write()
    {
        if (_person == Start)
        {
            Json.Open('{');
            Number("undecided", _people.Undecided);
            Json.Field("persons");
            Json.Raw((byte)'[');
        }
        else if (_isOver)
        {
            Json.Raw("]}");
        }
        else if (_record != Title)
        {
            Json.Raw(_isFirst ? "" : ",");
            WriteCredential();
        }
        else if (_person < _house.Persons.Count)
        {
            WritePerson();
        }
        else
        {
            Json.Raw(_person > 0 ? "]}],\"nobody\":[" : "],\"nobody\":[");
        }
    }

    private void WritePerson()
    {
        Json.Raw(_person > 0 ? "]}," : "");
        Json.Open('{');
        Number("id", _person);
        Named("name", _house.Persons, _person);
        bool isUndecided = false;
        for (int i = 0; i < _house.Roster.Count; i++)
        {
            isUndecided |= _house.Roster.Person(i) == _person && _people.IsUndecided(i);
        }

        Flag("undecided", isUndecided);
        Json.Field("credentials");
        Json.Raw((byte)'[');
    }

    private void WriteCredential()
    {
        Roster roster = _house.Roster;
        int flags = roster.Flags(_record);
        byte[] kind = Kinds[roster.KindOf(_record)];
        Json.Open('{');
        Json.Field("id");
        Json.Raw((byte)'"');
        Json.Number((uint)roster.LockOf(_record));
        Json.Raw((byte)'-');
        for (int i = 0; i < kind.Length; i++)
        {
            Json.Raw(kind[i]);
        }

        Json.Raw((byte)'-');
        Json.Number(roster.NumberOf(_record));
        Json.Raw((byte)'"');
        Number("lock", roster.LockOf(_record));
        Words("kind", kind);
        Number("number", roster.NumberOf(_record));
        string type = TypeOf(roster.WebType(_record));
        if (type == null)
        {
            Number("type", -1);
        }
        else
        {
            Words("type", type);
        }

        Flag("unconfirmed", (flags & Roster.Unconfirmed) != 0);
        Flag("doubtful", (flags & Roster.Doubtful) != 0);
        Flag("disabled", (flags & Roster.Disabled) != 0);
        Json.Close('}');
    }

    private static string TypeOf(int webType)
    {
        switch (webType)
        {
            case WebAuthType.NotKnown:
                return null;
            case WebAuthType.App:
                return "app";
            case WebAuthType.Bridge:
                return "bridge";
            case WebAuthType.Fob:
                return "fob";
            case WebAuthType.Keypad:
                return "keypad";
            case WebAuthType.KeypadCode:
                return "code";
            default:
                return "other";
        }
    }
}
