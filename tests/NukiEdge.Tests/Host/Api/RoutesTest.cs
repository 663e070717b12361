using System;
using System.IO;
using System.Linq;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using System.Threading;

namespace NukiEdge.Tests.Api;

/// <summary>What each family of routes does, over real sockets, with everything that the PC appliance has.</summary>
[TestClass]
public class RoutesTest
{
    [TestMethod]
    public void Set_up_login_another_password_and_logout_work_after_the_document()
    {
        using var rig = new PageRig();
        JsonElement access = rig.Client.Bare("GET", "/api/access").Json;
        Assert.IsFalse(access.GetProperty("password").GetBoolean());
        Assert.IsGreaterThan(200, access.GetProperty("setupSeconds").GetInt32());
        Assert.AreEqual(401, rig.Client.SetUp("AAAA-AAAA-AAAA", PageRig.Password).Status);
        Thread.Yield();
        rig.Appliance.Ask(() => { rig.Appliance.Access.ButtonPressed(rig.Appliance.Clock.NowUs); return 0; });
        rig.LoggedIn();
        Assert.IsTrue(rig.Client.Bare("GET", "/api/access").Json.GetProperty("password").GetBoolean());
        Assert.AreEqual(204, rig.Client.Ask("PUT", "/api/password", new { box = rig.Client.SealNext("password", PageClient.Verifier("another one 77")) }).Status);
        Assert.AreEqual(401, rig.Client.Ask("GET", "/api/status").Status, "all sessions end");
        Assert.AreEqual(401, rig.Client.LogIn(PageRig.Password).Status);
        Assert.AreEqual(200, rig.Client.LogIn("another one 77").Status);
        Assert.AreEqual(204, rig.Client.Ask("POST", "/api/logout").Status);
        Assert.AreEqual(401, rig.Client.Ask("GET", "/api/status").Status);
    }

    [TestMethod]
    public void Keys_are_made_listed_limited_and_taken_away()
    {
        using PageRig rig = new PageRig().LoggedIn();
        using PageClient reader = rig.Program("reader");
        Assert.AreEqual(200, reader.Ask("GET", "/api/status").Status);
        JsonElement key = rig.Client.Ask("GET", "/api/keys").Json.GetProperty("keys")[0];
        Assert.AreEqual("K reader", key.GetProperty("name").GetString());
        Assert.AreEqual(reader.Key[..8], key.GetProperty("key").GetString());
        string bearer = "Bearer " + reader.Key;
        Assert.AreEqual(401, reader.With("Authorization", bearer, "GET", "/api/status").Status);
        Assert.AreEqual(204, rig.Client.Ask("PUT", "/api/keys/0", new { bearer = true }).Status);
        Assert.AreEqual(200, reader.With("Authorization", bearer, "GET", "/api/status").Status);
        Assert.AreEqual(204, rig.Client.Ask("DELETE", "/api/keys/0").Status);
        Assert.AreEqual(404, rig.Client.Ask("DELETE", "/api/keys/0").Status);
        Assert.AreEqual(401, reader.Ask("GET", "/api/status").Status);
        Reply wrong = rig.Client.Ask("POST", "/api/keys", new { name = "x", role = "king" });
        Assert.AreEqual(400, wrong.Status);
        Assert.AreEqual("role", wrong.Json.GetProperty("field").GetString());
        wrong = rig.Client.Ask("POST", "/api/keys", new { name = new string('x', 21), role = "reader" });
        Assert.AreEqual("name 20", wrong.Json.GetProperty("field").GetString() + " " + wrong.Json.GetProperty("limit").GetInt32());
        Assert.AreEqual("application/problem+json", wrong.Type);
    }

