using System.IO;
using NukiEdge.Web.Api;

namespace NukiEdge.Simulator.Adapters;

/// <summary>A house or rules that are handed in, in memory until they are right; then a house becomes the folder's import.json.</summary>
public sealed class HouseInbox : IHouseInbox
{
    /// <summary>The longest, bytes: the large board's limits filled to the brim stay below.</summary>
    public const int MostBytes = 1 << 20;

    private readonly ImportFile? _file;
    private readonly MemoryStream _content = new();

    /// <summary>For a folder that is taken; null where nothing is kept.</summary>
    public HouseInbox(DataFolder? folder)
    {
        _file = folder is null ? null : new ImportFile(folder);
    }

    /// <inheritdoc/>
    public bool CanKeep => _file is not null;

    /// <inheritdoc/>
    public void Open()
    {
        Drop();
    }

    /// <inheritdoc/>
    public bool Add(byte[] buffer, int offset, int count)
    {
        if (_content.Length + count > MostBytes)
        {
            return false;
        }

        _content.Write(buffer, offset, count);
        return true;
    }

    /// <inheritdoc/>
    public bool Keep()
    {
        bool isKept = _file is not null && _file.Put(_content.ToArray()) is null;
        Drop();
        return isKept;
    }

    /// <inheritdoc/>
    public void Drop()
    {
        // it may hold passwords
        System.Array.Clear(_content.GetBuffer());
        _content.SetLength(0);
    }

    /// <inheritdoc/>
    public int Read(byte[] buffer, int offset, int count)
    {
        return _content.Read(buffer, offset, count);
    }

    /// <inheritdoc/>
    public void Rewind()
    {
        _content.Position = 0;
    }
}
