using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Threading;
using NukiEdge.Core;
using NukiEdge.Core.Houses;
using NukiEdge.Core.Locks;
using NukiEdge.Core.Loop;
using NukiEdge.Core.Ports;
using NukiEdge.Tests.Support;
using NukiEdge.Web.Api;
using NukiEdge.Web.Houses;
using Dice = NukiEdge.Tests.Support.Dice;

namespace NukiEdge.Tests.Api;

/// <summary>Rules and scenes changed over the API while the appliance runs: at once, without a restart, all or nothing.</summary>
[TestClass]
public class RulesInPlaceTest
{
    private const string Bell = "{\"name\":\"Bell\",\"steps\":[{\"relay\":\"Gate\",\"do\":\"pulse\",\"ms\":100}]}";

    [TestMethod]
    public void A_changed_rule_runs_at_the_next_event_without_a_restart_and_is_kept()
    {
        using PageRig rig = new PageRig().LoggedIn();
        string revision = rig.Client.Ask("GET", "/api/house").Tag;
        string body = "{\"rules\":[" + Rule("Known rings", "Bell") + "],\"scenes\":[" + Bell + "]}";
        Reply check = rig.Client.Ask("PUT", "/api/rules?check=1&revision=" + revision, body);
        Assert.AreEqual("200 " + revision, check.Status + " " + check.Json.GetProperty("revision").GetString());
        Assert.AreEqual("First", rig.Client.Ask("GET", "/api/rules").Json.GetProperty("rules")[0].GetProperty("name").GetString());
        Reply put = rig.Client.Ask("PUT", "/api/rules?revision=" + revision, body);
        Assert.AreEqual(200, put.Status, put.Text);
        Reply house = rig.Client.Ask("GET", "/api/house");
        Assert.AreEqual(house.Tag, put.Json.GetProperty("revision").GetString());
        Assert.AreNotEqual(revision, house.Tag);
        Assert.IsFalse(rig.Import.Exists, "no restart is needed");
        rig.Announce("1,0,54321,1000,1");
        Assert.Contains("Bell (rule Known rings)", rig.Log().Last(l => l.Contains("keypad code", StringComparison.Ordinal)));
        Assert.IsTrue(SpinWait.SpinUntil(() => !rig.Appliance.Ask(() => rig.Appliance.Edge.Relays.IsOn(1)), 5000));
        Assert.IsTrue(rig.Appliance.Ask(rig.Stores.SaveAll));
        House kept = rig.Appliance.Ask(() => new HouseStores(new Core.Flash.SlotStore(rig.Slots, new Core.Flash.Crc32(),
            new byte[Core.Flash.SlotStore.WorkBytes], Core.Flash.StoreKind.Settings, HouseStores.Version)).Load(rig.House.Limits));
        Assert.AreEqual("Known rings Bell", kept.Rules.Names.Text(0) + " " + kept.Scenes.Names.Text(kept.Rules.Scene(0)));
    }

    [TestMethod]
    public void Of_two_browsers_that_save_the_same_rules_the_second_is_told()
    {
        using PageRig rig = new PageRig().LoggedIn();
        using var other = new PageClient(rig.Port);
        Assert.AreEqual(200, other.LogIn(PageRig.Password).Status);
        string mine = rig.Client.Ask("GET", "/api/house").Tag;
        string theirs = other.Ask("GET", "/api/house").Tag;
        string body = "{\"scenes\":[" + Bell + "],\"rules\":[]}";
        Assert.AreEqual(200, rig.Client.Ask("PUT", "/api/rules?revision=" + mine, body).Status);
        Assert.AreEqual(412, other.Ask("PUT", "/api/rules?revision=" + theirs, body.Replace("100", "200", StringComparison.Ordinal)).Status);
        Assert.AreEqual(412, other.Ask("PUT", "/api/rules", body).Status);
        Assert.AreEqual(100, rig.Client.Ask("GET", "/api/scenes").Json.GetProperty("scenes")[0].GetProperty("steps")[0].GetProperty("ms").GetInt32());
        Assert.AreEqual(412, other.Ask("PUT", "/api/house?revision=" + theirs, rig.Client.Ask("GET", "/api/house").Text).Status);
    }