    [TestMethod]
    public void Status_says_what_the_home_page_shows()
    {
        using PageRig rig = new PageRig().LoggedIn();
        rig.Announce("1,0,54321,1000,1");
        JsonElement status = rig.Client.Ask("GET", "/api/status").Json;
        Assert.AreEqual("0.1.0", status.GetProperty("version").GetString());
        Assert.IsGreaterThan(1_500_000_000, status.GetProperty("clock").GetInt64());
        JsonElement door = status.GetProperty("locks")[0];
        Assert.AreEqual("3807B7EC Front door", door.GetProperty("lock").GetString() + " " + door.GetProperty("name").GetString());
        Assert.AreEqual(JsonValueKind.Null, door.GetProperty("state").ValueKind);
        Assert.AreEqual(2, status.GetProperty("relays").GetArrayLength());
        Assert.AreEqual(2, status.GetProperty("scenes").GetArrayLength());
        Assert.IsTrue(status.GetProperty("scenes")[1].GetProperty("sensitive").GetBoolean());
        Assert.AreEqual("built-in", status.GetProperty("broker").GetProperty("kind").GetString());
        JsonElement decided = status.GetProperty("latencies").GetProperty("decided");
        Assert.AreEqual(1, decided.GetProperty("count").GetInt32());
        Assert.AreEqual(status.GetProperty("latencies").GetProperty("ends").GetArrayLength() + 1, decided.GetProperty("buckets").GetArrayLength());
        Assert.AreEqual(1, decided.GetProperty("buckets").EnumerateArray().Sum(b => b.GetInt32()));
        Assert.AreEqual(200, rig.Client.Ask("HEAD", "/api/status").Status);
    }

    [TestMethod]
    public void The_log_is_read_by_number_and_downloaded_whole()
    {
        using PageRig rig = new PageRig().LoggedIn();
        rig.Announce("1,0,54321,1000,1");
        JsonElement log = rig.Client.Ask("GET", "/api/log?limit=50").Json;
        long next = log.GetProperty("next").GetInt64();
        JsonElement came = log.GetProperty("records").EnumerateArray().Single(r => r.GetProperty("kind").GetString() == "event");
        Assert.AreEqual("ran", came.GetProperty("verdict").GetString());
        Assert.AreEqual(PageRig.HardNames[0], came.GetProperty("name").GetString());
        Assert.AreEqual(0, rig.Client.Ask("GET", $"/api/log?after={next - 1}").Json.GetProperty("records").GetArrayLength());
        rig.Announce("1,0,54321,1001,1");
        JsonElement more = rig.Client.Ask("GET", $"/api/log?after={next - 1}").Json.GetProperty("records");
        Assert.AreEqual(next, more[0].GetProperty("n").GetInt64());
        Assert.AreEqual("limit 50", Field(rig.Client.Ask("GET", "/api/log?limit=51")));
        Assert.AreEqual("after", Field(rig.Client.Ask("GET", "/api/log?after=x")));
        Reply all = rig.Client.Ask("GET", "/api/log.json");
        Assert.IsGreaterThan(3, all.Json.GetArrayLength());
        Reply csv = rig.Client.Ask("GET", "/api/log.csv");
        Assert.AreEqual("text/csv", csv.Type);
        Assert.AreEqual(all.Json.GetArrayLength() + 1, csv.Text.Split("\r\n").Length - 1);
        Assert.Contains("\"\"the\"\"", csv.Text);
    }

