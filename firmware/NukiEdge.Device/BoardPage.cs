using System;
using System.Device.Gpio;
using nanoFramework.Hardware.Esp32;
using NukiEdge.Core;
using NukiEdge.Core.Bytes;
using NukiEdge.Core.Life;
using NukiEdge.Core.Ports;
using NukiEdge.Net.Http;
using NukiEdge.Web.Access;
using NukiEdge.Web.Api;
using NukiEdge.Web.Api.Pins;
using NukiEdge.Web.Seals;

namespace NukiEdge.Device;

/// <summary>
/// The page on the board: its server on port 80, who may use it, the button. Made after the network has started: its nonces and the
/// device code need the chip's generator at its best. A port that cannot be opened is said on the console and restarts nothing:
/// the door works without the page.
/// </summary>
public sealed class BoardPage : IPart
{
    private const int Port = 80;
    private const int HostBytes = 64;

    private readonly PageServer _server;
    private readonly PageButton _button;
    private readonly BoardNetwork _network;
    private readonly HostList _hosts = new HostList(HostBytes);
    private readonly RandomPool _random;
    private string _address;
    private int _requests;

    /// <summary>Puts it together and hangs it on the loop.</summary>
    /// <param name="parts">What the API speaks of, without what only this class knows.</param>
    public BoardPage(GpioController gpio, Board board, Limits limits, ISockets sockets, BoardNetwork network, BoardPower power, ApiParts parts)
    {
        _network = network;
        parts.Hmac = new BoardHmac();
        parts.Heap = new BoardHeap(parts.Edge, parts.Clock);
        parts.Inbox = new BoardInbox();
        BoardNetworkFacts facts = new BoardNetworkFacts(board);
        parts.Network = facts;
        parts.Restart = power;
        _random = new RandomPool(parts.Hmac, new BoardRandom(), facts.PhysicalAddress());
        _random.Stir((long)HighResTimer.GetCurrent()); // how long flash, Wi-Fi or cable and DHCP took
        parts.Access = new PageAccess(limits, parts.Clock, parts.Hmac, _random, parts.Edge.Log);
        power.Access = new AccessStore(parts.Access.Kept, parts.Stores.Store);
        power.Access.Load();
        _random.Mix(parts.Access.Kept.Bytes);
        MakeCode(parts, _random, power.Access);
        _server = new PageServer(limits, parts, sockets, _hosts, new BoardPages(), power.Access, new Random().Next(500_000_000) + 1);
        if (board.ButtonPin == Board.NoPin)
            parts.Access.ButtonPressed(parts.Clock.NowUs); // as on the PC: whoever can unplug the box may set it up
        else
            _button = new PageButton(new BoardButton(gpio, board), parts.Access);
        FillHosts();
        parts.Edge.Add(this, LoopPart.Page);
        parts.Edge.Onlooker = _server.Onlooker;
    }

    /// <summary>Opens the port.</summary>
    /// <returns>What to say on the console.</returns>
    public string Start()
    {
        return _server.Server.Start(Port) ? "The page: http://" + _address + "/" : "The page's port cannot be opened";
    }

    /// <inheritdoc />
    public long Step(long nowUs)
    {
        if (_network.Current != _address)
            FillHosts();
        if (_server.Server.Requests != _requests)
        {
            _requests = _server.Server.Requests;
            _random.Stir((long)HighResTimer.GetCurrent());
        }
        long next = _server.Step(nowUs);
        long look = _button == null ? long.MaxValue : _button.Step(nowUs);
        return look < next ? look : next;
    }

    /// <summary>The code for the first password: on this console, at the first start and for as long as there is none.</summary>
    private static void MakeCode(ApiParts parts, RandomPool random, AccessStore store)
    {
        bool isNew = !parts.Access.Kept.HasCode;
        DeviceCode.Make(parts.Access.Kept, parts.Hmac, random);
        if (isNew && !store.SaveAll())
            Console.WriteLine("The device code cannot be saved: after the next start it is another one");
        if (isNew || !parts.Access.Kept.HasPassword)
            Console.WriteLine("Device code: " + DeviceCode.Text(parts.Access.Kept));
    }

    private void FillHosts()
    {
        _address = _network.Current;
        _hosts.Clear();
        _hosts.Add(Ascii.Of("nukiedge"));
        _hosts.Add(Ascii.Of("nukiedge.local"));
        _hosts.Add(Ascii.Of(BoardNetworkFacts.Name));
        if (_address != null)
            _hosts.Add(Ascii.Of(_address));
    }
}