    [TestMethod]
    public void A_wrong_body_says_where_and_changes_nothing()
    {
        using PageRig rig = new PageRig().LoggedIn();
        string before = rig.Client.Ask("GET", "/api/house").Text;
        string revision = rig.Client.Ask("GET", "/api/house").Tag;
        string[] bodies =
        [
            "{\"scenes\":[" + Bell + "],\"rules\":[" + Rule("A", "Bell") + "," + Rule("B", "Bell") + "," + Rule("C", "Welcome") + "]}", "rules[2].scene",
            "{\"rules\":[" + Rule("A", "Bell").Replace("\"known\"", "{\"person\":\"Nobody here\"}", StringComparison.Ordinal) + "],\"scenes\":[" + Bell + "]}", "rules[0].who.person",
            "{\"scenes\":[" + Bell.Replace("Gate", "Roof", StringComparison.Ordinal) + "],\"rules\":[]}", "scenes[0].steps[0].relay",
            "{\"scenes\":[" + Bell + "," + Bell + "],\"rules\":[]}", "scenes[1].name",
            "{\"scenes\":[]}", "\"rules\"",
            "{\"rules\":[]}", "\"scenes\"",
            "{\"scenes\":[],\"rules\":[],\"targets\":[]}", "targets",
            "{\"scenes\":[],\"rules\":[],\"rules\":[]}", "rules",
            "{\"scenes\":[],\"rules\":[]} x", "",
            "[]", "",
            "{\"scenes\":[],\"rules\":[" + string.Join(",", Enumerable.Range(0, 129).Select(i => Rule("R" + i, "Bell"))) + "]}", "rules[0].scene",
            "{\"scenes\":[" + Bell + "],\"rules\":[" + string.Join(",", Enumerable.Range(0, 129).Select(i => Rule("R" + i, "Bell"))) + "]}", "rules[128].name 128",
        ];
        for (int i = 0; i < bodies.Length; i += 2)
        {
            Reply reply = rig.Client.Ask("PUT", "/api/rules?revision=" + revision, bodies[i]);
            Assert.AreEqual(400, reply.Status, bodies[i]);
            string field = reply.Json.TryGetProperty("field", out JsonElement f) ? f.GetString() : "";
            string limit = reply.Json.TryGetProperty("limit", out JsonElement l) ? " " + l.GetInt64() : "";
            Assert.AreEqual(bodies[i + 1].Trim('"'), (field + (limit.Length > 0 && bodies[i + 1].Contains(' ', StringComparison.Ordinal) ? limit : "")).Trim('"'), bodies[i] + reply.Text);
        }

        Assert.AreEqual(before, rig.Client.Ask("GET", "/api/house").Text);
        Assert.AreEqual(revision, rig.Client.Ask("GET", "/api/house").Tag);
        Assert.DoesNotContain("were changed", string.Join('\n', rig.Log()));
    }

    [TestMethod]
    public void The_log_that_is_kept_never_shows_the_name_of_another_rule()
    {
        using PageRig rig = new PageRig().LoggedIn();
        rig.Announce("1,0,54321,1000,1");
        string old = rig.Client.Ask("GET", "/api/house").Text;
        Put(rig, "{\"scenes\":[" + Bell + "],\"rules\":[" + Rule("Known rings", "Bell") + "]}");
        rig.Announce("2,0,54321,1001,1");
        rig.Announce("1,0,54321,1002,1");
        string now = string.Join('\n', rig.Log());
        Assert.Contains("a scene that is gone (a rule that is gone)", now);
        Assert.AreEqual(-1, rig.Client.Ask("GET", "/api/log?limit=50").Text.IndexOf("\"rule\":254", StringComparison.Ordinal));
        rig.Appliance.Dispose(); // saves all
        (int code, string kept) = Simulator.SimulatorProcess.Run("log", "--data", rig.Folder);
        Assert.AreEqual(0, code, kept);
        string[] came = kept.Split('\n').Where(l => l.Contains("Front door: ", StringComparison.Ordinal) && l.Contains("keypad code", StringComparison.Ordinal)).ToArray();
        Assert.Contains("a scene that is gone (a rule that is gone)", came[0]);
        Assert.Contains("Bell (rule Known rings)", came[2]);

        // Names of the same house, but of before: none of them is for the last events.
        System.IO.File.WriteAllText(System.IO.Path.Combine(rig.Folder, "old.json"), System.Text.RegularExpressions.Regex.Replace(old, "\"user\": (\"[^\"]*\")", "\"user\": $1, \"password\": \"x\""));
        (code, kept) = Simulator.SimulatorProcess.Run("log", "--data", rig.Folder, "--config", System.IO.Path.Combine(rig.Folder, "old.json"));
        Assert.AreEqual(0, code, kept);
        Assert.DoesNotContain("rule First", kept);
        Assert.Contains("a scene of before the change (a rule of before the change)", kept);
        (code, kept) = Simulator.SimulatorProcess.Run("log", "--data", rig.Folder, "--json");
        Assert.AreEqual(1, kept.Split("\"rule\":\"Known rings\"").Length - 1, kept);
        Assert.DoesNotContain("First", kept);
    }

