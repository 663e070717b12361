using NukiEdge.Core.Ports;

namespace NukiEdge.Web.Houses;

/// <summary>How a house is read, and what came up on the way.</summary>
public sealed class HouseReading
{
    /// <summary>It is a store's content: references are places, and what leads nowhere is left out.</summary>
    public bool ByPosition { get; set; }

    /// <summary>Passwords may be missing: an import keeps those that are there.</summary>
    public bool MayLackSecrets { get; set; }

    /// <summary>Opens sealed secrets; null without a passphrase.</summary>
    public HouseSeal Seal { get; set; }

    /// <summary>Which pins the relays may hang on; null where no board is known: then only that none has two.</summary>
    public IPinRules Pins { get; set; }

    /// <summary>Items of a store that were left out, because what they refer to is gone.</summary>
    public int Dropped { get; private set; }

    /// <summary>Which import a store's content belongs to.</summary>
    public uint Edition { get; internal set; }

    /// <summary>The item that is being read refers to what is not there.</summary>
    internal bool IsLoose { get; set; }

    /// <summary>True when the item that was read is to be left out; counts it.</summary>
    internal bool Drops()
    {
        bool isLoose = IsLoose;
        Dropped += isLoose ? 1 : 0;
        IsLoose = false;
        return isLoose;
    }
}
