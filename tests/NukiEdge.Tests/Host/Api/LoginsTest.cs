using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Threading;
using NukiEdge.Core.Flash;
using NukiEdge.Core.Houses;
using NukiEdge.Core.Locks;
using NukiEdge.Simulator.VirtualDoor;
using NukiEdge.Web.Houses;

namespace NukiEdge.Tests.Api;

/// <summary>The broker's logins over the API, with real clients at the broker meanwhile.</summary>
[TestClass]
public class LoginsTest
{
    private const uint GardenId = 0x1A2B3C4D;

    [TestMethod]
    public void A_new_lock_gets_a_login_comes_is_held_is_confirmed_and_counts()
    {
        using PageRig rig = Rig().LoggedIn();
        Reply made = rig.Client.Ask("POST", "/api/logins", new { user = "garden", role = "lock" });
        Assert.AreEqual("201 1 garden", made.Status + " " + made.Json.GetProperty("id").GetInt32() + " " + made.Json.GetProperty("user").GetString());
        string password = rig.Client.Open("login", made.Json.GetProperty("box").GetString());
        Assert.AreEqual(20, password.Length);
        Assert.IsTrue(password.All(c => "abcdefghijkmnpqrstuvwxyz23456789".Contains(c, StringComparison.Ordinal)));
        Assert.AreEqual(409, rig.Client.Ask("POST", "/api/logins/1/confirm").Status, "no lock came yet");
        Assert.AreEqual("lock null False False", Line(rig, 1));

        using var door = new VirtualLock("Garden", GardenId, "garden", password, Broker(rig)) { MotorMs = 10, ReconnectMs = 20 };
        Assert.IsTrue(door.Start());
        Assert.AreEqual("lock 1A2B3C4D False True", Line(rig, 1));
        Assert.Contains("lock-unconfirmed", Warnings(rig));
        Assert.AreEqual(204, rig.Client.Ask("POST", "/api/credentials", new { @lock = 1, kind = "code", number = 4711, person = 0 }).Status);
        Assert.IsTrue(door.PressCode(4711));
        Await(() => rig.Log().Any(l => l.Contains("held", StringComparison.Ordinal) && l.Contains("1A2B3C4D", StringComparison.Ordinal)));
        Assert.IsFalse(rig.Log().Any(l => l.Contains("Welcome (rule First)", StringComparison.Ordinal)));

        Assert.AreEqual(204, rig.Client.Ask("POST", "/api/logins/1/confirm").Status);
        Assert.AreEqual(204, rig.Client.Ask("POST", "/api/logins/1/confirm").Status, "twice is once");
        Assert.IsFalse(Warnings(rig).Contains("lock-unconfirmed"));
        Assert.AreEqual(204, rig.Client.Ask("POST", "/api/locks/1", new { name = "Garden gate" }).Status);
        Await(() => door.PressCode(4711));
        Await(() => rig.Log().Any(l => l.StartsWith("Garden gate: ", StringComparison.Ordinal) && l.Contains("Welcome (rule First)", StringComparison.Ordinal)));
        Assert.AreEqual(1, rig.Log().Count(l => l == "you confirmed login garden for Garden gate"));

        House kept = Saved(rig);
        Assert.AreEqual("garden Garden gate", kept.Logins.Users.Text(1) + " " + kept.Locks.Names.Text(kept.Logins.LockOf(1)));
        Assert.IsTrue(kept.Logins.IsConfirmed(1));
        byte[] bytes = Encoding.ASCII.GetBytes(password);
        Assert.AreEqual(password.Length, kept.Logins.PasswordLength(1));
        Assert.AreEqual(1, kept.Logins.Find([.. "garden"u8, .. bytes], 0, 6, 6, bytes.Length));
        Assert.IsFalse(string.Join("\n", rig.Log()).Contains(password, StringComparison.Ordinal));
    }

