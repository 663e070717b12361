using System;
using NukiEdge.Core.Bytes;
using NukiEdge.Core.Houses;
using NukiEdge.Core.Ports;
using NukiEdge.Net.Http;
using NukiEdge.Web.Houses;

namespace NukiEdge.Web.Api;

/// <summary>The JSON body of a request, read with the house file's own reader: strict, and its faults name field and limit.</summary>
internal sealed class ApiBody : IByteSource
{
    /// <summary>Longest text in a body, bytes: a set-up's box has about 330.</summary>
    private const int TextBytes = 512;

    private byte[] _buffer;
    private int _from;
    private int _end;
    private int _at;

    /// <summary>The fields of a body. It has to be read before the reply is begun: both share a buffer.</summary>
    public static HouseFields Of(HttpRequest request)
    {
        ApiBody body = new ApiBody { _buffer = request.BodyBuffer, _from = request.BodyAt, _end = request.BodyAt + request.BodyLength };
        return new HouseFields(new JsonReader(body, TextBytes), new HouseReading());
    }

    /// <summary>The last text that was read, as bytes of its own.</summary>
    public static byte[] Copy(HouseFields f)
    {
        byte[] copy = new byte[f.TextLength];
        Array.Copy(f.TextBytes, copy, copy.Length);
        return copy;
    }

    /// <summary>A body of one text: its bytes, or null.</summary>
    public static byte[] OneText(HouseFields f, string name, int most)
    {
        byte[] text = null;
        bool ok = f.BeginObject();
        while (ok && f.NextField())
        {
            ok = f.Field == name ? f.Text(1, most) : f.UnknownField(name);
            text = ok ? Copy(f) : null;
        }

        return End(f) && !IsMissing(f, text == null, name) ? text : null;
    }

    /// <summary>A body of one number from 0 to <paramref name="most"/>, or -1.</summary>
    public static int OneNumber(HouseFields f, string name, int most)
    {
        int value = -1;
        bool ok = f.BeginObject();
        while (ok && f.NextField())
        {
            ok = f.Field == name ? f.Number(0, most) : f.UnknownField(name);
            value = ok ? (int)f.Value : -1;
        }

        return End(f) && !IsMissing(f, value < 0, name) ? value : -1;
    }

    /// <summary>The object is over: nothing may follow it.</summary>
    public static bool End(HouseFields f)
    {
        return f.Error == null && f.AtEnd();
    }

    /// <summary>Notes that a field is missing.</summary>
    public static bool IsMissing(HouseFields f, bool isMissing, string name)
    {
        return isMissing && !f.Fail(Core.Houses.HouseFault.Missing, name);
    }

    /// <inheritdoc/>
    int IByteSource.Read(byte[] buffer, int offset, int count)
    {
        int left = _end - _at;
        count = count < left ? count : left;
        Array.Copy(_buffer, _at, buffer, offset, count);
        _at += count;
        return count;
    }

    /// <inheritdoc/>
    void IByteSource.Rewind()
    {
        _at = _from;
    }

    /// <summary>The id of a lock, 1 to 8 hexadecimal digits.</summary>
    /// <returns>0 for another text; then it is refused.</returns>
    public static uint LockId(HouseFields f)
    {
        bool isId = f.Text(1, 8);
        uint id = 0;
        for (int i = 0; isId && i < f.TextLength; i++)
        {
            int digit = Ascii.HexValue(f.TextBytes[i]);
            isId = digit >= 0;
            id = id << 4 | (uint)(digit & 15);
        }

        if (f.Error == null && (!isId || id == 0))
        {
            f.Fail(HouseFault.BadLockId);
        }

        return isId ? id : 0;
    }
}
