using NukiEdge.Core.Loop;

namespace NukiEdge.Web.Access;

/// <summary>
/// Slows down guessing of the password. Per peer as <see cref="LoginThrottle"/>: five are free, then 1, 2, 4 … 60 s. In total, for who
/// comes with many addresses: five are free, then 2.5 s between two, twice as long after each 50 more, up to 20 s; so never more than
/// 30 in a minute. An address that last logged in is spared the total. Only a time before which nothing is compared: nothing waits.
/// </summary>
public sealed class GuessDelay
{
    private const int FreeFailures = 5, FailuresPerStep = 50, MostSteps = 3;
    private const long GapUs = 2500000, ForgetUs = 600000000;

    private LoginThrottle _peers = new LoginThrottle();
    private int _failures;
    private long _failedUs;
    private uint _knownPeer;

    /// <summary>Microseconds that a peer has to wait yet, 0 or less for none.</summary>
    public long WaitLeftUs(uint peer, long nowUs)
    {
        long own = _peers.WaitLeftUs(peer, nowUs);
        int steps = (_failures - FreeFailures) / FailuresPerStep;
        bool isSpared = _failures < FreeFailures || nowUs - _failedUs >= ForgetUs || (peer == _knownPeer && peer != 0);
        long total = isSpared ? 0 : (GapUs << (steps > MostSteps ? MostSteps : steps)) - (nowUs - _failedUs);
        return own > total ? own : total;
    }

    /// <summary>A wrong one.</summary>
    public void Failed(uint peer, long nowUs)
    {
        _failures = nowUs - _failedUs >= ForgetUs ? 1 : _failures + 1;
        _failedUs = nowUs;
        _peers.Failed(peer, nowUs);
    }

    /// <summary>The right one.</summary>
    public void Worked(uint peer)
    {
        _knownPeer = peer;
    }

    /// <summary>Somebody stands at the box: all waits are over.</summary>
    public void Forget()
    {
        _peers = new LoginThrottle();
        _failures = 0;
    }
}