    [TestMethod]
    public void Where_nothing_is_kept_rules_change_for_this_run_and_no_house_is_taken()
    {
        using PageRig rig = new PageRig(withStores: false).LoggedIn();
        Reply house = rig.Client.Ask("GET", "/api/house");
        Reply refused = rig.Client.Ask("PUT", "/api/house?revision=" + house.Tag, house.Text);
        Assert.AreEqual(409, refused.Status);
        Assert.Contains("nothing is kept here", refused.Text);
        Assert.AreEqual(200, rig.Client.Ask("PUT", "/api/rules?revision=" + house.Tag, "{\"scenes\":[],\"rules\":[]}").Status);
        Assert.AreEqual(0, rig.Appliance.Ask(() => rig.House.Rules.Count));
    }

    [TestMethod]
    public void Who_reads_the_house_while_it_changes_sees_that_the_end_is_missing()
    {
        var writer = new HouseWriter(new EdgeBench().House, HouseSecrets.LeftOut, null);
        Assert.AreEqual(100, writer.Read(new byte[100], 0, 100));
        writer.Break();
        Assert.AreEqual(-1, writer.Read(new byte[100], 0, 100));
        writer.Rewind();
        Assert.AreEqual(100, writer.Read(new byte[100], 0, 100));
    }

    [TestMethod]
    public void After_each_of_twenty_random_changes_the_box_answers_as_one_that_was_started_with_it()
    {
        var dice = Dice.New();
        Console.WriteLine(dice);
        using PageRig rig = new PageRig().LoggedIn();
        int decided = 0;
        for (int round = 0; round < 20; round++)
        {
            string body = Random(dice);
            Reply house = rig.Client.Ask("GET", "/api/house");
            Reply put = rig.Client.Ask("PUT", "/api/rules?revision=" + house.Tag, body);
            Assert.AreEqual(200, put.Status, $"{dice}, round {round}: {put.Text} for {body}");
            string now = rig.Client.Ask("GET", "/api/house").Text;
            decided += Compare(rig, body, now, $"{dice}, round {round}");
        }

        Console.WriteLine($"{decided} of {20 * 4 * 8} questions ran or were held");
        Assert.IsGreaterThan(20, decided);
    }

