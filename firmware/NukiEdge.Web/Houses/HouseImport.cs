using NukiEdge.Core.Bytes;
using NukiEdge.Core.Houses;
using NukiEdge.Core.Log;
using NukiEdge.Core.Ports;

namespace NukiEdge.Web.Houses;

/// <summary>
/// Takes over the file import.json at start. The file is the import's journal: it stays until all stores hold what it
/// says and were read back, so that a power cut at any byte leaves the old house or, after the next start, the new one. A file
/// that is wrong changes nothing and is set aside.
/// </summary>
public sealed class HouseImport
{
    private readonly IImportFile _file;
    private readonly HouseStores _stores;
    private bool _movesNames;

    /// <summary>Imports into these stores, which were loaded.</summary>
    public HouseImport(IImportFile file, HouseStores stores)
    {
        _file = file;
        _stores = stores;
    }

    /// <summary>Which pins the board's relays may hang on; null where there is no board.</summary>
    public IPinRules Pins { get; set; }

    /// <summary>A file was there.</summary>
    public bool WasThere { get; private set; }

    /// <summary>Why it was refused, or null.</summary>
    public HouseError Error { get; private set; }

    /// <summary>Everything of it is in the stores.</summary>
    public bool IsSaved { get; private set; }

    /// <summary>Who has no password and cannot log in, in words; empty where all have one.</summary>
    public string Missing { get; private set; } = "";

    /// <summary>Imports the file, if there is one.</summary>
    /// <param name="old">The house from the stores: its passwords stay where the file has none.</param>
    /// <returns>The house to run with.</returns>
    public House Run(House old)
    {
        WasThere = _file.Exists;
        if (!WasThere)
        {
            return old;
        }

        House house = new House(old.Limits);
        Error = HouseReader.Read(_file, house, new HouseReading { MayLackSecrets = true, Pins = Pins });
        _file.Rewind(); // lets go of it
        if (Error != null)
        {
            _file.SetAside();
            return old;
        }

        _movesNames = !IsSame(old.Persons, house.Persons) || !IsSame(old.Locks.Names, house.Locks.Names) || !IsSame(old.RelayNames, house.RelayNames);
        Missing = KeptSecrets.Take(old, house);
        _stores.Replace(house);
        IsSaved = _stores.SaveAll() && _file.Remove();
        return house;
    }

    /// <summary>Tells the log what came of it: who handed a house in at the page sees no console.</summary>
    public void Note(EventLog log, long utcSeconds)
    {
        if (WasThere)
        {
            log.Add(EventLog.Note, utcSeconds);
            log.SetNote(Error != null ? NoteCode.HouseRefused : NoteCode.HouseTaken, -1, -1, Error != null ? (uint)Error.Line : _movesNames ? 1u : 0);
        }
    }

    /// <summary>True where each place of before has the same name: one that is empty now would be given to somebody else.</summary>
    private static bool IsSame(NameTable before, NameTable after)
    {
        bool isSame = before.Count <= after.Count;
        for (int i = 0; isSame && i < before.Count; i++)
        {
            isSame = after.IndexOf(before.Bytes, before.Offset(i), before.Length(i)) == i;
        }

        return isSame;
    }

    /// <summary>What came of it, for the console. Names no secret.</summary>
    public string Text()
    {
        return !WasThere ? ""
            : Error != null ? "import.json was refused, the old house stays: " + Error.Text()
            : (IsSaved ? "import.json was imported" : "import.json is used, but could not be saved: it is tried again at the next start")
                + (Missing.Length > 0 ? "; without a password: " + Missing : "");
    }
}
