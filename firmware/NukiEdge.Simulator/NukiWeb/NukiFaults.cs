using System;

namespace NukiEdge.Simulator.NukiWeb;

/// <summary>The switch for faults, by tests and by the bench page while the double runs. One fault at a time. Thread-safe.</summary>
public sealed class NukiFaults
{
    private readonly object _gate = new();
    private NukiFault _fault;
    private int _left;

    /// <summary>The fault of the next answer.</summary>
    public NukiFault Now
    {
        get
        {
            lock (_gate)
            {
                return _fault;
            }
        }
    }

    /// <summary>Seconds in Retry-After, or from now to its date.</summary>
    public int RetryAfterSeconds { get; set; } = 30;

    /// <summary>Between two bytes of <see cref="NukiFault.Slow"/>.</summary>
    public int ByteDelayMs { get; set; } = 20;

    /// <summary>Where redirects lead; the path is added. A name that cannot exist (RFC 2606) unless a test sets a server.</summary>
    public Uri RedirectTo { get; set; } = new("https://elsewhere.invalid");

    /// <summary>smartlockId that <see cref="NukiFault.LockMissing"/> leaves out; 0 for the first lock.</summary>
    public long MissingLock { get; set; }

    /// <summary>Switches to a fault, or back to none.</summary>
    /// <param name="answers">How many answers it is for; 0 until it is switched again.</param>
    public void Set(NukiFault fault, int answers = 0)
    {
        lock (_gate)
        {
            _fault = fault;
            _left = answers;
        }
    }

    /// <summary>The fault of this answer.</summary>
    internal NukiFault Take()
    {
        lock (_gate)
        {
            NukiFault fault = _fault;
            if (_left > 0 && --_left == 0)
            {
                _fault = NukiFault.None;
            }

            return fault;
        }
    }
}
