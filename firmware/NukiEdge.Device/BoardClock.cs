using System;
using nanoFramework.Hardware.Esp32;
using NukiEdge.Core.Ports;

namespace NukiEdge.Device;

/// <summary>
/// The ESP32's clocks: its 64-bit microsecond counter, and a wall clock that the firmware's own SNTP client sets some seconds after
/// the board has an address, then hourly. It starts by itself with 0.pool.ntp.org and 1.pool.ntp.org when Wi-Fi or Ethernet get an
/// address (nf-interpreter, the ESP32's network event handler, read at 013891b), so nothing here starts it. The package
/// nanoFramework.Networking.Sntp is not used: its static properties ask for an object there and throw.
/// </summary>
public sealed class BoardClock : IClock
{
    // The wall clock starts in 1970. Before this year it has not been set.
    private const int FirstPlausibleYear = 2024;

    /// <inheritdoc />
    public long NowUs => (long)HighResTimer.GetCurrent();

    /// <inheritdoc />
    public long UtcSeconds
    {
        get
        {
            DateTime now = DateTime.UtcNow;
            return now.Year < FirstPlausibleYear ? -1 : now.ToUnixTimeSeconds();
        }
    }
}
