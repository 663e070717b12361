using NukiEdge.Core.Ports;

namespace NukiEdge.Web.Api;

/// <summary>A house that is being handed in: kept beside the running one until the next start takes it over. No call throws.</summary>
public interface IHouseInbox : IByteSource
{
    /// <summary>True where a house can be kept for the next start; false where the box runs with a file.</summary>
    bool CanKeep { get; }

    /// <summary>Another one begins; what was not kept is forgotten.</summary>
    void Open();

    /// <summary>The next bytes.</summary>
    /// <returns>false when there is no room for so many.</returns>
    bool Add(byte[] buffer, int offset, int count);

    /// <summary>All of it is right: the next start takes it over (import.json).</summary>
    /// <returns>false when it could not be written.</returns>
    bool Keep();

    /// <summary>Forgets it.</summary>
    void Drop();
}
