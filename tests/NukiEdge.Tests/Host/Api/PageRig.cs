using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Text;
using NukiEdge.Connect.Sync;
using NukiEdge.Core;
using NukiEdge.Core.Flash;
using NukiEdge.Core.Houses;
using NukiEdge.Core.Log;
using NukiEdge.Simulator;
using NukiEdge.Simulator.Adapters;
using NukiEdge.Tests.Data;
using NukiEdge.Web.Access;
using NukiEdge.Web.Houses;

namespace NukiEdge.Tests.Api;

/// <summary>A whole appliance with its page on free ports, and a folder that keeps everything.</summary>
internal sealed class PageRig : IDisposable
{
    public const string Password = "correct horse 9";
    public const string PlantedToken = "PLANTEDtoken0123456789", PlantedLogin = "PLANTED-login-secret", PlantedTarget = "PLANTED-target-pw";

    /// <summary>Names that break what is written carelessly: quotes, markup, emoji, right-to-left, 64 bytes.</summary>
    public static readonly string[] HardNames =
    [
        "Anna \"the\" \\ 'first'", "<script>alert(1)</script>", "Zoë 👩‍👧 🏠", "שרה العربية", new string('é', 32), "=1+1", "</x>&amp;%00{person}",
    ];

    private readonly TempFolder _temp = new();
    private readonly DataFolder _folder;

    /// <param name="change">Changes the house's text before it is read.</param>
    /// <param name="withCloud">With the part that speaks to Nuki Web, which has nobody to speak to.</param>
    public PageRig(Limits limits = null, bool withStores = true, Func<string, string> change = null, bool withCloud = false)
    {
        _folder = new DataFolder(_temp.Path);
        Assert.IsNull(_folder.Take());
        limits ??= Limits.LargeBoard();
        var slots = new HeldSlots(new FileSlots(_folder));
        Slots = slots;
        Stores = new HouseStores(new SlotStore(slots, new Crc32(), new byte[SlotStore.WorkBytes], StoreKind.Settings, HouseStores.Version));
        House = Stores.Load(limits);
        var import = new ImportFile(_folder);
        Assert.IsNull(import.Put(Encoding.UTF8.GetBytes(change is null ? HouseText() : change(HouseText()))));
        var taken = new HouseImport(import, Stores);
        House = taken.Run(House);
        Assert.IsNull(taken.Error, taken.Error?.Text());
        Appliance = new Appliance(House, new BenchRelays(House.RelayNames.Count), IPAddress.Loopback);
        var segments = new LogSegments(new FileSegments(_folder, LogSegments.SegmentsFor(limits.LogFlashEntries)), new Crc32());
        segments.Open();
        Appliance.Keep(segments, slots, null, withStores ? Stores : null);
        if (withCloud)
        {
            Appliance.UseNukiWeb(new Uri("http://127.0.0.1/"), null, SyncTimes.NeverFrozen());
        }

        Assert.IsTrue(Appliance.UsePage(new IPEndPoint(IPAddress.Loopback, 0), FolderPages.BuiltIn(), withStores ? new HouseInbox(_folder) : null,
            withStores ? new FolderEraser(_folder) : null));
        Assert.IsTrue(Appliance.Start(0));
        Port = Appliance.Ask(() => Appliance.Page.Server.Port);
        Client = new PageClient(Port);
        Code = Appliance.Ask(() => DeviceCode.Text(Appliance.Access.Kept));
    }

    public Appliance Appliance { get; }

    public House House { get; }

    public HouseStores Stores { get; }

    public HeldSlots Slots { get; }

    /// <summary>Where everything is kept.</summary>
    public string Folder => _temp.Path;

    public ImportFile Import => new(_folder);

    public int Port { get; }

    public string Code { get; }

    /// <summary>The owner's browser.</summary>
    public PageClient Client { get; }

    /// <summary>Sets the password and logs the owner in.</summary>
    public PageRig LoggedIn()
    {
        Reply set = Client.SetUp(Code, Password);
        Assert.AreEqual(200, set.Status, set.Text);
        Reply login = Client.LogIn(Password);
        Assert.AreEqual(200, login.Status, login.Text);
        return this;
    }

