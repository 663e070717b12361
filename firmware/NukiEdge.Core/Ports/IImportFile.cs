namespace NukiEdge.Core.Ports;

/// <summary>The house file that somebody put on the drive to be taken over at the next start: import.json. No call throws.</summary>
public interface IImportFile : IByteSource
{
    /// <summary>There is one.</summary>
    bool Exists { get; }

    /// <summary>Deletes it: everything of it is in the stores.</summary>
    /// <returns>false when it is still there.</returns>
    bool Remove();

    /// <summary>Gives it another name: it was refused, and is not to be tried at each start.</summary>
    /// <returns>false when it still has the old one.</returns>
    bool SetAside();
}
