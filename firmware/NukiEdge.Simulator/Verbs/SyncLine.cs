using System;
using System.Diagnostics;
using NukiEdge.Connect.Sync;
using NukiEdge.Web.Log;

namespace NukiEdge.Simulator.Verbs;

/// <summary>
/// How the sync with Nuki Web stands, for a person at the terminal: at the start, and once more when the first one is over. What it
/// changes and what goes wrong are lines of the log.
/// </summary>
internal sealed class SyncLine
{
    private const int LookMs = 1000;

    private readonly Appliance _appliance;
    private readonly bool _hasToken;
    private readonly Stopwatch _sinceLook = Stopwatch.StartNew();
    private bool _isSaid;

    /// <summary>Says whether it syncs; never the token. After the appliance has started.</summary>
    public SyncLine(Appliance appliance, NukiWebPlace web)
    {
        _appliance = appliance;
        (_hasToken, int everyMin) = appliance.Ask(() => (appliance.House.NukiWeb.HasToken, appliance.House.NukiWeb.EveryMin));
        if (_hasToken)
        {
            Ink.Line($"  Nuki Web: syncs with {web.Origin.GetLeftPart(UriPartial.Authority)} every {everyMin} min; {How()}");
        }
        else
        {
            Ink.Line("  Nuki Web: no token, so names are those of the house, and a number that the lock gives out again goes unnoticed.");
        }
    }

    /// <summary>The appliance syncs as soon as the house has a token; started by hand, it does so at once. Before it starts.</summary>
    public static void Use(Appliance appliance, NukiWebPlace web)
    {
        SyncTimes times = SyncTimes.NeverFrozen();
        times.FirstFromSeconds = 0;
        times.FirstToSeconds = 2;
        appliance.UseNukiWeb(web.Origin, web.Roots, times);
    }

    /// <summary>Says how the first sync went, once.</summary>
    public void Look()
    {
        if (_isSaid || !_hasToken || _appliance.HasEnded || _sinceLook.ElapsedMilliseconds < LookMs)
        {
            return;
        }

        _sinceLook.Restart();
        _isSaid = _appliance.Ask(() => _appliance.NukiWeb!.Sync.IsIdle && _appliance.NukiWeb.Sync.Done > 0);
        if (_isSaid)
        {
            Ink.Line("  Nuki Web: " + How());
        }
    }

    private string How()
    {
        return _appliance.Ask(() => SyncText.Line(_appliance.NukiWeb!.Sync.Status, _appliance.Clock.UtcSeconds));
    }
}
