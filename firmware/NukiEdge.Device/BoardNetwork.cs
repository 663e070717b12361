using System;
using System.Net.NetworkInformation;
using System.Threading;
using nanoFramework.Networking;
using NukiEdge.Core.Life;
using NukiEdge.Core.Ports;
using NukiEdge.Web.Api.Pins;

namespace NukiEdge.Device;

/// <summary>
/// Brings the network up from the configuration stored in flash (nanoff --networkdeployment) and watches it. A board
/// that finds no address, or has lost it for long, reboots: nanoFramework's Wi-Fi does not always find back by itself
/// (nanoframework/Home 1421, 1549).
/// </summary>
public sealed class BoardNetwork : IPart
{
    private const int TryMs = 20_000;
    private const int PauseMs = 20_000; // a try that cannot even begin is over at once
    private const int Tries = 5; // two to three minutes: longer than a router needs to restart
    private const long LookEveryUs = 10_000_000;
    private const long LostLimitUs = 15 * 60 * 1_000_000L;

    private readonly Board _board;
    private readonly BoardPower _power;
    private long _nextUs;
    private long _lastAddressUs;

    /// <summary>Does nothing yet.</summary>
    public BoardNetwork(Board board, BoardPower power)
    {
        _board = board;
        _power = power;
    }

    /// <summary>Waits for an address, and reboots when none comes. Says on the console what it waits for.</summary>
    public void Start()
    {
        for (int i = 1; i <= Tries; i++)
        {
            Console.WriteLine($"Waiting for an address ({(_board.HasEthernet ? "Ethernet" : "Wi-Fi")}), try {i} of {Tries}");
            if (Connect())
            {
                Current = Address();
                Console.WriteLine("Address: " + Current);
                return;
            }
            Thread.Sleep(PauseMs);
        }
        Console.WriteLine("No network: rebooting");
        _power.Restart(RunEnd.NoNetwork, LoopPart.Network, 0);
    }

    /// <summary>The address as it was when it was last looked at, at most ten seconds ago; it stays while there is none. Null at first.</summary>
    public string Current { get; private set; }

    /// <summary>The board's IPv4 address as text, or null while it has none.</summary>
    public static string Address()
    {
        NetworkInterface[] interfaces = NetworkInterface.GetAllNetworkInterfaces();
        for (int i = 0; i < interfaces.Length; i++)
        {
            string address = interfaces[i].IPv4Address;
            if (!string.IsNullOrEmpty(address) && address[0] != '0')
                return address;
        }
        return null;
    }

    /// <inheritdoc />
    public long Step(long nowUs)
    {
        if (nowUs >= _nextUs)
        {
            _nextUs = nowUs + LookEveryUs;
            string address = Address();
            if (address != null && address != Current)
                Current = address;
            if (_lastAddressUs == 0 || address != null)
                _lastAddressUs = nowUs;
            else if (nowUs - _lastAddressUs > LostLimitUs)
                _power.Restart(RunEnd.NetworkLost, LoopPart.Network, 0);
        }
        return _nextUs;
    }

    private bool Connect()
    {
        using (CancellationTokenSource limit = new CancellationTokenSource(TryMs))
        {
            // Both wait for an address and answer false when the time is up. The Wi-Fi itself connects by the stored
            // configuration, which must say AutoConnect.
            return _board.HasEthernet
                ? NetworkHelper.SetupAndConnectNetwork(limit.Token)
                : WifiNetworkHelper.Reconnect(false, 0, limit.Token);
        }
    }
}