    [TestMethod]
    public void A_person_is_added_renamed_given_a_number_joined_and_all_of_it_is_kept()
    {
        using PageRig rig = new PageRig().LoggedIn();
        int id = rig.Client.Ask("POST", "/api/persons", new { name = "Berta" }).Json.GetProperty("id").GetInt32();
        Assert.AreEqual(409, rig.Client.Ask("POST", "/api/persons", new { name = "Berta" }).Status);
        Assert.AreEqual("name 64", Field(rig.Client.Ask("POST", "/api/persons", new { name = new string('x', 65) })));
        Assert.AreEqual("name", Field(rig.Client.Ask("POST", "/api/persons", new { name = "a\nb" })));
        Assert.AreEqual(400, rig.Client.Ask("POST", "/api/persons", "{\"name\":\"x\"").Status);
        Assert.AreEqual(204, rig.Client.Ask("POST", $"/api/persons/{id}", new { name = "Berta B." }).Status);
        Assert.AreEqual(404, rig.Client.Ask("POST", "/api/persons/250", new { name = "Nobody there" }).Status);
        Assert.AreEqual(204, rig.Client.Ask("POST", "/api/credentials", new { @lock = 0, kind = "code", number = 4711, person = id }).Status);
        Assert.AreEqual("lock", Field(rig.Client.Ask("POST", "/api/credentials", new { @lock = 9, kind = "code", number = 1, person = id })).Split(' ')[0]);
        Assert.AreEqual(409, rig.Client.Ask("POST", "/api/credentials", new { @lock = 0, kind = "auth", number = 54321, person = id }).Status, "keypad");
        JsonElement berta = Person(rig, "Berta B.");
        Assert.AreEqual("0-code-4711", berta.GetProperty("credentials")[0].GetProperty("id").GetString());
        Assert.AreEqual(204, rig.Client.Ask("POST", $"/api/persons/{id}/join", new { into = 0 }).Status);
        Assert.AreEqual(2, Person(rig, PageRig.HardNames[0]).GetProperty("credentials").GetArrayLength());
        Assert.AreEqual(204, rig.Client.Ask("DELETE", "/api/credentials/0-code-4711").Status);
        Assert.AreEqual(404, rig.Client.Ask("DELETE", "/api/credentials/0-code-4711").Status);
        Assert.AreEqual(404, rig.Client.Ask("DELETE", "/api/credentials/0-code").Status);
        Assert.IsTrue(rig.Appliance.Ask(rig.Stores.SaveAll));
        Core.Houses.House kept = rig.Appliance.Ask(() => new Web.Houses.HouseStores(new Core.Flash.SlotStore(rig.Slots, new Core.Flash.Crc32(),
            new byte[Core.Flash.SlotStore.WorkBytes], Core.Flash.StoreKind.Settings, Web.Houses.HouseStores.Version)).Load(rig.House.Limits));
        Assert.AreEqual("Berta B.", kept.Persons.Text(id));
    }

    [TestMethod]
    public void A_number_is_learned_and_the_dry_run_agrees_with_what_then_happens()
    {
        using PageRig rig = new PageRig().LoggedIn();
        Assert.AreEqual(0, rig.Client.Ask("GET", "/api/learn").Json.GetProperty("captured").GetArrayLength());
        Assert.AreEqual(204, rig.Client.Ask("POST", "/api/learn").Status);
        rig.Announce("1,0,54321,777,1");
        JsonElement learnt = rig.Client.Ask("GET", "/api/learn").Json;
        Assert.IsGreaterThan(50, learnt.GetProperty("seconds").GetInt32());
        JsonElement one = learnt.GetProperty("captured")[0];
        Assert.AreEqual("code 777 False", one.GetProperty("kind").GetString() + " " + one.GetProperty("number").GetInt32() + " "
            + one.GetProperty("known").GetBoolean());
        Assert.AreEqual("no rule", What(rig, "lock=0&kind=code&number=777"));
        Assert.AreEqual(204, rig.Client.Ask("POST", "/api/credentials", new { @lock = 0, kind = "code", number = 777, person = 0 }).Status);
        Assert.AreEqual("ran", What(rig, "lock=0&kind=code&number=777&action=unlock&source=keypad+code"));
        Assert.AreEqual("held", What(rig, "lock=0&kind=auth&number=54321"), "the keypad");
        Assert.AreEqual("source", Field(rig.Client.Ask("GET", "/api/whatif?lock=0&kind=code&number=1&source=moon")));
        Assert.IsFalse(rig.Appliance.Ask(() => rig.Appliance.Edge.Relays.IsOn(0)), "nothing happened");
        rig.Announce("1,0,54321,777,1");
        Microsoft.VisualStudio.TestTools.UnitTesting.StringAssert.Contains(rig.Log().Last(l => l.Contains("keypad code", StringComparison.Ordinal)), "Welcome (rule First)");
    }

