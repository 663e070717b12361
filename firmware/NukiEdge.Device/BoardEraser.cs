using System;
using System.IO;
using NukiEdge.Core.Flash;
using NukiEdge.Core.Ports;

namespace NukiEdge.Device;

/// <summary>Erases what the owner put on the drive: at the start after he asked for it. The board's own name stays.</summary>
public sealed class BoardEraser : IEraser
{
    private const string Marker = BoardFile.Drive + "erase";

    private readonly int _segments;

    /// <summary>Touches nothing yet.</summary>
    /// <param name="segments">Files of the log.</param>
    public BoardEraser(int segments)
    {
        _segments = segments;
    }

    /// <inheritdoc />
    public bool Begin()
    {
        try
        {
            using (FileStream stream = new FileStream(Marker, FileMode.Create, FileAccess.Write))
            {
                stream.WriteByte(1);
                stream.Flush();
            }

            return File.Exists(Marker);
        }
        catch (Exception)
        {
            return false;
        }
    }

    /// <summary>At start, before anything is read. What cannot be deleted is tried again at the next start.</summary>
    public void Finish()
    {
        try
        {
            if (!File.Exists(Marker))
            {
                return;
            }

            for (byte kind = 1; kind <= StoreKind.Last; kind++)
            {
                Delete(StoreKind.Name(kind) + ".0");
                Delete(StoreKind.Name(kind) + ".1");
            }

            for (int i = 0; i < _segments; i++)
            {
                Delete(LogSegments.Name + "-" + i.ToString());
            }

            Delete("import.json");
            Delete("import-refused.json");
            Delete("broker.txt");
            File.Delete(Marker);
            Console.WriteLine("Everything was erased");
        }
        catch (Exception)
        {
            Console.WriteLine("Not everything could be erased");
        }
    }

    private static void Delete(string name)
    {
        if (File.Exists(BoardFile.Drive + name))
        {
            File.Delete(BoardFile.Drive + name);
        }
    }
}
