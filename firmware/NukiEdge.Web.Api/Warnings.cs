using NukiEdge.Core.Bytes;
using NukiEdge.Core.Houses;
using NukiEdge.Core.Locks;
using NukiEdge.Core.Log;
using NukiEdge.Web.Log;
using NukiEdge.Web.People;

namespace NukiEdge.Web.Api;

/// <summary>What the owner should see to, each with a code for programs and a sentence that says what to do.</summary>
internal sealed class Warnings
{
    private static readonly string[] Codes = { "safe", "no-clock", "undecided", "lock-unconfirmed", "lock-offline", "battery", "keypad-battery",
        "no-token", "sync", "not-saved", "relay-pin" };

    private const int Safe = 0, NoClock = 1, Undecided = 2, Unconfirmed = 3, Offline = 4, Battery = 5, KeypadBattery = 6, NoToken = 7, Sync = 8,
        NotSaved = 9, RelayPin = 10;

    private readonly ApiParts _parts;
    private readonly House _house;
    private readonly OwnerDecisions _people;
    private int _set;

    public Warnings(ApiParts parts, OwnerDecisions people)
    {
        _parts = parts;
        _house = parts.House;
        _people = people;
    }

    /// <summary>Warnings there are, as they were when <see cref="Look"/> was called.</summary>
    public int Count { get; private set; }

    /// <summary>Looks what is the matter.</summary>
    public void Look()
    {
        SyncStatus sync = _parts.Sync;
        bool hasToken = _house.NukiWeb.HasToken;
        _set = 0;
        Count = 0;
        Set(Safe, _parts.Edge.IsSafe);
        Set(NoClock, _parts.Clock.UtcSeconds < 0);
        Set(Undecided, _people.Undecided > 0);
        Set(Unconfirmed, HasUnconfirmed());
        Set(Offline, LockWith(LockTopic.Connected, 0) >= 0);
        Set(Battery, LockWith(LockTopic.BatteryCritical, 1) >= 0);
        Set(KeypadBattery, LockWith(LockTopic.KeypadBatteryCritical, 1) >= 0);
        Set(NoToken, sync != null && !hasToken);
        Set(Sync, sync != null && hasToken && sync.Failures > 0 && sync.Fault != SyncFault.None);
        Set(NotSaved, _parts.Stores == null);
        Set(RelayPin, _parts.Pins != null && _parts.Pins.IsReal && _parts.Pins.FirstClosed() >= 0);
    }

    /// <summary>Writes one of them.</summary>
    public void Write(JsonWriter json, int index)
    {
        int code = 0;
        for (int seen = 0; code < Codes.Length - 1; code++)
        {
            if ((_set >> code & 1) != 0 && seen++ == index)
            {
                break;
            }
        }

        json.Open('{');
        json.Field("code");
        json.Text(Ascii.Of(Codes[code]));
        json.Field("text");
        json.Text(System.Text.Encoding.UTF8.GetBytes(Sentence(code)));
        WriteName(json, code);
        json.Close('}');
    }

    /// <summary>Of the lock or relay that it is about; null where it is about none.</summary>
    private void WriteName(JsonWriter json, int code)
    {
        json.Field("name");
        JsonName.Write(json, code == RelayPin ? _house.RelayNames : _house.Locks.Names, Place(code));
    }

    /// <summary>Place of the lock or relay that it is about, or -1.</summary>
    private int Place(int code)
    {
        return code == Offline ? LockWith(LockTopic.Connected, 0) : code == Battery ? LockWith(LockTopic.BatteryCritical, 1)
            : code == KeypadBattery ? LockWith(LockTopic.KeypadBatteryCritical, 1) : code == RelayPin ? _parts.Pins.FirstClosed() : -1;
    }

    private string Sentence(int code)
    {
        switch (code)
        {
            case Safe:
                return "safe mode after quick restarts: no rule runs; look into the log, then restart";
            case NoClock:
                return "the clock is not set: rules with times are held until the network gives the time";
            case Undecided:
                return "somebody is new: say under People who that is";
            case Unconfirmed:
                return "a lock waits: confirm that it is yours, or its events are held";
            case Offline:
                return Lock(code) + " is not connected: check its Wi-Fi and its MQTT settings in the Nuki app";
            case Battery:
                return "the battery of " + Lock(code) + " is low: charge or change it";
            case KeypadBattery:
                return "the keypad's batteries at " + Lock(code) + " are low: change them";
            case NoToken:
                return "without an API token of Nuki Web nobody notices when a number gets another owner";
            case Sync:
                return SyncText.Sentence(_parts.Sync.Fault, _parts.Sync.HttpStatus);
            case RelayPin:
                int relay = Place(code);
                return "relay " + LogText.Name(_house.RelayNames, relay) + " does nothing (" + _parts.Pins.WhyNot(relay) + "): give it another pin";
            default:
                return "nothing that you change is kept: this box runs with a file";
        }
    }

    private string Lock(int code)
    {
        return LogText.Name(_house.Locks.Names, Place(code));
    }

    private void Set(int code, bool isSo)
    {
        _set |= isSo ? 1 << code : 0;
        Count += isSo ? 1 : 0;
    }

    private int LockWith(int kind, int value)
    {
        for (int i = 0; i < _house.Locks.Count; i++)
        {
            if (_house.Locks.At(i).State.Value(kind) == value)
            {
                return i;
            }
        }

        return -1;
    }

    private bool HasUnconfirmed()
    {
        LoginTable logins = _house.Logins;
        bool has = false;
        for (int i = 0; i < logins.Count; i++)
        {
            has |= logins.Role(i) == LoginRole.Lock && logins.LockOf(i) >= 0 && !logins.IsConfirmed(i);
        }

        return has;
    }
}