    [TestMethod]
    public void Relays_and_scenes_run_by_hand_within_their_limits_and_the_log_says_so()
    {
        using PageRig rig = new PageRig().LoggedIn();
        using PageClient controller = rig.Program("controller");
        Assert.AreEqual(204, controller.Ask("POST", "/api/relays/0", new { order = "on" }).Status);
        JsonElement light = rig.Client.Ask("GET", "/api/status").Json.GetProperty("relays")[0];
        Assert.IsTrue(light.GetProperty("on").GetBoolean());
        Assert.IsLessThanOrEqualTo(60000, light.GetProperty("offInMs").GetInt32());
        Assert.AreEqual(204, controller.Ask("POST", "/api/relays/0", new { order = "off" }).Status);
        Assert.AreEqual("ms", Field(controller.Ask("POST", "/api/relays/0", new { order = "pulse" })));
        Assert.AreEqual(404, controller.Ask("POST", "/api/relays/2", new { order = "on" }).Status);
        Reply run = controller.Ask("POST", "/api/scenes/0/run");
        Assert.AreEqual(202, run.Status);
        JsonElement records = rig.Client.Ask("GET", "/api/log?after=" + run.Json.GetProperty("after").GetInt64()).Json.GetProperty("records");
        Assert.AreEqual(run.Json.GetProperty("run").GetInt32(),
            records.EnumerateArray().Single(r => r.GetProperty("kind").GetString() == "step").GetProperty("run").GetInt32());
        Assert.AreEqual(403, controller.Ask("POST", "/api/scenes/1/run").Status, "sensitive");
        Assert.AreEqual(202, rig.Client.Ask("POST", "/api/scenes/1/run").Status);
        Assert.AreEqual(404, rig.Client.Ask("POST", "/api/scenes/5/run").Status);
        Microsoft.VisualStudio.TestTools.UnitTesting.StringAssert.Contains(string.Join("\n", rig.Log()), "relay Light: on by hand");
        Microsoft.VisualStudio.TestTools.UnitTesting.StringAssert.Contains(string.Join("\n", rig.Log()), "scene Open gate: run by hand");
    }

    [TestMethod]
    public void Two_browsers_hand_in_a_house_one_wins_and_the_other_is_told()
    {
        using PageRig rig = new PageRig().LoggedIn();
        using var other = new PageClient(rig.Port);
        Assert.AreEqual(200, other.LogIn(PageRig.Password).Status);
        Reply read = rig.Client.Ask("GET", "/api/house");
        Reply otherRead = other.Ask("GET", "/api/house");
        Assert.AreEqual(read.Tag, otherRead.Tag);
        Assert.AreEqual(read.Tag, rig.Client.Ask("GET", "/api/status").Json.GetProperty("revision").GetString());
        string changed = read.Text.Replace("Welcome", "Hello", StringComparison.Ordinal);
        Reply check = rig.Client.Ask("PUT", "/api/house?check=1&revision=" + read.Tag, changed);
        Assert.AreEqual("200 False", check.Status + " " + check.Json.GetProperty("restart").GetBoolean());
        Assert.IsFalse(rig.Import.Exists);
        Reply wrong = rig.Client.Ask("PUT", "/api/house?revision=" + read.Tag, changed.Replace("3807B7EC", "XYZ", StringComparison.Ordinal));
        Assert.AreEqual("400 locks[0].id", wrong.Status + " " + wrong.Json.GetProperty("field").GetString());
        Assert.AreEqual(200, rig.Client.Ask("PUT", "/api/house?revision=" + read.Tag, changed).Status);
        Assert.IsTrue(rig.Import.Exists);
        Assert.AreEqual(412, other.Ask("PUT", "/api/house?revision=" + otherRead.Tag, changed).Status);
        Assert.AreEqual(412, other.Ask("PUT", "/api/house", changed).Status);
        var next = new Web.Houses.HouseImport(rig.Import, rig.Stores);
        Core.Houses.House house = next.Run(rig.House);
        Assert.IsNull(next.Error, next.Error?.Text());
        Assert.AreEqual("Hello", house.Scenes.Names.Text(0));
        Assert.AreEqual(PageRig.PlantedToken, Encoding.ASCII.GetString(house.NukiWeb.Token), "what was left out stays");
    }

