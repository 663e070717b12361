using System.Net;
using System.Threading;
using NukiEdge.Core.Ports;
using NukiEdge.Rim;

namespace NukiEdge.Device;

/// <summary>
/// The board's sockets. There is no select: one pass asks every socket, then the thread waits one tick of the system
/// (10 ms) for a wake-up, and so on until the deadline. Half the time of a thread per connection, and a tenth of its
/// memory (nanoframework/sockets.md).
/// </summary>
public sealed class BoardSockets : SocketSet
{
    // One tick. Longer would be worse than it looks: a wait of 10 ms takes 19 on a 10 ms tick (sockets.md).
    private const int TickMs = 1;

    // With no network up every poll throws, and every exception costs about 100 bytes of heap.
    private const int NetworkDownMs = 100;

    private readonly IClock _clock;
    private readonly AutoResetEvent _wake = new AutoResetEvent(false);

    /// <summary>Sockets that listen on every network interface.</summary>
    /// <param name="clock">The clock that deadlines are given in.</param>
    public BoardSockets(IClock clock)
        : base(IPAddress.Any, 4)
    {
        _clock = clock;
    }

    /// <inheritdoc />
    public override void WaitAny(long deadlineUs)
    {
        while (!LookAround() && _clock.NowUs < deadlineUs)
        {
            if (_wake.WaitOne(AnyPortFailed() ? NetworkDownMs : TickMs, false))
                return;
        }
    }

    /// <inheritdoc />
    public override void Wake()
    {
        _wake.Set();
    }

    /// <summary>One pass. It asks all of them even when one is ready: what it notes spares each a question of its own.</summary>
    private bool LookAround()
    {
        bool found = false;
        for (int i = 0; i < PortCount; i++)
        {
            if (PortAt(i).Look())
                found = true;
        }
        for (int i = 0; i < ConnectionCount; i++)
        {
            if (ConnectionAt(i).Look())
                found = true;
        }
        return found;
    }

    private bool AnyPortFailed()
    {
        for (int i = 0; i < PortCount; i++)
        {
            if (PortAt(i).Failed)
                return true;
        }
        return false;
    }
}
