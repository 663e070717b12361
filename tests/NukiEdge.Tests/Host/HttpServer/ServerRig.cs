using System;
using System.IO;
using System.IO.Compression;
using System.Text;
using System.Threading;
using NukiEdge.Core;
using NukiEdge.Core.Houses;
using NukiEdge.Core.Loop;
using NukiEdge.Core.Ports;
using NukiEdge.Net.Mqtt;
using NukiEdge.Simulator.Adapters;
using NukiEdge.Tests.Data;
using NukiEdge.Tests.EndToEnd;
using NukiEdge.Tests.Serving;
using NukiEdge.Web.Houses;

namespace NukiEdge.Tests.HostServing;

/// <summary>The small board's limits on a PC: the event loop, the broker and the HTTP server on one thread, over real sockets.</summary>
internal sealed class ServerRig : IDisposable
{
    public const string Script = "console.log('a page');";

    private readonly PcSockets _sockets;
    private readonly EdgeLoop _edge;
    private readonly MqttBroker _broker;
    private readonly Thread _thread;
    private readonly TempFolder _folder = TempFolder.Made();
    private volatile bool _stopping;
    private Exception _fault;

    public ServerRig()
    {
        Limits limits = Limits.SmallBoard();
        var clock = new PcClock();
        _sockets = new PcSockets(clock);
        var house = new House(limits);
        HouseError error = HouseReader.Read(new ByteSource(Encoding.UTF8.GetBytes(TestAppliance.HouseWith())), house);
        Assert.IsNull(error, error?.Text());
        var relays = new BenchRelays(house.RelayNames.Count);
        _edge = new EdgeLoop(limits, clock, _sockets, relays, new ICaller[limits.Calls], house);
        _broker = new MqttBroker(limits, clock, _sockets, _edge.Gate, _edge, _edge.OwnTopics);
        _edge.Add(_broker);
        _edge.Use(_broker);

        File.WriteAllText(Path.Combine(_folder.Path, "index.html"), "<!doctype html>" + new string('x', 20000));
        using (var packed = new GZipStream(File.Create(Path.Combine(_folder.Path, "app.js.gz")), CompressionLevel.Optimal))
        {
            packed.Write(Encoding.UTF8.GetBytes(Script));
        }

        var hosts = new NukiEdge.Net.Http.HostList(64);
        hosts.Add("localhost"u8.ToArray());
        hosts.AddAddress(0x7F000001);
        hosts.AddAddress(0x7F000002);
        Server = new NukiEdge.Net.Http.HttpServer(limits, _sockets, hosts, HttpBench.Routes(), new NukiEdge.Net.Http.IHttpHandler[] { Handler },
            new FakeAccess(), new FolderPages(_folder.Path), 1);
        _edge.Add(Server);
        Assert.IsTrue(_broker.Start(0) && Server.Start(0));
        MqttPort = _broker.Port;
        Port = Server.Port;
        _thread = new Thread(Run) { IsBackground = true, Name = "loop", Priority = ThreadPriority.AboveNormal };
        _thread.Start();
    }

    public FakeHandler Handler { get; } = new();

    public NukiEdge.Net.Http.HttpServer Server { get; }

    public int Port { get; }

    public int MqttPort { get; }

    /// <summary>What the loop is to do next, on its thread.</summary>
    public Action Order { get; set; }

    public Uri Url(string path)
    {
        return new Uri("http://127.0.0.1:" + Port + path);
    }

    /// <summary>Does something on the loop's thread.</summary>
    public void Do(Action what)
    {
        using var done = new ManualResetEventSlim();
        Order = () =>
        {
            what();
            done.Set();
        };
        _sockets.Wake();
        Assert.IsTrue(done.Wait(10000), "the loop does not turn");
    }

    public void Dispose()
    {
        _stopping = true;
        _sockets.Wake();
        Assert.IsTrue(_thread.Join(10000), "the loop does not end");
        _sockets.Dispose();
        _folder.Dispose();
        Assert.IsNull(_fault, _fault?.ToString());
    }

    private void Run()
    {
        try
        {
            while (!_stopping)
            {
                _edge.Step();
                Action order = Order;
                if (order is not null)
                {
                    Order = null;
                    order();
                }
            }
        }
        catch (Exception e)
        {
            _fault = e;
        }
    }
}