    [TestMethod]
    public void A_house_whose_sender_cannot_prove_himself_is_forgotten()
    {
        using PageRig rig = new PageRig().LoggedIn();
        Reply read = rig.Client.Ask("GET", "/api/house");
        string target = "/api/house?revision=" + read.Tag;
        rig.Client.Ask("GET", "/api/status");
        (string header, string value) = rig.Client.Proof("PUT", target, read.Text);
        Assert.AreEqual(401, rig.Client.With(header, value, "PUT", target, read.Text.Replace("Welcome", "Welcomf", StringComparison.Ordinal)).Status);
        Assert.IsFalse(rig.Import.Exists);
        Reply large = rig.Client.Ask("PUT", target, new string(' ', (1 << 20) + 1));
        Assert.AreEqual(413, large.Status);
        Assert.IsFalse(rig.Import.Exists);
    }

    [TestMethod]
    public void Parts_of_the_house_and_a_restart()
    {
        using PageRig rig = new PageRig().LoggedIn();
        Assert.AreEqual(1, rig.Client.Ask("GET", "/api/rules").Json.GetProperty("rules").GetArrayLength());
        Assert.AreEqual(2, rig.Client.Ask("GET", "/api/scenes").Json.GetProperty("scenes").GetArrayLength());
        Assert.AreEqual(2, rig.Client.Ask("GET", "/api/relays").Json.GetProperty("relays").GetArrayLength());
        Assert.AreEqual(202, rig.Client.Ask("POST", "/api/restart").Status);
        Assert.IsTrue(SpinWait.SpinUntil(() => rig.Appliance.HasEnded, 5000));
        Assert.IsTrue(rig.Appliance.Life.WantsRestart);
    }

    [TestMethod]
    public void Settings_count_at_once_and_all_or_nothing()
    {
        using PageRig rig = new PageRig().LoggedIn();
        JsonElement settings = rig.Client.Ask("GET", "/api/settings").Json;
        Assert.IsTrue(settings.GetProperty("nukiWeb").GetProperty("hasToken").GetBoolean());
        Assert.AreEqual("timeZone", Field(rig.Client.Ask("PUT", "/api/settings", new { everyMin = 30, timeZone = "Mars" })));
        Assert.AreEqual(60, rig.Client.Ask("GET", "/api/settings").Json.GetProperty("nukiWeb").GetProperty("everyMin").GetInt32());
        Assert.AreEqual("everyMin 1440", Field(rig.Client.Ask("PUT", "/api/settings", new { everyMin = 1441 })));
        string box = rig.Client.SealNext("token", Encoding.ASCII.GetBytes("new-token-123"));
        Assert.AreEqual(204, rig.Client.Ask("PUT", "/api/settings", new { everyMin = 30, timeZone = "UTC0", joinByName = false, token = box }).Status);
        Assert.AreEqual("new-token-123", rig.Appliance.Ask(() => Encoding.ASCII.GetString(rig.House.NukiWeb.Token)));
        Assert.AreEqual(400, rig.Client.Ask("PUT", "/api/settings", new { token = box }).Status, "a box opens once");
        Assert.AreEqual(204, rig.Client.Ask("PUT", "/api/settings", new { token = "" }).Status);
        settings = rig.Client.Ask("GET", "/api/settings").Json;
        Assert.AreEqual("UTC0 30 False False", settings.GetProperty("timeZone").GetString() + " "
            + settings.GetProperty("nukiWeb").GetProperty("everyMin").GetInt32() + " "
            + settings.GetProperty("nukiWeb").GetProperty("joinByName").GetBoolean() + " "
            + settings.GetProperty("nukiWeb").GetProperty("hasToken").GetBoolean());
        Assert.AreEqual(409, rig.Client.Ask("POST", "/api/sync").Status);
    }