    /// <summary>Dry runs of the box against those of a fresh loop with the same house and no past.</summary>
    private static int Compare(PageRig rig, string body, string now, string what)
    {
        JsonNode expected = JsonNode.Parse(now);
        JsonNode sent = JsonNode.Parse(body);
        expected["scenes"] = sent["scenes"].DeepClone();
        expected["rules"] = sent["rules"].DeepClone();
        var fresh = new House(rig.House.Limits);
        HouseError error = HouseReader.Read(new MemorySource(expected.ToJsonString()), fresh, new HouseReading { MayLackSecrets = true });
        Assert.IsNull(error, error?.Text());
        var read = new House(rig.House.Limits);
        Assert.IsNull(HouseReader.Read(new MemorySource(now), read, new HouseReading { MayLackSecrets = true }));
        Assert.AreEqual(Houses.StoreBench.Text(fresh), Houses.StoreBench.Text(read), what);
        Web.Houses.KeptSecrets.Take(rig.House, fresh);
        var clock = new TestClock();
        clock.UtcSeconds = rig.Appliance.Clock.UtcSeconds;
        var edge = new EdgeLoop(fresh.Limits, clock, new FakeWait(), new FakeRelays(3), Array.Empty<ICaller>(), fresh);
        var answers = new DryRun(fresh, edge, clock);
        int decided = 0;
        for (int code = 998; code < 1002; code++)
        {
            for (int action = 1; action <= 8; action++)
            {
                string theirs = Ask(answers, fresh, code, action);
                string ours = rig.Appliance.Ask(() => Ask(new DryRun(rig.House, rig.Appliance.Edge, rig.Appliance.Clock), rig.House, code, action));
                Assert.AreEqual(theirs, ours, $"{what}, code {code}, action {action}: {body}");
                decided += ours.StartsWith("3 ", StringComparison.Ordinal) ? 0 : 1;
            }
        }

        return decided;
    }

    private static string Ask(DryRun dry, House house, int code, int action)
    {
        byte[] text = Encoding.ASCII.GetBytes($"{action},0,54321,{code},1");
        Assert.AreEqual(LockActionEvent.Ok, dry.Event.Parse(text, 0, text.Length));
        dry.Ask(0);
        return dry.Verdict + " " + dry.Reason + " " + (dry.Rule < 0 ? "-" : house.Rules.Names.Text(dry.Rule)) + " "
            + (dry.Scene < 0 ? "-" : house.Scenes.Names.Text(dry.Scene));
    }

    private static string Random(Dice dice)
    {
        var names = new List<string>();
        int scenes = 1 + dice.Next(8);
        var sceneList = new JsonArray();
        for (int i = 0; i < scenes; i++)
        {
            names.Insert(dice.Next(names.Count + 1), "S" + i);
        }

        foreach (string name in names)
        {
            var scene = new JsonObject { ["name"] = name, ["steps"] = new JsonArray() };
            if (dice.Next(3) == 0)
            {
                scene["sensitive"] = true;
            }

            for (int step = dice.Next(4); step > 0; step--)
            {
                ((JsonArray)scene["steps"]).Add((JsonNode)(dice.Next(2) == 0 ? new JsonObject { ["waitMs"] = 1 + dice.Next(500) }
                    : new JsonObject { ["relay"] = "Light", ["do"] = "pulse", ["ms"] = 1 + dice.Next(500) }));
            }

            sceneList.Add((JsonNode)scene);
        }

        var rules = new JsonArray();
        foreach (int i in Enumerable.Range(0, dice.Next(12)).OrderBy(_ => dice.Next(1000)))
        {
            var rule = new JsonObject { ["name"] = "R" + i };
            int who = dice.Next(4);
            rule["who"] = who == 0 ? "known" : who == 1 ? "code" : who == 2 ? "unknown" : new JsonObject { ["person"] = PageRig.HardNames[dice.Next(3)] };
            rule["actions"] = new JsonArray(Enumerable.Range(0, 1 + dice.Next(4)).Select(_ => (JsonNode)new[] { "unlock", "lock", "unlatch", "full lock" }[dice.Next(4)]).ToArray());
            if (dice.Next(3) == 0)
            {
                rule["when"] = new JsonObject { ["phase"] = "opened" };
            }

            if (dice.Next(3) == 0)
            {
                rule["goOn"] = true;
            }

            rule["scene"] = names[dice.Next(names.Count)];
            rules.Add((JsonNode)rule);
        }

        return new JsonObject { ["rules"] = rules, ["scenes"] = sceneList }.ToJsonString();
    }

    private static void Put(PageRig rig, string body)
    {
        Reply put = rig.Client.Ask("PUT", "/api/rules?revision=" + rig.Client.Ask("GET", "/api/house").Tag, body);
        Assert.AreEqual(200, put.Status, put.Text);
    }

    private static string Rule(string name, string scene)
    {
        return "{\"name\":\"" + name + "\",\"who\":\"known\",\"scene\":\"" + scene + "\"}";
    }
}