    [TestMethod]
    public void Removing_a_login_ends_its_connection_and_nobody_else_gets_its_number()
    {
        using PageRig rig = Rig().LoggedIn();
        string first = Make(rig, "first", "reader", null);
        string second = Make(rig, "second", "controller", ["3807B7EC"]);
        using var door = new VirtualLock("Front", 0x3807B7EC, "front", PageRig.PlantedLogin, Broker(rig)) { MotorMs = 10, ReconnectMs = 20 };
        Assert.IsTrue(door.Start());
        using MqttClient reader = Connected(rig, "first", first);
        using MqttClient controller = Connected(rig, "second", second);
        Assert.AreEqual("reader null True True|controller null True True", Line(rig, 1) + "|" + Line(rig, 2));
        Assert.AreEqual("3807B7EC", Login(rig, 2).GetProperty("locks")[0].GetString());

        Assert.AreEqual(204, rig.Client.Ask("DELETE", "/api/logins/1").Status);
        Assert.AreEqual(404, rig.Client.Ask("DELETE", "/api/logins/1").Status);
        Await(() => !reader.IsConnected);
        Assert.IsTrue(controller.IsConnected);
        Assert.AreEqual(PublishOutcome.Done, controller.Publish("nuki/3807B7EC/lockAction", "1", 1));
        Await(() => rig.Log().Any(l => l.StartsWith("Front door: ", StringComparison.Ordinal)));
        Assert.AreEqual("0,2", string.Join(",", Ids(rig)));
        string third = Make(rig, "third", "reader", null);
        Assert.AreEqual("0,2,3", string.Join(",", Ids(rig)), "an old number is nobody's while there are new ones");
        Assert.IsTrue(rig.Log().Any(l => l.StartsWith("a login that was removed since connected", StringComparison.Ordinal)));
        Assert.AreEqual(ConnectOutcome.BadLogin, Try(rig, "first", first));
        Assert.AreEqual(ConnectOutcome.Accepted, Try(rig, "third", third));

        Assert.AreEqual(204, rig.Client.Ask("DELETE", "/api/logins/0").Status, "the lock's own, while it is connected");
        Await(() => door.LastConnect == ConnectOutcome.BadLogin || !door.IsConnected);
        Assert.IsFalse(rig.Log().Any(l => l.Contains("FORGED", StringComparison.Ordinal)), "its will was still its own");
        House kept = Saved(rig);
        Assert.AreEqual("||second|third", string.Join("|", Enumerable.Range(0, kept.Logins.Count).Select(kept.Logins.Users.Text)));
        Assert.IsTrue(kept.Logins.MayCommand(2, 0));
        Assert.AreEqual(-1, kept.Logins.LoginOf(0));
        JsonElement export = rig.Client.Ask("GET", "/api/house").Json.GetProperty("logins");
        Assert.AreEqual(2, export.GetArrayLength(), "a house file has no empty places");
    }

    [TestMethod]
    public void A_lock_whose_login_was_removed_comes_back_with_another_one_and_has_to_be_confirmed_again()
    {
        using PageRig rig = Rig().LoggedIn();
        using var old = new VirtualLock("Front", 0x3807B7EC, "front", PageRig.PlantedLogin, Broker(rig)) { MotorMs = 10, ReconnectMs = 20 };
        Assert.IsTrue(old.Start());
        Assert.AreEqual(204, rig.Client.Ask("DELETE", "/api/logins/0").Status);
        string password = Make(rig, "again", "lock", null);
        using var door = new VirtualLock("Front", 0x3807B7EC, "again", password, Broker(rig)) { MotorMs = 10, ReconnectMs = 20 };
        Assert.IsTrue(door.Start(), "its place is free at once");
        Assert.AreEqual("lock 3807B7EC False True", Line(rig, 1));
        Assert.IsTrue(door.PressCode(1000));
        Await(() => rig.Log().Any(l => l.Contains("held", StringComparison.Ordinal)));
        Assert.IsFalse(rig.Log().Any(l => l.Contains("Welcome (rule", StringComparison.Ordinal)));
    }

