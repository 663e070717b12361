using System;
using System.Net;
using NukiEdge.Connect;
using NukiEdge.Connect.Webhooks;
using NukiEdge.Core.Life;
using NukiEdge.Core.Ports;
using NukiEdge.Net.Http;
using NukiEdge.Net.Mqtt;
using NukiEdge.Simulator.Adapters;
using NukiEdge.Web.Access;
using NukiEdge.Web.Api;
using NukiEdge.Web.Api.Pins;

namespace NukiEdge.Simulator;

/// <summary>The page and its REST API: the same server, access and routes as on the board.</summary>
public sealed partial class Appliance
{
    private AccessStore? _accessStore;
    private FolderEraser? _eraser;
    private BrokerSettings? _fixedBroker;
    private bool _trustsFixedBroker;

    /// <summary>The page's server, or null. Only inside <see cref="Ask{T}"/>.</summary>
    public PageServer? Page { get; private set; }

    /// <summary>What its REST API speaks of, or null. Only inside <see cref="Ask{T}"/>.</summary>
    public ApiParts? Api { get; private set; }

    /// <summary>Who may use the page, or null. Only inside <see cref="Ask{T}"/>.</summary>
    public PageAccess? Access { get; private set; }

    /// <summary>Where the page is on this computer, as an origin; null without one.</summary>
    public string? PageAddress => Page is null ? null : "http://127.0.0.1:" + Page.Server.Port;

    /// <summary>
    /// Serves the page. After <see cref="Keep"/> and <see cref="UseNukiWeb"/>, before <see cref="Start"/>. Where no password is set,
    /// one can be set for five minutes from now on, with <see cref="DeviceCode"/>.
    /// </summary>
    /// <param name="at">Where it listens; port 0 is any free one.</param>
    /// <param name="pages">Its files; null for the API alone.</param>
    /// <param name="inbox">Where a house that is handed in is kept until the next start, or null.</param>
    /// <param name="eraser">Erases all that this appliance keeps, or null.</param>
    /// <returns>false when the port is taken; then there is no page.</returns>
    public bool UsePage(IPEndPoint at, IPageSource? pages = null, IHouseInbox? inbox = null, FolderEraser? eraser = null)
    {
        _eraser = eraser;
        var hmac = new PcHmac();
        var random = new PcRandom();
        var access = new PageAccess(House.Limits, Clock, hmac, random, Edge.Log);
        AccessStore? store = _slots is null ? null : new AccessStore(access.Kept, _slots);
        store?.Load();
        DeviceCode.Make(access.Kept, hmac, random);
        var parts = new ApiParts
        {
            House = House,
            Edge = Edge,
            Clock = Clock,
            Hmac = hmac,
            Access = access,
            Broker = Broker,
            External = External,
            Hearing = External?.Line,
            Sync = NukiWeb?.Sync.Status,
            Runs = Life.Book,
            Stores = _stores,
            Network = new PcNetwork(at.Address),
            Pins = new PinMap(Board.Choose("ESP32", ""), House, isReal: false),
            Memory = _memory,
            Webhooks = NukiWeb is null ? null : new Webhooks(NukiWeb),
            Inbox = inbox ?? new HouseInbox(null),
            Eraser = eraser,
            FixedBroker = _fixedBroker?.Url,
            TrustsFixedBroker = _trustsFixedBroker,
            Dialers = new Dialers(_sockets),
            Logins = _targetLogins,
            Restart = Life,
        };
        var page = new PageServer(House.Limits, parts, new ListensAt(_sockets, at.Address), PcHosts.At(at.Address), pages ?? new NoPage(), store,
            Random.Shared.Next(1, 500_000_000));
        if (!page.Server.Start(at.Port))
        {
            return false;
        }

        Page = page;
        Api = parts;
        Access = access;
        _accessStore = store;
        access.ButtonPressed(Clock.NowUs);
        Edge.Add(page, LoopPart.Page);
        Edge.Onlooker = page.Onlooker;
        return true;
    }

    /// <summary>The command line names the broker, so the page cannot choose another one. Before <see cref="UsePage"/>.</summary>
    public void FixBroker(BrokerSettings broker, bool trusts)
    {
        _fixedBroker = broker;
        _trustsFixedBroker = trusts;
    }

    private sealed class Dialers : IDialers
    {
        private readonly PcSockets _sockets;

        public Dialers(PcSockets sockets)
        {
            _sockets = sockets;
        }

        public IDialer To(string address, int port)
        {
            return new PcDialer(_sockets, address, port);
        }
    }

    private sealed class Webhooks : IWebhooks
    {
        private readonly NukiWebLink _link;

        public Webhooks(NukiWebLink link)
        {
            _link = link;
        }

        public int Receive(byte[] header, int headerAt, int headerLength, byte[] body, int bodyAt, int bodyLength)
        {
            return WebhookVerdict.HttpStatus(_link.Receive(header, headerAt, headerLength, body, bodyAt, bodyLength));
        }
    }

    /// <summary>The loop's sockets, listening on an address of their own.</summary>
    private sealed class ListensAt : ISockets
    {
        private readonly PcSockets _sockets;
        private readonly IPAddress _address;

        public ListensAt(PcSockets sockets, IPAddress address)
        {
            _sockets = sockets;
            _address = address;
        }

        public IListener Listen(int port)
        {
            return _sockets.ListenAt(_address, port);
        }

        public void WaitAny(long deadlineUs)
        {
            _sockets.WaitAny(deadlineUs);
        }

        public void Wake()
        {
            _sockets.Wake();
        }
    }

    private sealed class NoPage : IPageSource
    {
        public int Find(byte[] path, int offset, int length)
        {
            return -1;
        }

        public int Length(int file)
        {
            return 0;
        }

        public byte[] ContentType(int file)
        {
            return [];
        }

        public byte[] Tag(int file)
        {
            return [];
        }

        public bool IsGzip(int file)
        {
            return false;
        }

        public bool IsForever(int file)
        {
            return false;
        }

        public int Read(int file, int at, byte[] buffer, int offset, int count)
        {
            return -1;
        }
    }
}