    [TestMethod]
    public void Live_events_tell_of_log_relays_locks_and_persons_as_they_happen()
    {
        using PageRig rig = new PageRig().LoggedIn();
        string target = "/api/events" + rig.Client.Ticket("/api/events");
        using var socket = new TcpClient("127.0.0.1", rig.Port) { ReceiveTimeout = 5000 };
        NetworkStream stream = socket.GetStream();
        stream.Write(Encoding.ASCII.GetBytes($"GET {target} HTTP/1.1\r\nHost: 127.0.0.1:{rig.Port}\r\n\r\n"));
        using var lines = new StreamReader(stream);
        Assert.AreEqual("HTTP/1.1 200 OK", lines.ReadLine());
        ReadUntil(lines, "event: reset", "id: ");
        rig.Announce("1,0,54321,1000,1");
        ReadUntil(lines, "data: {\"log\":");
        ReadUntil(lines, "data: {\"relay\":0,\"on\":true}");
        ReadUntil(lines, "data: {\"relay\":0,\"on\":false}");
        rig.Client.Ask("POST", "/api/persons", new { name = "Someone" });
        ReadUntil(lines, "data: {\"persons\":1}");
        Assert.AreEqual(401, rig.Client.Bare("GET", target).Status, "a ticket works once");
        Microsoft.VisualStudio.TestTools.UnitTesting.StringAssert.Contains(rig.Client.Ask("GET", "/api/events?after=1").Text, "event: reset");
    }

    [TestMethod]
    public void Who_looks_on_no_longer_does_after_the_session_has_ended()
    {
        using PageRig rig = new PageRig().LoggedIn();
        string target = "/api/events" + rig.Client.Ticket("/api/events");
        using var socket = new TcpClient("127.0.0.1", rig.Port) { ReceiveTimeout = 5000 };
        NetworkStream stream = socket.GetStream();
        stream.Write(Encoding.ASCII.GetBytes($"GET {target} HTTP/1.1\r\nHost: 127.0.0.1:{rig.Port}\r\n\r\n"));
        using var lines = new StreamReader(stream);
        ReadUntil(lines, "event: reset", "id: ");
        Assert.AreEqual(204, rig.Client.Ask("POST", "/api/logout").Status);
        Assert.IsFalse(lines.ReadToEnd().Contains("data: {", StringComparison.Ordinal), "and the stream has come to its end");
    }

    private static void ReadUntil(StreamReader lines, params string[] beginnings)
    {
        string line = lines.ReadLine();
        while (line is not null && !beginnings.Any(b => line.StartsWith(b, StringComparison.Ordinal)))
        {
            line = lines.ReadLine();
        }

        Assert.IsNotNull(line);
    }

    private static string What(PageRig rig, string query)
    {
        Reply reply = rig.Client.Ask("GET", "/api/whatif?" + query);
        Assert.AreEqual(200, reply.Status, reply.Text);
        return reply.Json.GetProperty("verdict").GetString();
    }

    private static JsonElement Person(PageRig rig, string name)
    {
        return rig.Client.Ask("GET", "/api/persons").Json.GetProperty("persons").EnumerateArray().Single(p => p.GetProperty("name").GetString() == name);
    }

    private static string Field(Reply reply)
    {
        Assert.AreEqual(400, reply.Status, reply.Text);
        string limit = reply.Json.TryGetProperty("limit", out JsonElement most) ? " " + most.GetInt64() : "";
        return (reply.Json.TryGetProperty("field", out JsonElement field) ? field.GetString() : "") + limit;
    }
}
