using NukiEdge.Core.Bytes;

namespace NukiEdge.Core.Locks;

/// <summary>
/// What a rule can be about: the arrival of somebody, or something that happens at a lock and names nobody. No happening is an
/// announcement, and no announcement is a happening: neither matches a rule of the other.
/// </summary>
public static class Happening
{
    /// <summary>Somebody announced an action: all that has a person, an action and a source.</summary>
    public const int Arrival = 0;

    /// <summary>The door sensor went from closed to open, and no announcement explains it (<see cref="LockWatch.IsAlone"/>).</summary>
    public const int DoorOpenedAlone = 1;

    /// <summary>The lock's, or its keypad's, battery became critical.</summary>
    public const int BatteryLow = 2, KeypadBatteryLow = 3;

    /// <summary>The lock was connected and has been gone for a minute (<see cref="LockLink"/>).</summary>
    public const int LockOffline = 4;

    /// <summary>The words for them.</summary>
    public static readonly byte[][] Words = Ascii.Table("arrival", "door opened alone", "battery low", "keypad battery low", "lock offline");
}
