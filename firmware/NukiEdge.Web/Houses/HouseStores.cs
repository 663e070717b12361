using NukiEdge.Core;
using NukiEdge.Core.Flash;
using NukiEdge.Core.Houses;
using NukiEdge.Core.Ports;

namespace NukiEdge.Web.Houses;

/// <summary>
/// The house in flash: three stores whose contents are JSON as in a house file, with places instead of names
/// (firmware/docs/decisions/0005). Read at start; what changes is saved in pieces between the loop's turns, one store at a
/// time, never within 10 s after an event. Rules and the scenes that they speak of are one store, so that no power cut leaves
/// rules beside other scenes; version 1 had them in two.
/// </summary>
public sealed class HouseStores : IPart, IPlaces
{
    /// <summary>Version of the contents; of rules with scenes it is <see cref="VersionOf"/>.</summary>
    public const byte Version = 1;

    // A sync every two hours says that all is as it was: the time of it is saved more rarely.
    private const long SyncedSaveSeconds = 6 * 3600;
    private const long RetryUs = 60000000;

    // What refers to others comes after them, so that a cut in between leaves nothing that leads nowhere.
    private static readonly byte[] Order = { StoreKind.Settings, StoreKind.Roster, StoreKind.Rules };

    private readonly bool[] _changed = new bool[StoreKind.Scenes + 1];
    private StoreState[] _states;
    private House _house;
    private HouseWriter _writer;
    private LogSaver _log;
    private uint _edition;
    private byte _saving;
    private uint _rosterRevision;
    private long _syncedUtcSeconds;
    private int _lockCount;
    private long _retryUs = long.MinValue;
    private bool _hasOldScenes;

    /// <summary>Nothing is read yet.</summary>
    /// <param name="store">May be shared with <see cref="HouseMemory"/>: only one of the stores is under way at a time.</param>
    public HouseStores(SlotStore store)
    {
        Store = store;
    }

    /// <summary>What it reads and writes with.</summary>
    public SlotStore Store { get; }

    /// <summary>True when no house was ever saved here.</summary>
    public bool IsEmpty
    {
        get
        {
            bool isEmpty = true;
            for (byte kind = StoreKind.Settings; kind <= StoreKind.Scenes; kind++)
            {
                isEmpty &= !_states[kind].IsThere && !_states[kind].IsLost;
            }

            return isEmpty;
        }
    }

    /// <summary>
    /// True when what refers to persons is in flash as it stands here. Only then may a person's place that nobody refers to be
    /// given to somebody else: the rules in flash could still mean the one before.
    /// </summary>
    public bool MayReusePlaces
    {
        get
        {
            bool isSaved = _saving == 0;
            for (int i = 0; i < Order.Length; i++)
            {
                byte kind = Order[i];
                isSaved &= !IsLoose(kind) && (kind == StoreKind.Roster || !_changed[kind]);
            }

            return isSaved;
        }
    }

    /// <summary>True when everything that changed is in flash and was read back.</summary>
    public bool IsSaved
    {
        get
        {
            Notice();
            return _saving == 0 && Next() == 0;
        }
    }

    /// <summary>Version of a store's contents.</summary>
    public static byte VersionOf(byte kind)
    {
        return kind == StoreKind.Rules ? (byte)2 : Version;
    }

    /// <summary>What was found in a store at start.</summary>
    public StoreState State(byte kind)
    {
        return _states[kind];
    }

    /// <summary>What was found at start, for the console: what was lost, or that there is no house; empty where all is well.</summary>
    public string Text()
    {
        string text = IsEmpty ? "no house is kept here yet. " : "";
        for (byte kind = StoreKind.Settings; kind <= StoreKind.Scenes; kind++)
        {
            string one = StoreText.Of(kind, _states[kind]);
            text += one.Length > 0 ? one + ". " : "";
        }

        return text;
    }

    /// <summary>Reads the house. Always gives one: what a lost store held is missing.</summary>
    public House Load(Limits limits)
    {
        StoreReader reader = new StoreReader(Store);
        House house = reader.Read(limits);
        _states = reader.States;
        _edition = reader.Edition;
        _hasOldScenes = reader.HasOldScenes;
        Take(house);
        return house;
    }

    /// <summary>Another house takes the place of the one in the stores: an import. <see cref="SaveAll"/> saves it.</summary>
    public void Replace(House house)
    {
        _edition++;
        for (byte kind = StoreKind.Settings; kind <= StoreKind.Scenes; kind++)
        {
            _changed[kind] = true;
            _states[kind].Dropped = 0; // the whole store is another one
        }

        Take(house);
    }

    /// <summary>From here on it keeps away from events. Without it, it saves at once.</summary>
    public void KeepAwayFrom(LogSaver log)
    {
        _log = log;
    }

    /// <summary>The owner changed something: it is saved at once, not when the door is quiet.</summary>
    public void SaveSoon()
    {
        if (_log != null)
        {
            _log.OwnerChanged();
        }
    }

