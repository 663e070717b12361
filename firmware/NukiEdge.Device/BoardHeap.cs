using NukiEdge.Core.Loop;
using NukiEdge.Core.Ports;
using NukiEdge.Web.Api;

namespace NukiEdge.Device;

/// <summary>
/// Free bytes of the managed heap. Only a collection tells them, and takes 1 to 18 ms (targets.md 1.3): at most one in a minute for who
/// looks at the page, and none within ten seconds after an event.
/// </summary>
public sealed class BoardHeap : IHeap
{
    private const long AgeUs = 60_000_000;
    private const long QuietUs = 10_000_000;

    private readonly EdgeLoop _edge;
    private readonly IClock _clock;
    private long _free = -1;
    private long _askedUs;

    /// <summary>Nothing is known yet.</summary>
    public BoardHeap(EdgeLoop edge, IClock clock)
    {
        _edge = edge;
        _clock = clock;
    }

    /// <inheritdoc />
    public long FreeBytes(long nowUs)
    {
        bool isQuiet = _edge.LastEventUs == 0 || nowUs - _edge.LastEventUs >= QuietUs;
        return isQuiet && (_free < 0 || nowUs - _askedUs >= AgeUs) ? FreeBytesNow() : _free;
    }

    /// <inheritdoc />
    public long FreeBytesNow()
    {
        _askedUs = _clock.NowUs;
        _free = nanoFramework.Runtime.Native.GC.Run(false);
        return _free;
    }
}
