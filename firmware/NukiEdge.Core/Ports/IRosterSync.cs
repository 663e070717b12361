namespace NukiEdge.Core.Ports;

/// <summary>Why a sync is asked for.</summary>
public static class SyncWhy
{
    /// <summary>Its time has come, the owner wants it, a webhook said that something changed.</summary>
    public const byte Due = 0, Owner = 1, Webhook = 2;

    /// <summary>A credential that the roster does not have, or whose auth is not valid now. Rate-limited.</summary>
    public const byte UnknownCredential = 3;

    /// <summary>A sensitive scene waits for it: now, whatever is due.</summary>
    public const byte SceneWaits = 4;
}

/// <summary>Brings the roster up to date with Nuki Web. Asked on the event path, so it only takes note.</summary>
public interface IRosterSync
{
    /// <summary>Asks for a sync that begins from now on; one that is under way already does not count.</summary>
    /// <param name="why"><see cref="SyncWhy"/>.</param>
    /// <returns>Number of the sync that will answer, from 1; 0 when none will: no token, a refused one, or a limit of the rate.</returns>
    int Ask(byte why);

    /// <summary>Number of the last sync that is over, well or not; syncs are numbered in the order in which they begin.</summary>
    int Done { get; }

    /// <summary>True when that one was good: the roster is as Nuki Web has it.</summary>
    bool WasGood { get; }
}
