using System;
using System.IO;
using System.Threading;
using nanoFramework.Runtime.Native;
using NukiEdge.Core.Flash;
using NukiEdge.Core.Houses;
using NukiEdge.Web.Houses;

namespace NukiEdge.Device;

/// <summary>Reboots the board and remembers why.</summary>
public sealed class BoardPower
{
    /// <summary>Reasons, as stored. 0 is a power-up or a reset from outside.</summary>
    public const byte NoReason = 0, NoNetwork = 1, NetworkLost = 2, TooManyFaults = 3;

    private const string ReasonFile = BoardFile.Drive + "reboot.bin";

    private readonly BoardRelays _relays;

    /// <summary>Reads why the board rebooted, and forgets it.</summary>
    /// <param name="relays">Switched off before every reboot.</param>
    public BoardPower(BoardRelays relays)
    {
        _relays = relays;
        try
        {
            if (File.Exists(ReasonFile))
            {
                LastReason = File.ReadAllBytes(ReasonFile)[0];
                File.Delete(ReasonFile);
            }
        }
        catch (Exception)
        {
            // A reason that cannot be read is no reason not to start.
        }
    }

    /// <summary>Why the board rebooted last time: <see cref="NoReason"/> to <see cref="TooManyFaults"/>.</summary>
    public byte LastReason { get; }

    /// <summary>Saves the log before a reboot; null where none is kept.</summary>
    public LogSaver Log { get; set; }

    /// <summary>Saves what was learned before a reboot; set together with <see cref="Log"/>.</summary>
    public HouseMemory Memory { get; set; }

    /// <summary>Saves the house before a reboot, where something of it changed; set together with <see cref="Log"/>.</summary>
    public HouseStores Stores { get; set; }

    /// <summary>Switches the relays off, stores the reason, saves the log and reboots. On the loop's thread. Does not return.</summary>
    public void Reboot(byte reason)
    {
        _relays.AllOff();
        try
        {
            File.WriteAllBytes(ReasonFile, new byte[] { reason });
            if (Log != null)
            {
                Log.SaveAll();
                Stores.SaveAll();
                Memory.SaveAll();
            }
        }
        catch (Exception)
        {
            // Rebooting matters more than knowing why.
        }
        Power.RebootDevice();
        Thread.Sleep(Timeout.Infinite);
    }
}
