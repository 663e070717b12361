using System;
using NukiEdge.Core.Bytes;

namespace NukiEdge.Net.Http;

/// <summary>
/// All routes: method, path, who may, which handler. A path is fixed segments, one of which may be {id}: any one segment.
/// A row takes 7 bytes beside its path.
/// </summary>
public sealed class RouteTable
{
    /// <summary>Takes a JSON body of at most <see cref="Core.Limits.HttpBodyBytes"/>; without this flag and the next, none.</summary>
    public const int JsonBody = 1;

    /// <summary>Takes a JSON body of any length, piece by piece; its handler is an <see cref="IBodySink"/>.</summary>
    public const int StreamedBody = 2;

    /// <summary>The route of the live events: the server answers it.</summary>
    public const int LiveEvents = 4;

    /// <summary>Changes something: never with GET.</summary>
    public const int Changes = 8;

    private const int RowBytes = 7, TextAt = 0, TextLength = 2, Method = 3, Who = 4, HandlerAt = 5, FlagsAt = 6;

    private readonly byte[] _rows;
    private readonly byte[] _texts;
    private int _textEnd;

    /// <summary>An empty table.</summary>
    /// <param name="routes">Most routes, up to 255.</param>
    /// <param name="textBytes">Room for all paths.</param>
    public RouteTable(int routes, int textBytes)
    {
        _rows = new byte[routes * RowBytes];
        _texts = new byte[textBytes];
    }

    /// <summary>Number of routes.</summary>
    public int Count { get; private set; }

    /// <summary>False once a route was given that cannot be: no room, an unknown method, or a change by GET. A fault of ours.</summary>
    public bool IsGood { get; private set; } = true;

    /// <summary>Adds a route.</summary>
    /// <param name="path">As in "/api/scenes/{id}".</param>
    /// <param name="who">The <see cref="Role"/> that it takes at least.</param>
    /// <param name="handler">Index in the server's handlers, 0 to 255.</param>
    /// <param name="flags">The constants of this class.</param>
    public RouteTable Add(int method, string path, int who, int handler, int flags)
    {
        bool isSafe = method == HttpVerb.Get;
        bool isGood = Count * RowBytes < _rows.Length && _textEnd + path.Length <= _texts.Length && path.Length < 256
            && method >= HttpVerb.Get && method < HttpVerb.Head && (!isSafe || (flags & ~LiveEvents) == 0);
        IsGood &= isGood;
        if (!isGood)
        {
            return this;
        }

        byte[] text = Ascii.Of(path);
        Array.Copy(text, 0, _texts, _textEnd, text.Length);
        int row = Count++ * RowBytes;
        Image.PutU16(_rows, row + TextAt, _textEnd);
        _rows[row + TextLength] = (byte)text.Length;
        _rows[row + Method] = (byte)method;
        _rows[row + Who] = (byte)who;
        _rows[row + HandlerAt] = (byte)handler;
        _rows[row + FlagsAt] = (byte)flags;
        _textEnd += text.Length;
        return this;
    }

    /// <summary>Methods that a path can be asked with, as a set of 1 &lt;&lt; method; 0 when the path is no route.</summary>
    public int Methods(byte[] buffer, int length)
    {
        int set = 0;
        for (int route = 0; route < Count; route++)
        {
            if (Matches(route, buffer, length))
            {
                set |= 1 << MethodOf(route);
            }
        }

        return (set & 1 << HttpVerb.Get) != 0 ? set | 1 << HttpVerb.Head : set;
    }

    /// <summary>The first route for a method and a path at the start of <paramref name="buffer"/>, or -1. HEAD takes GET's.</summary>
    public int Find(int method, byte[] buffer, int length)
    {
        int wanted = method == HttpVerb.Head ? HttpVerb.Get : method;
        for (int route = 0; route < Count; route++)
        {
            if (MethodOf(route) == wanted && Matches(route, buffer, length))
            {
                return route;
            }
        }

        return -1;
    }

    /// <summary>The method of a route.</summary>
    public int MethodOf(int route)
    {
        return _rows[route * RowBytes + Method];
    }

    /// <summary>The <see cref="Role"/> that a route takes.</summary>
    public int WhoMay(int route)
    {
        return _rows[route * RowBytes + Who];
    }

    /// <summary>The handler of a route.</summary>
    public int Handler(int route)
    {
        return _rows[route * RowBytes + HandlerAt];
    }

    /// <summary>Does a route have one of these flags?</summary>
    public bool Has(int route, int flags)
    {
        return (_rows[route * RowBytes + FlagsAt] & flags) != 0;
    }

    /// <summary>Writes the path of a route, for documents and tests.</summary>
    public void WritePath(int route, ByteWriter into)
    {
        into.Add(_texts, Image.U16(_rows, route * RowBytes + TextAt), _rows[route * RowBytes + TextLength]);
    }

    /// <summary>Where the {id} of a path stands that matches a route; 0 when the route has none.</summary>
    public int IdAt(int route)
    {
        int at = Image.U16(_rows, route * RowBytes + TextAt);
        for (int i = 0; i < _rows[route * RowBytes + TextLength]; i++)
        {
            if (_texts[at + i] == '{')
            {
                return i;
            }
        }

        return 0;
    }

    private bool Matches(int route, byte[] buffer, int length)
    {
        int row = route * RowBytes;
        int at = Image.U16(_rows, row + TextAt);
        int end = at + _rows[row + TextLength];
        int i = 0;
        while (at < end)
        {
            if (_texts[at] != '{')
            {
                if (i >= length || buffer[i++] != _texts[at++])
                {
                    return false;
                }

                continue;
            }

            int from = i;
            while (i < length && buffer[i] != '/')
            {
                i++;
            }

            if (i == from)
            {
                return false;
            }

            while (_texts[at++] != '}')
            {
            }
        }

        return i == length;
    }
}
