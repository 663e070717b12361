using NukiEdge.Core.Bytes;
using NukiEdge.Core.People;

namespace NukiEdge.Connect.Answers;

/// <summary>A record's document id at Nuki: 24 hexadecimal digits (facts B3), kept as 12 bytes. All zero stands for none.</summary>
internal static class Document
{
    /// <summary>Reads one to the front of <paramref name="into"/>. False, and zeros, for anything else.</summary>
    public static bool Read(byte[] text, int length, byte[] into)
    {
        bool isHex = Hex.Read(text, 0, length, 2 * Roster.DocumentBytes, into, 0);
        int any = 0;
        for (int i = 0; i < Roster.DocumentBytes; i++)
        {
            into[i] = isHex ? into[i] : (byte)0;
            any |= into[i];
        }

        return any != 0;
    }
}