    [TestMethod]
    public void A_name_that_was_just_removed_is_given_again_only_when_that_is_saved()
    {
        using PageRig rig = Rig().LoggedIn();
        string password = Make(rig, "garden", "lock", null);
        using (var door = new VirtualLock("Garden", GardenId, "garden", password, Broker(rig)) { MotorMs = 10, ReconnectMs = 20 })
        {
            Assert.IsTrue(door.Start());
        }

        Assert.AreEqual(204, rig.Client.Ask("POST", "/api/logins/1/confirm").Status);
        Assert.IsTrue(rig.Appliance.Ask(() => Memory(rig).SaveAll()));
        rig.Appliance.Ask(() => rig.Slots.AreHeld = true);
        Assert.AreEqual(204, rig.Client.Ask("DELETE", "/api/logins/1").Status);
        Reply early = rig.Client.Ask("POST", "/api/logins", new { user = "garden", role = "lock" });
        Assert.AreEqual("409 user", early.Status + " " + early.Json.GetProperty("field").GetString());
        Assert.AreEqual(201, rig.Client.Ask("POST", "/api/logins", new { user = "garden2", role = "lock" }).Status);
        rig.Appliance.Ask(() => rig.Slots.AreHeld = false);
        Assert.IsTrue(rig.Appliance.Ask(() => Memory(rig).SaveAll()));
        Make(rig, "garden", "lock", null);
        House kept = Saved(rig);
        rig.Appliance.Ask(() => new HouseMemory(kept, rig.Stores.Store, null).Restore());
        int login = kept.Logins.Users.IndexOf("garden"u8.ToArray(), 0, 6);
        Assert.AreEqual(-1, kept.Logins.LockOf(login), "it is bound to nothing after a start");
    }

    [TestMethod]
    public void A_new_password_ends_the_connection_and_the_old_one_is_no_good()
    {
        using PageRig rig = Rig().LoggedIn();
        string first = Make(rig, "dash", "reader", null);
        using MqttClient client = Connected(rig, "dash", first);
        Reply changed = rig.Client.Ask("POST", "/api/logins/1/password");
        Assert.AreEqual(200, changed.Status);
        string second = rig.Client.Open("login", changed.Json.GetProperty("box").GetString());
        Assert.AreNotEqual(first, second);
        Await(() => !client.IsConnected);
        Assert.AreEqual(ConnectOutcome.BadLogin, Try(rig, "dash", first));
        Assert.AreEqual(ConnectOutcome.Accepted, Try(rig, "dash", second));
        Assert.AreEqual(404, rig.Client.Ask("POST", "/api/logins/9/password").Status);
    }

    [TestMethod]
    public void What_cannot_be_a_login_or_a_locks_name_is_refused_with_field_and_limit()
    {
        using PageRig rig = Rig().LoggedIn();
        Assert.AreEqual("409 user ", Said(rig, "/api/logins", new { user = "front", role = "lock" }));
        Assert.AreEqual("400 user 32", Said(rig, "/api/logins", new { user = new string('x', 33), role = "lock" }));
        Assert.AreEqual("400 user ", Said(rig, "/api/logins", new { user = "a\nb", role = "lock" }));
        Assert.AreEqual("400 role ", Said(rig, "/api/logins", new { user = "x", role = "king" }));
        Assert.AreEqual("400 role ", Said(rig, "/api/logins", new { user = "x" }));
        Assert.AreEqual("400 locks[0] ", Said(rig, "/api/logins", new { user = "x", role = "controller", locks = new[] { "77" } }));
        Assert.AreEqual("400 locks[0] ", Said(rig, "/api/logins", new { user = "x", role = "controller", locks = new[] { "moon" } }));
        Assert.AreEqual(400, rig.Client.Ask("POST", "/api/logins", new { user = "x", role = "reader", locks = new[] { "3807B7EC" } }).Status);
        Assert.AreEqual("400 password ", Said(rig, "/api/logins", new { user = "x", role = "reader", password = "mine" }));
        int room = rig.House.Limits.Logins - 1;
        for (int i = 0; i < room; i++)
        {
            Make(rig, "login " + i, "reader", null);
        }

        Assert.AreEqual("409 user " + (room + 1), Said(rig, "/api/logins", new { user = "one more", role = "reader" }));
        Assert.AreEqual(room + 1, Ids(rig).Count);
        Assert.AreEqual(204, rig.Client.Ask("DELETE", "/api/logins/5").Status);
        Make(rig, "one more", "reader", null);
        Assert.AreEqual("one more", Login(rig, 5).GetProperty("user").GetString(), "only then is a number used again");
        Assert.AreEqual("404  ", Said(rig, "/api/locks/1", new { name = "Nowhere" }));
        Assert.AreEqual("400 name 64", Said(rig, "/api/locks/0", new { name = new string('x', 65) }));
        Assert.AreEqual(204, rig.Client.Ask("POST", "/api/locks/0", new { name = "Front door" }).Status, "the same name");
    }

