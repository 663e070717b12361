using System;
using NukiEdge.Core;
using NukiEdge.Core.Flash;
using NukiEdge.Core.Houses;
using NukiEdge.Simulator.Adapters;
using NukiEdge.Web.Houses;

namespace NukiEdge.Simulator.Verbs;

/// <summary>The house in the stores of a data folder.</summary>
internal sealed class StoredHouse
{
    private readonly DataFolder _folder;

    /// <summary>Reads it; nothing is written.</summary>
    public StoredHouse(DataFolder folder)
    {
        _folder = folder;
        Stores = new HouseStores(new SlotStore(new FileSlots(folder), new Crc32(), new byte[SlotStore.WorkBytes], StoreKind.Settings,
            HouseStores.Version));
        House = Stores.Load(Limits.LargeBoard());
    }

    public HouseStores Stores { get; }

    public House House { get; private set; }

    /// <summary>What <see cref="Import"/> took over; null before.</summary>
    public HouseImport? Imported { get; private set; }

    /// <summary>With the bindings and keypads that were learned since.</summary>
    public void AddLearned()
    {
        new HouseMemory(House, Stores.Store, null).Restore();
    }

    /// <summary>Imports what waits as import.json, and says what came of it. In a folder that is taken.</summary>
    /// <returns>true unless it was there and is not saved now.</returns>
    public bool Import()
    {
        Imported = new HouseImport(new ImportFile(_folder), Stores);
        House = Imported.Run(House);
        if (Imported.WasThere)
        {
            (Imported.IsSaved ? Console.Out : Console.Error).WriteLine(Imported.Text());
        }

        return Imported.IsSaved || !Imported.WasThere;
    }

    /// <summary>Says what was lost, one line a store.</summary>
    public void SayLosses()
    {
        for (byte kind = StoreKind.Settings; kind <= StoreKind.Scenes; kind++)
        {
            string text = StoreText.Of(kind, Stores.State(kind));
            if (text.Length > 0)
            {
                Console.Error.WriteLine($"{_folder.Path}: {text}");
            }
        }
    }
}
