using System;
using System.IO;
using System.Linq;
using System.Text.Json;
using NukiEdge.Simulator.NukiWeb;
using NukiEdge.Tests.Data;
using NukiEdge.Tests.NukiWeb;

namespace NukiEdge.Tests.Simulator;

/// <summary>The verbs sync and people, and run with Nuki Web, as processes of their own against the double over TLS.</summary>
[TestClass]
public sealed class SyncVerbTest : IDisposable
{
    private readonly NukiRig _nuki = new();
    private readonly TempFolder _folder = TempFolder.Made();
    private readonly TempFile _house = new(LinkRig.HouseFile());
    private readonly TempFile _roots;

    public SyncVerbTest()
    {
        _roots = new TempFile(_nuki.RootPem);
        _nuki.PutCode(_nuki.Front, 12345, "Anna");
        _nuki.PutCode(_nuki.Front, 5, "Guest 7");
    }

    public void Dispose()
    {
        _roots.Dispose();
        _house.Dispose();
        _folder.Dispose();
        _nuki.Dispose();
    }

    [TestMethod]
    public void Sync_shows_who_got_what_saves_it_and_people_decides()
    {
        Assert.AreEqual(0, SimulatorProcess.Run("import", _house.Path, "--data", _folder.Path).Code);
        (int code, string text) = Sync("--data", _folder.Path);
        Assert.AreEqual(0, code, text);
        Assert.Contains("asking Nuki Web", text);
        Assert.Contains("Front door: code 5 belongs to Guest 7, who is new and has no rules: decide who that is", text);
        Assert.Contains("2 auths read", text);
        Assert.Contains("wait for your decision: 1.", text);
        Assert.DoesNotContain(NukiRig.Token, text);
        Assert.Contains("Nothing changed: 2 auths read", Sync("--data", _folder.Path).Text);
        Assert.Contains("belongs to Guest 7", SimulatorProcess.Run("log", "--data", _folder.Path).Text);

        text = People(0);
        Assert.Contains("New, decide", text);
        Assert.Contains("Front door: code 5 (NOT CONFIRMED)  [no rule of their own]", text);
        Assert.IsLessThan(text.IndexOf("Anna", StringComparison.Ordinal), text.IndexOf("Guest 7", StringComparison.Ordinal), "who is new comes first");
        Assert.Contains("There is no person Gest 7; did you mean Guest 7?", People(2, "confirm", "Gest 7"));
        Assert.Contains("There is no lock Frant door; did you mean Front door?", People(2, "give", "Frant door", "code", "5", "Anna"));
        Assert.Contains("code 6 is not known", People(2, "give", "Front door", "code", "6", "Anna"));
        Assert.Contains("There is a Anna already", People(2, "rename", "Guest 7", "Anna"));
        Assert.Contains("Guest 7: confirmed", People(0, "confirm", "Guest 7"));
        Assert.Contains("has no number that waits", People(2, "confirm", "Guest 7"));
        Assert.DoesNotContain("NOT CONFIRMED", People(0));
        Assert.Contains("Guest 7 is called Neighbour now", People(0, "rename", "Guest 7", "Neighbour"));
        Assert.Contains("Neighbour's numbers are Anna's now", People(0, "join", "Neighbour", "Anna"));
        Assert.Contains("code 5 is Neighbour's now", People(0, "give", "3807b7ec", "code", "5", "Neighbour"));
        Assert.AreEqual(0, Sync("--data", _folder.Path).Code);
        Assert.Contains("Neighbour                Front door: code 5", People(0));
    }

    [TestMethod]
    public void What_goes_wrong_is_said_in_the_owners_words_and_nothing_changes()
    {
        (int code, string text) = Sync("--config", _house.Path);
        Assert.AreEqual(0, code, text);
        Assert.Contains("nothing was saved, because the house came from a file", text);

        _nuki.Server.Faults.Set(NukiFault.Status503);
        (code, text) = Sync("--config", _house.Path);
        Assert.AreEqual(1, code, text);
        Assert.Contains("Nuki Web has a fault of its own", text);
        _nuki.Server.Faults.Set(NukiFault.None);
        _nuki.Server.Token.Revoke();
        (code, text) = Sync("--config", _house.Path, "--json");
        Assert.AreEqual(1, code, text);
        JsonElement json = JsonDocument.Parse(text).RootElement;
        Assert.IsFalse(json.GetProperty("good").GetBoolean());
        Assert.AreEqual(401, json.GetProperty("httpStatus").GetInt32());
        Assert.Contains("does not accept the API token", json.GetProperty("sentence").GetString());

        (code, text) = SimulatorProcess.Run("sync", "--config", _house.Path, "--nuki-web", _nuki.Server.Address.ToString());
        Assert.AreEqual(1, code, text);
        Assert.Contains("comes from nobody this box trusts", text);
    }

    [TestMethod]
    public void A_wrong_command_line_names_its_option()
    {
        Refused("--nuki-web must be https://HOST", "sync", "--config", _house.Path, "--nuki-web", "http://api.nuki.io");
        Refused("--nuki-web must be https://HOST", "run", "--mqtt", "127.0.0.1:0", "--config", _house.Path, "--nuki-web", "https://a/b");
        Refused("--nuki-roots " + _house.Path, "sync", "--config", _house.Path, "--nuki-roots", _house.Path);
        Refused("Either --data DIR, which keeps a house, or --config FILE", "sync");
        Refused("keeps no house yet", "sync", "--data", _folder.Path);
        using var plain = new TempFile(EndToEnd.TestAppliance.HouseWith());
        Refused("there is no API token", "sync", "--config", plain.Path);
    }

    [TestMethod]
    public void Run_says_that_it_syncs_prints_what_changed_and_keeps_others_out()
    {
        Assert.AreEqual(0, SimulatorProcess.Run("import", _house.Path, "--data", _folder.Path).Code);
        using var running = new SimulatorProcess(With("run", "--mqtt", "127.0.0.1:0", "--data", _folder.Path));
        running.WaitFor($"Nuki Web: syncs with https://localhost:{_nuki.Server.Port} every 120 min; no good sync since start");
        running.WaitFor("code 5 belongs to Guest 7, who is new and has no rules");
        running.WaitFor("Nuki Web: last good sync a moment ago");
        (int code, string text) = Sync("--data", _folder.Path);
        Assert.AreEqual(1, code, text);
        Assert.Contains("another appliance keeps its data there", text);
        Assert.Contains("end the appliance first", People(1, "confirm", "Guest 7"));
        Assert.AreEqual(0, running.Stop());
        Assert.DoesNotContain(NukiRig.Token, running.Text);
        Assert.Contains("NOT CONFIRMED", People(0));
    }

    private (int Code, string Text) Sync(params string[] arguments)
    {
        return SimulatorProcess.Run(With(["sync", .. arguments]));
    }

    private string[] With(params string[] arguments)
    {
        return [.. arguments, "--nuki-web", _nuki.Server.Address.ToString(), "--nuki-roots", _roots.Path];
    }

    private string People(int expected, params string[] arguments)
    {
        (int code, string text) = SimulatorProcess.Run(["people", "--data", _folder.Path, .. arguments]);
        Assert.AreEqual(expected, code, text);
        return text;
    }

    private static void Refused(string expected, params string[] arguments)
    {
        (int code, string text) = SimulatorProcess.Run(arguments);
        Assert.AreEqual(2, code, text);
        Assert.Contains(expected, text);
    }
}
