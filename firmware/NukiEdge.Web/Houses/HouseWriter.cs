using NukiEdge.Core.Bytes;
using NukiEdge.Core.Houses;
using NukiEdge.Core.People;
using NukiEdge.Core.Ports;
using NukiEdge.Core.Scenes;

namespace NukiEdge.Web.Houses;

/// <summary>
/// Writes a house as JSON, straight from its tables, as somebody reads it: the way back of <see cref="HouseReader"/>. The text
/// never stands anywhere as a whole. It is written in units (an item, a credential, a step); one that does not fit into the
/// reader's buffer is written again for its next piece. The tables must not change between <see cref="Rewind"/> and the end.
/// </summary>
public sealed partial class HouseWriter : IByteSource
{
    private const int Head = 0, Zone = 1, Public = 2, Locks = 3, Relays = 4, Persons = 5, Nobodys = 6, Scenes = 7, Rules = 8,
        Logins = 9, Targets = 10, Web = 11, Broker = 12, Tail = 13, Done = 14;

    private readonly HouseText _text;
    private readonly House _house;
    private readonly JsonWriter _json;
    private int _part;
    private int _item;
    private int _sub;
    private int _written;
    private bool _isBroken;

    /// <summary>Writes for people: references are names.</summary>
    /// <param name="secrets"><see cref="HouseSecrets"/>.</param>
    /// <param name="seal">Where secrets are sealed.</param>
    public HouseWriter(House house, int secrets, HouseSeal seal)
        : this(house, false, secrets, seal)
    {
        Parts = HouseParts.Everything;
    }

    /// <summary>Writes for stores: references are places, nothing is sealed, and <see cref="Edition"/> stands in it.</summary>
    public HouseWriter(House house)
        : this(house, true, HouseSecrets.Written, null)
    {
    }

    private HouseWriter(House house, bool byPosition, int secrets, HouseSeal seal)
    {
        _house = house;
        _text = new HouseText(house, byPosition, secrets, seal);
        _json = _text.Json;
        Rewind();
    }

    /// <summary>What is written: <see cref="HouseParts"/>.</summary>
    public int Parts { get; set; }

    /// <summary>Which import the stores belong to.</summary>
    public uint Edition { get; set; }

    /// <inheritdoc/>
    public int Read(byte[] buffer, int offset, int count)
    {
        if (_isBroken)
        {
            return -1;
        }

        int end = offset + count;
        int at = offset;
        while (at < end && _part != Done)
        {
            _json.Use(buffer, at, end, _written);
            WriteUnit();
            _written += _json.At - at;
            at = _json.At;
            if (!_json.IsCut)
            {
                _written = 0;
                GoOn();
            }
        }

        return at - offset;
    }

    /// <inheritdoc/>
    public void Rewind()
    {
        _isBroken = false;
        _part = Head;
        _item = 0;
        _sub = -1;
        _written = 0;
    }

    /// <summary>The tables are others now: who reads finds that the end is missing (-1), until the next <see cref="Rewind"/>.</summary>
    public void Break()
    {
        _isBroken = true;
    }

    private void WriteUnit()
    {
        switch (_part)
        {
            case Head:
                WriteHead();
                break;
            case Zone:
                Begin("timeZone");
                _json.Text(_house.ZoneText);
                break;
            case Public:
                Begin("publicTargets");
                _json.Flag(true);
                break;
            case Web:
                Begin("nukiWeb");
                SettingsWriter.NukiWeb(_text);
                break;
            case Broker:
                Begin("broker");
                SettingsWriter.Broker(_text);
                break;
            case Tail:
                _json.Raw("\n}\n");
                break;
            default:
                WriteItem();
                break;
        }
    }

    private void WriteHead()
    {
        _json.Raw("{\n");
        _text.Number("house", 1);
        if (_text.ByPosition)
        {
            _text.Number("edition", Edition);
            WriteSynced();
        }

        if (_text.Secrets == HouseSecrets.Sealed)
        {
            _json.Field("sealing");
            _text.Seal.WriteHead(_text);
        }
    }

    private void WriteSynced()
    {
        if (!Has(HouseParts.Roster))
        {
            return;
        }

        _json.Field("syncedUtc");
        _json.Open('[');
        for (int i = 0; i < _house.Locks.Count; i++)
        {
            long seconds = _house.Locks.At(i).SyncedUtcSeconds;
            _json.Next();
            _json.Number(seconds > 0 && seconds <= uint.MaxValue ? (uint)seconds : 0);
        }

        _json.Close(']');
    }

    private void Begin(string part)
    {
        _json.Raw(",\n");
        _json.Name(part);
    }

    private void WriteItem()
    {
        if (_sub < 0)
        {
            if (_item == FirstItem())
            {
                Begin(PartName());
                _json.Raw((byte)'[');
            }
            else
            {
                _json.Raw((byte)',');
            }

            _json.Raw((byte)'\n');
        }

        bool isOver = WriteOne();
        if (isOver && NextItem() < 0)
        {
            _json.Raw("\n]");
        }
    }

    /// <summary>Writes an item, or what stands between two of its units.</summary>
    /// <returns>true when the item ends here.</returns>
    private bool WriteOne()
    {
        switch (_part)
        {
            case Locks:
                SettingsWriter.Lock(_text, _item);
                return true;
            case Relays:
                SettingsWriter.Relay(_text, _item);
                return true;
            case Logins:
                SettingsWriter.Login(_text, _item);
                return true;
            case Targets:
                SettingsWriter.Target(_text, _item);
                return true;
            case Rules:
                RuleWriter.Rule(_text, _item);
                return true;
            case Nobodys:
                RosterWriter.Credential(_text, _item);
                return true;
            default:
                return WriteNested();
        }
    }

    /// <summary>A person with credentials, a scene with steps: a unit for the name, and one for each of them.</summary>
    private bool WriteNested()
    {
        bool isScene = _part == Scenes;
        if (_sub < 0)
        {
            _json.Open('{');
            _text.Named("name", isScene ? _house.Scenes.Names : _house.Persons, _item);
            if (isScene)
            {
                SceneWriter.Sensitive(_text, _item);
            }

            if (isScene || NextSub() >= 0)
            {
                _json.Field(isScene ? "steps" : "credentials");
                _json.Raw((byte)'[');
            }
        }
        else if (isScene)
        {
            _json.Raw(_sub == _house.Scenes.Begin(_item) ? "\n  " : ",\n  ");
            SceneWriter.Step(_text, _sub);
        }
        else
        {
            _json.Raw(_sub == RosterWriter.Find(_house.Roster, _item, 0) ? "\n  " : ",\n  ");
            RosterWriter.Credential(_text, _sub);
        }

        bool isLast = NextSub() < 0;
        if (isLast)
        {
            _json.Raw(isScene || _sub >= 0 ? "]}" : "}");
        }

        return isLast;
    }
}
