using NukiEdge.Core.Ports;

namespace NukiEdge.Simulator.Adapters;

/// <summary>Erases a data folder that is taken: at the end of this run, and at the next start if the end did not come to it.</summary>
public sealed class FolderEraser : IEraser
{
    private readonly DataFolder _folder;

    /// <summary>Touches nothing yet.</summary>
    public FolderEraser(DataFolder folder)
    {
        _folder = folder;
    }

    /// <summary>The marker is written: nothing of this run is to be saved any more.</summary>
    public bool IsBegun { get; private set; }

    /// <inheritdoc/>
    public bool Begin()
    {
        IsBegun = _folder.MarkForErasing();
        return IsBegun;
    }

    /// <summary>Erases. What cannot be erased now is at the next start.</summary>
    public void Finish()
    {
        _folder.EraseIfMarked();
    }
}
