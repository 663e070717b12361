using System;
using NukiEdge.Core;
using NukiEdge.Core.Flash;
using NukiEdge.Core.Houses;
using NukiEdge.Core.Ports;
using NukiEdge.Tests.Flash;
using NukiEdge.Tests.Support;
using NukiEdge.Web.Houses;

namespace NukiEdge.Tests.Houses;

/// <summary>The four stores on fake flash, started again and again, with an import file beside them.</summary>
internal sealed class StoreBench
{
    public readonly FakeFlash Flash = new(2);
    public readonly FakeImport File = new();

    private readonly Crc32 _crc = new();
    private readonly byte[] _work = new byte[SlotStore.WorkBytes];

    public Limits Limits = Limits.SmallBoard();
    public HouseStores Stores;
    public HouseImport Import;
    public House House;

    /// <summary>What was found in flash, before an import.</summary>
    public House Loaded;

    /// <summary>The program starts: loads, and imports what is there.</summary>
    public void Start()
    {
        Flash.PowerOn();
        Stores = new HouseStores(new SlotStore(Flash, _crc, _work, StoreKind.Settings, HouseStores.Version));
        Loaded = Stores.Load(Limits);
        Import = new HouseImport(File, Stores);
        House = Import.Run(Loaded);
    }

    /// <summary>Starts, and cuts the power a number of points after the first.</summary>
    public void StartCut(int cut)
    {
        Flash.PointsToCut = cut;
        Stores = new HouseStores(new SlotStore(Flash, _crc, _work, StoreKind.Settings, HouseStores.Version));
        Loaded = Stores.Load(Limits);
        Import = new HouseImport(File, Stores);
        House = Import.Run(Loaded);
    }

    /// <summary>Starts with a house to import, and has it saved.</summary>
    public void StartWith(string house)
    {
        File.Put(house);
        Start();
        Assert.IsNull(Import.Error, Import.Error?.Text());
        Assert.IsTrue(Import.IsSaved);
    }

    /// <summary>The house as text, with its passwords.</summary>
    public static string Text(House house)
    {
        return HouseWriterTest.All(new HouseWriter(house, HouseSecrets.Written, null), 512);
    }
}

/// <summary>import.json whose removal is a point of its own at which the power can go away.</summary>
internal sealed class FakeImport : IImportFile
{
    private MemorySource _source;

    public FakeFlash CutWith;

    public bool WasSetAside;

    public bool Exists => _source is not null;

    public void Put(string text)
    {
        _source = new MemorySource(text);
    }

    public int Read(byte[] buffer, int offset, int count)
    {
        return _source.Read(buffer, offset, count);
    }

    public void Rewind()
    {
        _source.Rewind();
    }

    public bool Remove()
    {
        Cut();
        _source = null;
        Cut();
        return true;
    }

    public bool SetAside()
    {
        WasSetAside = true;
        _source = null;
        return true;
    }

    private void Cut()
    {
        if (CutWith is not null && CutWith.PointsToCut-- <= 0)
        {
            throw new PowerCutException();
        }
    }
}
