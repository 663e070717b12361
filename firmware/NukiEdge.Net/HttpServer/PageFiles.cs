using NukiEdge.Core.Bytes;
using NukiEdge.Core.Ports;

namespace NukiEdge.Net.Http;

/// <summary>Sends the files of the page. Nothing of them is kept: a piece that was not taken is read again.</summary>
internal sealed class PageFiles
{
    /// <summary>Most that is read and sent at a time (design, issue 5): what the board's resources give at once.</summary>
    internal const int PieceBytes = 1024;

    private readonly IPageSource _pages;
    private readonly ReplyHead _head;

    public PageFiles(IPageSource pages, ReplyHead head)
    {
        _pages = pages;
        _head = head;
    }

    /// <summary>Decides how a file is answered: 200, 304, or 406 for somebody who refuses the only form there is.</summary>
    public int StatusOf(HttpConnection c)
    {
        int file = RequestChecks.FirstFile - c.Route;
        if (c.TagLength > 0 && !c.Has(HttpConnection.ForgetTag) && IsInTags(c, _pages.Tag(file)))
        {
            return HttpStatus.NotModified;
        }

        return _pages.IsGzip(file) && c.Has(HttpConnection.RefusesGzip) ? HttpStatus.NotAcceptable : HttpStatus.Ok;
    }

    /// <summary>Renders the head of a file, the same in every turn.</summary>
    public int WriteHead(byte[] buffer, HttpConnection c)
    {
        int file = RequestChecks.FirstFile - c.Route;
        return _head.Begin(buffer, c, c.Status, _pages.ContentType(file), _pages.Length(file))
            .FileLines(_pages.Tag(file), _pages.IsForever(file), _pages.IsGzip(file)).End();
    }

    /// <summary>Bytes of the whole reply, whose head takes <see cref="HttpConnection.Left"/>.</summary>
    public int LengthOf(HttpConnection c)
    {
        bool isBare = c.Method == HttpVerb.Head || HttpStatus.IsBare(c.Status);
        return c.Left + (isBare ? 0 : _pages.Length(RequestChecks.FirstFile - c.Route));
    }

    /// <summary>Puts the next piece into the buffer.</summary>
    /// <returns>Its bytes from <see cref="HttpConnection.Sent"/> of the head on; -1 when the file cannot be read.</returns>
    public int Fill(byte[] buffer, HttpConnection c)
    {
        int inHead = c.Sent < c.Left ? WriteHead(buffer, c) : 0;
        int at = c.Sent < c.Left ? 0 : c.Sent - c.Left;
        int left = LengthOf(c) - c.Left - at;
        int room = PieceBytes - inHead;
        int count = left < room ? left : room;
        if (count <= 0)
        {
            return inHead;
        }

        int got = _pages.Read(RequestChecks.FirstFile - c.Route, at, buffer, inHead, count);
        return got < 1 ? -1 : inHead + got;
    }

    /// <summary>Weak comparison with a list of entity tags (RFC 9110 section 13.1.2).</summary>
    private static bool IsInTags(HttpConnection c, byte[] tag)
    {
        int at = c.Tag;
        int end = at + c.TagLength;
        if (c.TagLength == 1 && c.Buffer[at] == '*')
        {
            return true;
        }

        while (at < end)
        {
            if (c.Buffer[at++] != '"')
            {
                continue;
            }

            int start = at;
            while (at < end && c.Buffer[at] != '"')
            {
                at++;
            }

            if (at < end && Image.Is(c.Buffer, start, at - start, tag))
            {
                return true;
            }

            at++;
        }

        return false;
    }
}