    [TestMethod]
    public void A_strangers_long_user_name_is_just_a_wrong_one_also_when_the_names_fill_their_room()
    {
        var logins = new LoginTable(2, 4);
        logins.Add("longest"u8.ToArray(), 7, "p"u8.ToArray(), 1, LoginRole.Reader, -1, 0);
        logins.Add("x"u8.ToArray(), 1, "p"u8.ToArray(), 1, LoginRole.Reader, -1, 0);
        byte[] stranger = Encoding.ASCII.GetBytes(new string('x', 32) + "p");
        Assert.AreEqual(-1, logins.Find(stranger, 0, 32, 32, 1));
        Assert.AreEqual(1, logins.Find(stranger, 0, 1, 32, 1));
    }

    /// <summary>The front door's login is the only one.</summary>
    private static PageRig Rig()
    {
        return new PageRig(change: text => Regex.Replace(text, ",\\s*\\{ \"user\": \"reader\"[^}]*\\}", ""));
    }

    private static HouseMemory Memory(PageRig rig)
    {
        return (HouseMemory)typeof(NukiEdge.Simulator.Appliance).GetField("_memory", System.Reflection.BindingFlags.NonPublic
            | System.Reflection.BindingFlags.Instance).GetValue(rig.Appliance);
    }

    private static House Saved(PageRig rig)
    {
        return rig.Appliance.Ask(() =>
        {
            Assert.IsTrue(rig.Stores.SaveAll());
            return new HouseStores(new SlotStore(rig.Slots, new Crc32(), new byte[SlotStore.WorkBytes], StoreKind.Settings, HouseStores.Version))
                .Load(rig.House.Limits);
        });
    }

    private static string Said(PageRig rig, string target, object body)
    {
        Reply reply = rig.Client.Ask("POST", target, body);
        return reply.Status + " " + (reply.Json.TryGetProperty("field", out JsonElement field) ? field.GetString() : "") + " "
            + (reply.Json.TryGetProperty("limit", out JsonElement limit) ? limit.GetInt64() : "");
    }

    private static string Make(PageRig rig, string user, string role, string[] locks)
    {
        Reply made = rig.Client.Ask("POST", "/api/logins", locks is null ? new { user, role } : new { user, role, locks });
        Assert.AreEqual(201, made.Status, made.Text);
        return rig.Client.Open("login", made.Json.GetProperty("box").GetString());
    }

    private static List<int> Ids(PageRig rig)
    {
        return rig.Client.Ask("GET", "/api/logins").Json.GetProperty("logins").EnumerateArray().Select(l => l.GetProperty("id").GetInt32()).ToList();
    }

    private static JsonElement Login(PageRig rig, int id)
    {
        return rig.Client.Ask("GET", "/api/logins").Json.GetProperty("logins").EnumerateArray().Single(l => l.GetProperty("id").GetInt32() == id);
    }

    private static string Line(PageRig rig, int id)
    {
        JsonElement login = Login(rig, id);
        return login.GetProperty("role").GetString() + " " + (login.GetProperty("lock").GetString() ?? "null") + " "
            + login.GetProperty("confirmed").GetBoolean() + " " + login.GetProperty("connected").GetBoolean();
    }

    private static List<string> Warnings(PageRig rig)
    {
        return rig.Client.Ask("GET", "/api/status").Json.GetProperty("warnings").EnumerateArray().Select(w => w.GetProperty("code").GetString()).ToList();
    }

    private static IPEndPoint Broker(PageRig rig)
    {
        return new IPEndPoint(IPAddress.Loopback, rig.Appliance.Ask(() => rig.Appliance.Broker.Port));
    }

    private static MqttClient Connected(PageRig rig, string user, string password)
    {
        var client = new MqttClient(new MqttOptions { ClientId = "test-" + user, User = user, Password = password });
        Assert.AreEqual(ConnectOutcome.Accepted, client.Connect(Broker(rig)));
        return client;
    }

    private static ConnectOutcome Try(PageRig rig, string user, string password)
    {
        using var client = new MqttClient(new MqttOptions { ClientId = "try-" + user, User = user, Password = password });
        return client.Connect(Broker(rig));
    }

    private static void Await(Func<bool> condition)
    {
        Assert.IsTrue(SpinWait.SpinUntil(condition, 20000));
    }
}
