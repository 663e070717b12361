using NukiEdge.Core.Bytes;

namespace NukiEdge.Tests.Support;

/// <summary>Text to bytes and back, as the tests write and read it.</summary>
public static class Raw
{
    public static byte[] Of(string text)
    {
        return System.Text.Encoding.UTF8.GetBytes(text);
    }

    public static string Text(byte[] bytes, int offset, int count)
    {
        return System.Text.Encoding.UTF8.GetString(bytes, offset, count);
    }

    public static string Text(ByteWriter writer)
    {
        return Text(writer.Buffer, 0, writer.Length);
    }

    /// <summary>A writer with room for a number of bytes.</summary>
    public static ByteWriter Writer(int bytes)
    {
        ByteWriter writer = new ByteWriter();
        writer.Reset(new byte[bytes]);
        return writer;
    }

    /// <summary>A writer that holds a text.</summary>
    public static ByteWriter Holding(string text)
    {
        byte[] bytes = Of(text);
        ByteWriter writer = new ByteWriter();
        writer.Reset(bytes);
        writer.Length = bytes.Length;
        return writer;
    }

    /// <summary>A table that holds these names.</summary>
    public static NameTable Names(params string[] names)
    {
        NameTable table = new NameTable(names.Length);
        for (int i = 0; i < names.Length; i++)
        {
            byte[] bytes = Of(names[i]);
            table.Add(bytes, 0, bytes.Length);
        }

        return table;
    }

    /// <summary>The bytes of an even number of hexadecimal digits.</summary>
    public static byte[] FromHex(string hex)
    {
        byte[] bytes = new byte[hex.Length / 2];
        for (int i = 0; i < bytes.Length; i++)
        {
            bytes[i] = (byte)((Ascii.HexValue((byte)hex[2 * i]) << 4) | Ascii.HexValue((byte)hex[2 * i + 1]));
        }

        return bytes;
    }

    /// <summary>The same text a number of times.</summary>
    public static string Repeat(string text, int times)
    {
        System.Text.StringBuilder all = new System.Text.StringBuilder();
        for (int i = 0; i < times; i++)
        {
            all.Append(text);
        }

        return all.ToString();
    }

    /// <summary>The text with the first occurrence of a part exchanged. The part must be there.</summary>
    public static string Swap(string text, string part, string by)
    {
        int at = text.IndexOf(part);
        if (at < 0)
        {
            throw new System.Exception("not in the text: " + part);
        }

        return text.Substring(0, at) + by + text.Substring(at + part.Length);
    }
}