    /// <summary>Another program with a key that the owner makes.</summary>
    public PageClient Program(string role)
    {
        Reply made = Client.Ask("POST", "/api/keys", new { name = "K " + role, role });
        Assert.AreEqual(201, made.Status, made.Text);
        return new PageClient(Port) { Key = Client.Open("key", made.Json.GetProperty("box").GetString()) };
    }

    /// <summary>Turns the appliance's clock on: for sessions and waits it is later now.</summary>
    public void Later(int minutes)
    {
        Appliance.Ask(() =>
        {
            System.Reflection.FieldInfo start = typeof(PcClock).GetField("_start", System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Instance);
            start.SetValue(Appliance.Clock, (long)start.GetValue(Appliance.Clock) - minutes * 60L * System.Diagnostics.Stopwatch.Frequency);
            return 0;
        });
        Client.Reconnect(); // its connection has rested for too long by that
    }

    /// <summary>An announcement as if from the front door.</summary>
    public void Announce(string payload)
    {
        Appliance.Ask(() =>
        {
            byte[] topic = Encoding.ASCII.GetBytes("nuki/3807B7EC/lockActionEvent");
            byte[] text = Encoding.ASCII.GetBytes(payload);
            var message = new Core.Ports.Message
            {
                Buffer = [.. topic, .. text],
                TopicOffset = 0,
                TopicLength = topic.Length,
                PayloadOffset = topic.Length,
                PayloadLength = text.Length,
                Login = 0,
                ReceivedUs = Appliance.Clock.NowUs,
            };
            Appliance.Edge.OnMessage(message);
            return 0;
        });
    }

    /// <summary>The sentences of the log.</summary>
    public List<string> Log()
    {
        return Appliance.Ask(() =>
        {
            var lines = new List<string>();
            var record = new LogRecord();
            var text = new Web.Log.LogText(House);
            for (long n = Appliance.Edge.Log.Oldest; n < Appliance.Edge.Log.Written; n++)
            {
                Appliance.Edge.Log.Read(n, record);
                lines.Add(text.Line(record));
            }

            return lines;
        });
    }

    /// <summary>Ends the appliance as Ctrl+C does; what it keeps stays in the folder.</summary>
    public void Stop()
    {
        Client.Dispose();
        Appliance.Dispose();
        _folder.Dispose();
    }

    public void Dispose()
    {
        Stop();
        _temp.Dispose();
    }

    private static string HouseText()
    {
        string persons = string.Join(",", HardNames.Select((name, i) => System.Text.Json.JsonSerializer.Serialize(new
        {
            name,
            credentials = new[] { new { @lock = "Front door", code = 1000 + i } },
        })));
        return $$"""
            { "house": 1, "timeZone": "CET-1CEST,M3.5.0,M10.5.0/3",
              "locks": [{ "name": "Front door", "id": "3807B7EC", "keypads": [54321] }],
              "relays": [{ "name": "Light", "longestOnMs": 60000 }, { "name": "Gate", "longestOnMs": 3000 }],
              "persons": [{{persons}}],
              "scenes": [{ "name": "Welcome", "steps": [{ "relay": "Light", "do": "pulse", "ms": 200 }] },
                { "name": "Open gate", "sensitive": true, "steps": [{ "relay": "Gate", "do": "pulse", "ms": 500 }] }],
              "rules": [{ "name": "First", "who": { "person": {{System.Text.Json.JsonSerializer.Serialize(HardNames[0])}} }, "scene": "Welcome" }],
              "logins": [{ "user": "front", "password": "{{PlantedLogin}}", "role": "lock", "lock": "Front door" },
                { "user": "reader", "password": "reader-secret", "role": "reader" }],
              "targets": [{ "address": "192.168.1.9", "user": "admin", "password": "{{PlantedTarget}}" }],
              "nukiWeb": { "token": "{{PlantedToken}}", "everyMin": 60 } }
            """;
    }
}
