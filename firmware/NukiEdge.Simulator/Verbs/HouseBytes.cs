using System.IO;
using NukiEdge.Core.Ports;

namespace NukiEdge.Simulator.Verbs;

/// <summary>All bytes of a source at once: what a PC has room for.</summary>
internal static class HouseBytes
{
    public static byte[] Of(IByteSource source)
    {
        var all = new MemoryStream();
        byte[] buffer = new byte[4096];
        for (int got = source.Read(buffer, 0, buffer.Length); got > 0; got = source.Read(buffer, 0, buffer.Length))
        {
            all.Write(buffer, 0, got);
        }

        return all.ToArray();
    }
}