    /// <summary>Something in a store's tables changed. The roster's revision and new locks are noticed without it.</summary>
    /// <param name="kind">Settings to Scenes of <see cref="StoreKind"/>. Rules and scenes are saved together.</param>
    public void Changed(byte kind)
    {
        kind = kind == StoreKind.Scenes ? StoreKind.Rules : kind;
        _changed[kind] = true;
        if (_saving == kind)
        {
            Store.Use(kind, VersionOf(kind)); // the writer stands in tables that are gone: from the front again
            _saving = 0;
        }
    }

    /// <inheritdoc/>
    public long Step(long nowUs)
    {
        if (_saving != 0)
        {
            Go(Store.StepSave(), nowUs);
            return nowUs;
        }

        Notice();
        byte next = Next();
        if (next == 0)
        {
            return long.MaxValue;
        }

        long dueUs = _log == null ? nowUs : _log.StoresFromUs;
        dueUs = dueUs > _retryUs ? dueUs : _retryUs;
        if (nowUs < dueUs || Store.IsSaving)
        {
            return nowUs < dueUs ? dueUs : nowUs;
        }

        Begin(next);
        Go(next == StoreKind.Scenes ? Store.Clear() : Store.BeginSave(_writer), nowUs);
        return nowUs;
    }

    /// <summary>Saves at once what has changed: an import, or before a restart that was planned.</summary>
    /// <returns>true when everything is in flash and was read back.</returns>
    public bool SaveAll()
    {
        if (_saving != 0)
        {
            _changed[_saving] = true;
            _saving = 0;
        }

        Notice();
        for (byte next = Next(); next != 0; next = Next())
        {
            Begin(next);
            if (!Go(next == StoreKind.Scenes ? Store.Clear() : Store.Save(_writer), 0))
            {
                return false;
            }
        }

        return true;
    }

    private void Take(House house)
    {
        _house = house;
        house.Places = this;
        _writer = new HouseWriter(house);
        _saving = 0;
        _rosterRevision = house.Roster.Revision;
        _syncedUtcSeconds = Synced();
        _lockCount = house.Locks.Count;
    }

    private void Notice()
    {
        bool isSynced = Synced() - _syncedUtcSeconds > SyncedSaveSeconds;
        _changed[StoreKind.Roster] |= _house.Roster.Revision != _rosterRevision || isSynced;
        _changed[StoreKind.Settings] |= _house.Locks.Count != _lockCount;
    }

    /// <summary>Time of the last sync of any lock.</summary>
    private long Synced()
    {
        long last = -1;
        for (int i = 0; i < _house.Locks.Count; i++)
        {
            long seconds = _house.Locks.At(i).SyncedUtcSeconds;
            last = seconds > last ? seconds : last;
        }

        return last;
    }

    /// <summary>
    /// The store to save next, 0 for none. One whose items led nowhere goes first: what is saved before it could take the place
    /// that they lead to.
    /// </summary>
    private byte Next()
    {
        byte changed = 0;
        byte loose = 0;
        for (int i = Order.Length - 1; i >= 0; i--)
        {
            byte kind = Order[i];
            changed = _changed[kind] ? kind : changed;
            loose = IsLoose(kind) ? kind : loose;
        }

        return changed != 0 && loose != 0 ? loose : changed != 0 || !_hasOldScenes ? changed : StoreKind.Scenes;
    }

    private bool IsLoose(byte kind)
    {
        return _states[kind].Dropped > 0 || (kind == StoreKind.Rules && _states[StoreKind.Scenes].Dropped > 0);
    }

    private void Begin(byte kind)
    {
        _saving = kind;
        _changed[kind] = false;
        if (kind == StoreKind.Roster)
        {
            _rosterRevision = _house.Roster.Revision;
            _syncedUtcSeconds = Synced();
        }
        else if (kind == StoreKind.Settings)
        {
            _lockCount = _house.Locks.Count;
        }

        _writer.Parts = kind == StoreKind.Settings ? HouseParts.Settings : kind == StoreKind.Roster ? HouseParts.Roster
            : HouseParts.Rules | HouseParts.Scenes;
        _writer.Edition = _edition;
        Store.Use(kind, VersionOf(kind));
    }

    /// <summary>A save goes on, is done, or is tried again in a minute. A table that changed meanwhile is not verified.</summary>
    private bool Go(SlotResult result, long nowUs)
    {
        if (result == SlotResult.Busy)
        {
            return true;
        }

        byte kind = _saving;
        _saving = 0;
        if (result == SlotResult.Ok)
        {
            Saved(kind);
            return true;
        }

        _changed[kind] = kind != StoreKind.Scenes;
        _retryUs = nowUs + RetryUs;
        return false;
    }

    private void Saved(byte kind)
    {
        _states[kind].Dropped = 0;
        if (kind == StoreKind.Rules)
        {
            // The scenes stand here now. Those of version 1 must not come back should this store be lost one day.
            StoreState old = _states[StoreKind.Scenes];
            _hasOldScenes |= old.Result != SlotResult.Empty || old.DamagedSlots > 0;
            old.Dropped = 0;
            old.Result = SlotResult.Empty;
            old.DamagedSlots = 0;
        }
        else if (kind == StoreKind.Scenes)
        {
            _hasOldScenes = false;
        }
    }
}
