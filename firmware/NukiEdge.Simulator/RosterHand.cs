using System.Text;
using System.Threading;
using NukiEdge.Connect;
using NukiEdge.Connect.Sync;
using NukiEdge.Core.Houses;
using NukiEdge.Core.Locks;
using NukiEdge.Core.Log;
using NukiEdge.Core.Ports;
using NukiEdge.Simulator.Adapters;
using NukiEdge.Simulator.NukiWeb;
using NukiEdge.Web.People;

namespace NukiEdge.Simulator;

/// <summary>
/// What bench page, demo and tests do to the table of who is who: have it synced with the double of Nuki Web, make it old, and
/// decide as the owner does. From any thread.
/// </summary>
public sealed class RosterHand
{
    private const int LookMs = 2;

    private readonly Appliance _appliance;

    /// <summary>For a running appliance that uses a double (<see cref="Use"/>) or nothing.</summary>
    public RosterHand(Appliance appliance)
    {
        _appliance = appliance;
    }

    /// <summary>
    /// The appliance syncs with a double. The double's token takes the place of the house's own in memory, so that an owner's own
    /// token leaves this process for nowhere: the house must not be saved from here on. Before the start.
    /// </summary>
    /// <param name="firstSeconds">When the first sync comes by itself, seconds.</param>
    /// <param name="patience">How long the parts of a request may take; null for the usual times.</param>
    public static void Use(Appliance appliance, NukiWebServer web, int firstSeconds, CloudPatience? patience = null)
    {
        byte[] token = Encoding.ASCII.GetBytes(SampleAccount.Token);
        appliance.House.NukiWeb.SetToken(token, token.Length);
        SyncTimes times = SyncTimes.NeverFrozen();
        times.FirstFromSeconds = firstSeconds;
        times.FirstToSeconds = firstSeconds;
        CloudRoots? roots = web.Root is null ? CloudRoots.Bundled() : CloudRoots.FromPem(web.Root.Pem);
        appliance.UseNukiWeb(web.Address, roots, times, patience);
    }

    /// <summary>Asks for a sync, as the owner may.</summary>
    /// <returns>Its number, or 0 when none will come now.</returns>
    public int Ask()
    {
        return _appliance.Ask(() => _appliance.NukiWeb is { } web ? web.Sync.Ask(SyncWhy.Owner) : 0);
    }

    /// <summary>Asks for a sync and waits until it is over.</summary>
    /// <returns>true when it was good.</returns>
    public bool Sync(int timeoutMs)
    {
        int number = Ask();
        for (long deadline = System.Environment.TickCount64 + timeoutMs; number > 0 && System.Environment.TickCount64 < deadline;)
        {
            (bool isDone, bool wasGood) = _appliance.Ask(() => IsDone(_appliance.NukiWeb!, number));
            if (isDone)
            {
                return wasGood;
            }

            Thread.Sleep(LookMs);
        }

        return false;
    }

    /// <summary>
    /// Every lock that was ever synced was synced so much earlier. It moves the marks and no clock: everything else that is timed
    /// goes on as it was.
    /// </summary>
    public void MakeOld(int hours)
    {
        _appliance.Ask(() =>
        {
            for (int i = 0; i < _appliance.House.Locks.Count; i++)
            {
                Earlier(_appliance.House.Locks.At(i), hours * 3600L);
            }

            if (_appliance.NukiWeb?.Sync.Status is { LastGoodUtc: >= 0 } status)
            {
                status.LastGoodUtc -= hours * 3600L;
            }

            return true;
        });
    }

    /// <summary>The owner: all numbers of this person are that person's.</summary>
    /// <returns>One of <see cref="OwnerDecisions"/>.</returns>
    public int Confirm(string name)
    {
        return _appliance.Ask(() => Decisions().Confirm(Person(name)));
    }

    /// <summary>The owner: this person is really that one.</summary>
    /// <returns>One of <see cref="OwnerDecisions"/>.</returns>
    public int Join(string name, string into)
    {
        return _appliance.Ask(() => Decisions().Join(Person(name), Person(into)));
    }

    private OwnerDecisions Decisions()
    {
        return new OwnerDecisions(_appliance.House, _appliance.Edge.Log, _appliance.Clock);
    }

    private int Person(string name)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(name);
        return _appliance.House.Persons.IndexOf(bytes, 0, bytes.Length);
    }

    private static (bool IsDone, bool WasGood) IsDone(NukiWebLink web, int number)
    {
        return (web.Sync.Done >= number, web.Sync.WasGood);
    }

    private static void Earlier(NukiLock door, long seconds)
    {
        long us = door.SyncedUs == long.MinValue ? long.MinValue : door.SyncedUs - seconds * 1000000;
        door.MarkSynced(us, door.SyncedUtcSeconds < 0 ? -1 : door.SyncedUtcSeconds - seconds);
    }
}
