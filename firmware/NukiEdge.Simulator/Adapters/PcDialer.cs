using System;
using System.Net;
using System.Net.Sockets;
using System.Threading;
using System.Threading.Tasks;
using NukiEdge.Core.Ports;

namespace NukiEdge.Simulator.Adapters;

/// <summary>
/// Connects to one host. A name is looked up anew for each connection, because an address can change, on a thread of the
/// system's, and never on the loop.
/// </summary>
public sealed class PcDialer : IDialer
{
    private readonly PcSockets _sockets;
    private readonly string _host;
    private readonly int _port;
    private Task<IPAddress?>? _lookUp;

    /// <summary>Connects to a host by IPv4 address or name.</summary>
    public PcDialer(PcSockets sockets, string host, int port)
    {
        _sockets = sockets;
        _host = host;
        _port = port;
    }

    /// <inheritdoc/>
    public bool HasFailed { get; private set; }

    /// <inheritdoc/>
    public IConnection? Dial()
    {
        HasFailed = false;
        if (IPAddress.TryParse(_host, out IPAddress? known) && known.AddressFamily == AddressFamily.InterNetwork)
        {
            return Connect(known);
        }

        if (_lookUp is null)
        {
            _lookUp = Task.Run(LookUp);
            _ = _lookUp.ContinueWith(_ => _sockets.Wake(), TaskScheduler.Default);
        }

        if (!_lookUp.IsCompleted)
        {
            return null;
        }

        IPAddress? found = _lookUp.Result;
        _lookUp = null;
        return Connect(found);
    }

    private IConnection? Connect(IPAddress? address)
    {
        IConnection? connection = address is null ? null : _sockets.Connect(address, _port);
        HasFailed = connection is null;
        return connection;
    }

    private async Task<IPAddress?> LookUp()
    {
        try
        {
            IPAddress[] all = await Dns.GetHostAddressesAsync(_host, AddressFamily.InterNetwork, CancellationToken.None);
            return all.Length > 0 ? all[0] : null;
        }
        catch (Exception e) when (e is SocketException or ArgumentException)
        {
            return null; // no such name
        }
    }
}
