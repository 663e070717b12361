using System;
using nanoFramework.Hardware.Esp32;
using NukiEdge.Core.Ports;

namespace NukiEdge.Device;

/// <summary>The ESP32's clocks: its 64-bit microsecond counter, and a wall clock that SNTP sets some time after start.</summary>
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
