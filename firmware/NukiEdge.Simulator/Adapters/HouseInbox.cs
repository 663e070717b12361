using System.IO;
using NukiEdge.Web.Api;

namespace NukiEdge.Simulator.Adapters;

/// <summary>A house that is handed in, in memory until it is right; then it becomes the folder's import.json.</summary>
public sealed class HouseInbox : IHouseInbox
{
    /// <summary>The longest, bytes: the large board's limits filled to the brim stay below.</summary>
    public const int MostBytes = 1 << 20;

    private readonly ImportFile _file;
    private readonly MemoryStream _content = new();

    /// <summary>For a folder that is taken.</summary>
    public HouseInbox(DataFolder folder)
    {
        _file = new ImportFile(folder);
    }

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
        string? fault = _file.Put(_content.ToArray());
        Drop();
        return fault is null;
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
