using NukiEdge.Core;
using NukiEdge.Core.Bytes;
using NukiEdge.Core.Flash;
using NukiEdge.Core.Houses;

namespace NukiEdge.Web.Houses;

/// <summary>
/// Reads the house out of its stores. A store that is empty, damaged, unreadable, refused or of another import than the
/// newest is left out as a whole; then everything is read once more without it, so that nothing of it stays behind.
/// </summary>
internal sealed class StoreReader
{
    // Pass of HouseReader in which nothing but the edition is taken.
    private const int EditionPass = HouseReader.Passes;

    private readonly SlotStore _store;
    private readonly uint[] _generations = new uint[StoreKind.Scenes + 1];
    private readonly uint[] _editions = new uint[StoreKind.Scenes + 1];
    private byte _rulesVersion;

    public StoreReader(SlotStore store)
    {
        _store = store;
    }

    /// <summary>What came of each store, by its kind.</summary>
    public StoreState[] States { get; } = { null, new StoreState(), new StoreState(), new StoreState(), new StoreState() };

    /// <summary>The store of scenes holds something that does not count any more: since version 2 they are beside the rules.</summary>
    public bool HasOldScenes { get; private set; }

    /// <summary>The newest import that any store knows.</summary>
    public uint Edition { get; private set; }

    public House Read(Limits limits)
    {
        for (byte kind = StoreKind.Settings; kind <= StoreKind.Scenes; kind++)
        {
            Look(kind, limits);
        }

        LeaveOldScenes();

        for (byte kind = StoreKind.Settings; kind <= StoreKind.Scenes; kind++)
        {
            StoreState state = States[kind];
            state.IsStale = state.IsThere && _editions[kind] != Edition;
        }

        House house;
        HouseReading how;
        do
        {
            house = null; // the board has no room for two
            how = new HouseReading { ByPosition = true, MayLackSecrets = true };
            house = new House(limits);
            house.NextRoster.Begin();
            Forget();
        }
        while (!ReadAll(house, how));
        house.Roster = house.NextRoster.Finish(house.Roster);
        return house;
    }

    /// <summary>Where the rules' store holds the scenes too, the store that they were in alone is as if it were empty.</summary>
    private void LeaveOldScenes()
    {
        if (_rulesVersion >= HouseStores.VersionOf(StoreKind.Rules))
        {
            HasOldScenes = States[StoreKind.Scenes].Result != SlotResult.Empty || States[StoreKind.Scenes].DamagedSlots > 0;
            States[StoreKind.Scenes] = new StoreState();
        }
    }

    private void Forget()
    {
        for (byte kind = StoreKind.Settings; kind <= StoreKind.Scenes; kind++)
        {
            States[kind].Dropped = 0;
        }
    }

    /// <summary>Each store in the passes that take something from it.</summary>
    private bool ReadAll(House house, HouseReading how)
    {
        return ReadOne(StoreKind.Settings, 0, house, how) && ReadOne(StoreKind.Roster, 0, house, how)
            && ReadOne(StoreKind.Settings, 1, house, how) && ReadOne(StoreKind.Roster, 1, house, how)
            && ReadOne(StoreKind.Scenes, 1, house, how) && ReadOne(StoreKind.Rules, 1, house, how)
            && ReadOne(StoreKind.Rules, 2, house, how);
    }

    private void Look(byte kind, Limits limits)
    {
        StoreState state = States[kind];
        HouseReading how = new HouseReading { ByPosition = true };
        _store.Use(kind, HouseStores.VersionOf(kind));
        state.Result = _store.Load();
        state.DamagedSlots = _store.DamagedSlots;
        _generations[kind] = _store.Generation;
        _rulesVersion = kind == StoreKind.Rules && state.Result == SlotResult.Ok ? _store.ContentVersion : _rulesVersion;
        if (state.Result == SlotResult.Ok && Pass(state, EditionPass, null, how, limits))
        {
            _editions[kind] = how.Edition;
            Edition = how.Edition > Edition ? how.Edition : Edition;
        }
    }

    /// <returns>false when the store turned out to be no good: read everything again without it.</returns>
    private bool ReadOne(byte kind, int pass, House house, HouseReading how)
    {
        StoreState state = States[kind];
        if (!state.IsThere)
        {
            return true;
        }

        _store.Use(kind, HouseStores.VersionOf(kind));
        SlotResult result = _store.Load();
        if (result != SlotResult.Ok || _store.Generation != _generations[kind])
        {
            state.Result = SlotResult.Unreadable; // it was something else a moment ago
            return false;
        }

        int dropped = how.Dropped;
        bool isGood = Pass(state, pass, house, how, house.Limits);
        state.Dropped += how.Dropped - dropped;
        return isGood;
    }

    private bool Pass(StoreState state, int pass, House house, HouseReading how, Limits limits)
    {
        HouseFields f = new HouseFields(new JsonReader(_store.Content, limits.CallBytes), how);
        HouseReader.ReadPass(f, house, pass);
        if (!_store.Content.IsWhole && f.Error == null)
        {
            state.Result = SlotResult.Unreadable;
        }

        state.Error = f.Error;
        return state.IsThere;
    }
}
