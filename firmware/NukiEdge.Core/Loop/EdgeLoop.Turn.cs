using NukiEdge.Core.Life;
using NukiEdge.Core.Ports;

namespace NukiEdge.Core.Loop;

/// <summary>How the loop turns: its parts, in order, and the only wait of the program.</summary>
public sealed partial class EdgeLoop
{
    private const int MaxParts = 12;

    private readonly IPart[] _parts = new IPart[MaxParts];
    private readonly byte[] _partNames = new byte[MaxParts];
    private int _partCount;

    /// <summary>Where the loop is, for a watcher on another thread.</summary>
    public LoopWatch Watch { get; } = new LoopWatch();

    /// <summary>Safe mode: every rule is held. Broker, log and the appliance's own topics go on.</summary>
    public bool IsSafe
    {
        get => OwnTopics.IsSafe;
        set => OwnTopics.IsSafe = value;
    }

    /// <summary>Looks at the end of each turn at what came of it, for those who watch; or null.</summary>
    public IPart Onlooker { get; set; }

    /// <summary>Hangs a part on the loop that brings something in. Parts are stepped in this order; at most twelve.</summary>
    public void Add(IPart part)
    {
        Add(part, LoopPart.Other);
    }

    /// <summary>As above, with its name for the supervisor (<see cref="LoopPart"/>).</summary>
    public void Add(IPart part, byte name)
    {
        _partNames[_partCount] = name;
        _parts[_partCount++] = part;
    }

    /// <summary>Uses a link for what scenes and the appliance itself publish.</summary>
    public void Use(IMessageLink link)
    {
        Scenes.Link = link;
        OwnTopics.Link = link;
    }

    /// <summary>Uses a link to an external broker: whoever may publish there can be any lock (design section 2).</summary>
    /// <param name="trusts">The owner's word that its events may run sensitive scenes all the same.</param>
    public void UseExternal(IMessageLink link, bool trusts)
    {
        Use(link);
        OwnTopics.RetainsStates = true;
        _sensitive.TrustsAnybody = trusts;
    }

    /// <summary>Everything ends where it is and all relays are off: after a fault, before a restart.</summary>
    public void Halt()
    {
        Relays.AllOff();
        Scenes.StopAll();
        Callers.ClearQueue();
    }

    /// <summary>
    /// One turn: everybody does what is due, then the only wait of the program. What comes in first, then what it can set
    /// going, in the order in which one starts the other: so nothing that began in this turn is slept through.
    /// </summary>
    public void Step()
    {
        long nextUs = long.MaxValue;
        Watch.DueUs = _clock.NowUs;
        for (int i = 0; i < _partCount; i++)
        {
            nextUs = Sooner(nextUs, _parts[i], _partNames[i]);
        }

        if (_askFirst.IsWaiting)
        {
            nextUs = _askFirst.DeadlineUs < nextUs ? _askFirst.DeadlineUs : nextUs;
            TakeAnswer();
        }

        long offlineUs = LookForOffline(_clock.NowUs);
        nextUs = offlineUs < nextUs ? offlineUs : nextUs;
        nextUs = Sooner(nextUs, Scenes, LoopPart.Scenes);
        nextUs = Sooner(nextUs, Callers, LoopPart.Callers);
        nextUs = Sooner(nextUs, Relays, LoopPart.Relays);
        nextUs = Sooner(nextUs, OwnTopics, LoopPart.OwnTopics);
        if (Onlooker != null)
        {
            nextUs = Sooner(nextUs, Onlooker, LoopPart.OwnTopics);
        }

        Watch.Part = LoopPart.Waiting;
        Watch.DueUs = nextUs;
        _sockets.WaitAny(nextUs);
    }

    private long Sooner(long nextUs, IPart part, byte name)
    {
        Watch.Part = name;
        long partUs = part.Step(_clock.NowUs);
        return partUs < nextUs ? partUs : nextUs;
    }
}
