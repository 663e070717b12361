using System;
using System.Net;
using System.Net.NetworkInformation;
using NukiEdge.Core;
using NukiEdge.Core.Bytes;
using NukiEdge.Core.Houses;
using NukiEdge.Core.Life;
using NukiEdge.Core.Loop;
using NukiEdge.Core.Ports;
using NukiEdge.Net.Mqtt;

namespace NukiEdge.Device;

/// <summary>
/// Which way the locks' messages come in: the built-in broker, or the owner's own where <see cref="BoardFile.Broker"/>, or else the house,
/// names one. Only that one is allocated.
/// </summary>
public sealed class BoardLink
{
    private const string Trust = "trust-broker";

    private readonly MqttBroker _builtIn;

    /// <summary>Hangs it on the loop. Nothing is opened before <see cref="Start"/> and the loop's first turn.</summary>
    public BoardLink(Limits limits, IClock clock, ISockets sockets, EdgeLoop edge, BrokerChoice choice)
    {
        string[] lines = BoardFile.Lines(BoardFile.Broker);
        bool isByFile = lines[0].Trim().Length > 0;
        BrokerSettings settings = isByFile ? Settings(lines[0].Trim()) : Of(choice);
        if (settings == null)
        {
            _builtIn = new MqttBroker(limits, clock, sockets, edge.Gate, edge, edge.OwnTopics);
            edge.Add(_builtIn, LoopPart.Broker);
            edge.Use(_builtIn);
            return;
        }
        bool trusts = isByFile ? lines.Length > 1 && lines[1].Trim() == Trust : choice.Trusts;
        ByFile = isByFile ? settings.Url : null;
        IsTrusted = isByFile && trusts;
        BoardBroker external = new BoardBroker(limits, clock, sockets, edge, settings);
        edge.Add(external, LoopPart.Link);
        edge.UseExternal(external, trusts);
        Hearing = external.Line;
        Console.WriteLine("External broker " + settings.Url.Host + ":" + settings.Url.Port.ToString()
            + (trusts ? ", trusted with sensitive scenes" : ", sensitive scenes are held"));
    }

    /// <summary>The broker that the file names, which goes before what the page chose; null without one.</summary>
    public BrokerUrl ByFile { get; }

    /// <summary>The file says that its events may run sensitive scenes.</summary>
    public bool IsTrusted { get; }

    /// <summary>The built-in broker; null with an external one.</summary>
    public MqttBroker BuiltIn => _builtIn;

    /// <summary>What has to listen; null with an external broker, which may stay away for as long as it likes.</summary>
    public IHealth Listener => _builtIn;

    /// <summary>Tells whether locks can be heard; null with the built-in broker, where each says so by itself.</summary>
    public IHealth Hearing { get; }

    /// <summary>Opens the built-in broker's port. With an external broker there is nothing to open.</summary>
    /// <returns>What to say on the console.</returns>
    public string Start()
    {
        return _builtIn == null || _builtIn.Start(BrokerUrl.UsualPort) ? "Ready" : "The MQTT port cannot be opened";
    }

    /// <summary>What the house says; null where it says the built-in one.</summary>
    private static BrokerSettings Of(BrokerChoice choice)
    {
        if (!choice.IsExternal)
            return null;
        BrokerSettings settings = new BrokerSettings { ClientId = ClientId(), Seed = (uint)new Random().Next() };
        settings.Url.Use(choice.Host(), choice.Port, choice.User, choice.Password);
        return settings;
    }

    /// <summary>Null where there is no external broker, or none that can be used; why not was printed.</summary>
    private static BrokerSettings Settings(string url)
    {
        if (url.Length == 0)
            return null;
        BrokerSettings settings = new BrokerSettings { ClientId = ClientId(), Seed = (uint)new Random().Next() };
        string wrong = settings.Url.Read(url);
        if (wrong == null && !IsAddress(settings.Url.Host))
            wrong = "host: the board takes an IPv4 address only; looking a name up would stop the loop for seconds";
        if (wrong == null)
            return settings;
        Console.WriteLine(BoardFile.Broker + ": " + wrong + ". The built-in broker is used.");
        return null;
    }

    private static bool IsAddress(string host)
    {
        try
        {
            return host.Split('.').Length == 4 && IPAddress.Parse(host) != null;
        }
        catch (Exception)
        {
            return false;
        }
    }

    /// <summary>From the hardware address: the same at each start, another one on each board.</summary>
    private static byte[] ClientId()
    {
        ByteWriter writer = new ByteWriter();
        writer.Reset(new byte[20]);
        writer.Add(Ascii.Of("nukiedge"));
        NetworkInterface[] all = NetworkInterface.GetAllNetworkInterfaces();
        byte[] address = all.Length == 0 ? null : all[0].PhysicalAddress;
        for (int i = 0; address != null && i < address.Length; i++)
        {
            writer.Add(Ascii.HexDigit(address[i] >> 4));
            writer.Add(Ascii.HexDigit(address[i] & 15));
        }
        byte[] id = new byte[writer.Length];
        Array.Copy(writer.Buffer, id, id.Length);
        return id;
    }
}
