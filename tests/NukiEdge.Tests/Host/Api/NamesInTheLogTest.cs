using System;
using System.IO;
using System.Linq;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using NukiEdge.Core;
using NukiEdge.Core.Log;
using NukiEdge.Tests.Simulator;

namespace NukiEdge.Tests.Api;

/// <summary>The log holds places, not names: it must not show who came last week under the name of somebody who has that place today.</summary>
[TestClass]
public sealed class NamesInTheLogTest
{
    private const string Gone = "somebody who was removed since";

    [TestMethod]
    public void Whoever_gets_the_place_of_a_removed_person_never_stands_in_the_lines_of_before()
    {
        Limits limits = Limits.LargeBoard();
        limits.Persons = 12;
        using PageRig rig = new PageRig(limits, change: WithBerta).LoggedIn();
        int berta = Id(rig, "Berta");
        rig.Announce("1,0,54321,4711,1");
        Assert.AreEqual(204, rig.Client.Ask("DELETE", "/api/credentials/0-code-4711").Status);
        for (int n = rig.House.Persons.Count; n < rig.House.Persons.Capacity; n++)
        {
            Assert.AreEqual(201, rig.Client.Ask("POST", "/api/persons", new { name = "Guest " + n }).Status);
            Assert.AreEqual(204, rig.Client.Ask("POST", "/api/credentials", new { @lock = 0, kind = "code", number = 5000 + n, person = rig.House.Persons.Count - 1 }).Status);
        }

        Assert.Contains("Front door: Berta, unlock by keypad code", string.Join('\n', rig.Log()), "as long as nobody needs the place");
        Assert.IsTrue(rig.Appliance.Ask(rig.Stores.SaveAll));
        Reply added = rig.Client.Ask("POST", "/api/persons", new { name = "Carl" });
        Assert.AreEqual(berta, added.Json.GetProperty("id").GetInt32(), added.Text);
        Assert.AreEqual(204, rig.Client.Ask("POST", "/api/credentials", new { @lock = 0, kind = "code", number = 4712, person = berta }).Status);
        rig.Announce("1,0,54321,4712,1");

        JsonElement[] events = rig.Client.Ask("GET", "/api/log.json").Json.EnumerateArray().Where(r => r.GetProperty("kind").GetString() == "event").ToArray();
        Assert.AreEqual(JsonValueKind.Null, events[0].GetProperty("person").ValueKind);
        Assert.AreEqual(Gone, events[0].GetProperty("name").GetString());
        Assert.AreEqual("Carl", events[1].GetProperty("name").GetString());
        rig.Appliance.Dispose(); // saves all
        (int code, string kept) = SimulatorProcess.Run("log", "--data", rig.Folder);
        Assert.AreEqual(0, code, kept);
        Assert.AreEqual(1, Count(kept, "Front door: Carl, unlock"), kept);
        Assert.AreEqual(1, Count(kept, $"Front door: {Gone}, unlock"), kept);
        Assert.AreEqual(1, Count(kept, "Carl got the place of somebody removed"), kept);
    }

    [TestMethod]
    public void After_a_house_that_moves_names_was_handed_in_the_kept_lines_of_before_have_none()
    {
        string kept = AfterImport(text => text.Replace("\"persons\": [", "\"persons\": [{ \"name\": \"New first\" }, ", StringComparison.Ordinal));
        Assert.AreEqual(0, Count(kept, "New first, unlock"), kept);
        Assert.AreEqual(1, Count(kept, "?: ?, unlock by keypad code"), kept);
        kept = AfterImport(WithoutLastPerson);
        Assert.AreEqual(0, Count(kept, "Front door: Berta"), "the empty place would be given to somebody else: " + kept);
        kept = AfterImport(text => text.Replace("\"Front door\"", "\"Back door\"", StringComparison.Ordinal));
        Assert.AreEqual(0, Count(kept, "Back door: Berta"), kept);
    }

    [TestMethod]
    public void After_a_house_with_the_same_places_was_handed_in_the_kept_lines_of_before_keep_their_names()
    {
        Assert.AreEqual(1, Count(AfterImport(text => text), "Front door: Berta, unlock by keypad code"));
    }

    [TestMethod]
    public void Notes_about_a_replaced_person_forget_the_name_and_those_about_others_keep_theirs()
    {
        var log = new EventLog(8);
        log.Add(EventLog.Note, 1);
        log.SetRosterNote(NoteCode.NumberReused, 0, 1, 5, 3, 4);
        log.Add(EventLog.Note, 1);
        log.SetNote(NoteCode.Connected, 0, 3, 7);
        log.ReplacePerson(3, 2);
        log.ReplacePerson(4, 3);
        var r = new LogRecord();
        Assert.IsTrue(log.Read(0, r));
        Assert.AreEqual($"{EventLog.GonePerson} {EventLog.GonePerson}", $"{r.Person} {r.Login}");
        Assert.IsTrue(log.Read(1, r));
        Assert.AreEqual(3, r.Login, "a login is no person");
        Assert.IsTrue(log.Read(3, r));
        Assert.AreEqual($"{NoteCode.PersonReplaced} 4", $"{r.Note} {r.NoteDetail}");
    }

    /// <summary>Berta comes, the house is handed in changed, and the log of both runs is read.</summary>
    private static string AfterImport(Func<string, string> change)
    {
        using var rig = new PageRig(change: WithBerta);
        rig.Announce("1,0,54321,4711,1");
        rig.Stop();
        (_, string house) = SimulatorProcess.Run("export", "--data", rig.Folder);
        string file = Path.Combine(rig.Folder, "other.json");
        File.WriteAllText(file, change(house), new UTF8Encoding(false));
        (int imported, string said) = SimulatorProcess.Run("import", file, "--data", rig.Folder);
        Assert.AreEqual(0, imported, said);
        (int code, string kept) = SimulatorProcess.Run("log", "--data", rig.Folder);
        Assert.AreEqual(0, code, kept);
        Assert.AreEqual(1, Count(kept, "another house was taken over"), kept);
        return kept;
    }

    private static string WithoutLastPerson(string house)
    {
        JsonNode all = JsonNode.Parse(house)!;
        JsonArray persons = all["persons"]!.AsArray();
        persons.RemoveAt(persons.Count - 1);
        return all.ToJsonString(new JsonSerializerOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
    }

    private static string WithBerta(string house)
    {
        return house.Replace("\"persons\": [", "\"persons\": [{ \"name\": \"Berta\", \"credentials\": [{ \"lock\": \"Front door\", \"code\": 4711 }] }, ", StringComparison.Ordinal);
    }

    private static int Id(PageRig rig, string name)
    {
        return rig.Client.Ask("GET", "/api/persons").Json.GetProperty("persons").EnumerateArray().First(p => p.GetProperty("name").GetString() == name).GetProperty("id").GetInt32();
    }

    private static int Count(string text, string part)
    {
        return text.Split(part).Length - 1;
    }
}
