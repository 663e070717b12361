using System.IO;
using System.Linq;
using System.Text.Json;
using NukiEdge.Core;
using NukiEdge.Core.Houses;
using NukiEdge.Core.Locks;
using NukiEdge.Simulator;
using NukiEdge.Simulator.Adapters;
using NukiEdge.Simulator.NukiWeb;
using NukiEdge.Web.Houses;
using CollectionAssert = Microsoft.VisualStudio.TestTools.UnitTesting.CollectionAssert;

namespace NukiEdge.Tests.NukiWeb;

[TestClass]
public sealed class AccountTest
{
    [TestMethod]
    public void Accepted_is_not_done_before_the_lock_has_it()
    {
        using var rig = new NukiRig();
        string path = $"/smartlock/{rig.Front}/auth";
        rig.Account.WriteDelay = System.TimeSpan.FromSeconds(4);
        rig.Text("PUT", path, 204, """{"name":"Guest","type":13,"code":345678}""");
        rig.Time.Pass(3.999);
        Assert.AreEqual(0, rig.Get(path).GetArrayLength());
        rig.Time.Pass(0.001);
        JsonElement created = rig.Get(path)[0];
        Assert.AreEqual(1, created.GetProperty("authId").GetInt32());
        string one = path + "/" + created.GetProperty("id").GetString();
        rig.Text("POST", one, 204, """{"name":"Guest of March"}""");
        Assert.AreEqual("Guest", rig.Get(one).GetProperty("name").GetString());
        Assert.AreEqual(JsonValueKind.String, rig.Get(one).GetProperty("operationId").ValueKind);
        rig.Text("POST", one, 423, """{"name":"Other"}""");
        rig.Text("DELETE", one, 423);
        rig.Time.Pass(4);
        JsonElement renamed = rig.Get(one);
        Assert.AreEqual("Guest of March", renamed.GetProperty("name").GetString());
        Assert.IsFalse(renamed.TryGetProperty("operationId", out _));
        Assert.AreEqual(created.GetProperty("creationDate").GetString(), renamed.GetProperty("creationDate").GetString());
        Assert.AreNotEqual(created.GetProperty("updateDate").GetString(), renamed.GetProperty("updateDate").GetString());
        rig.Text("DELETE", one, 204);
        rig.Time.Pass(3.9);
        rig.Get(one);
        rig.Time.Pass(0.1);
        rig.Text("GET", one, 403);
    }

    [TestMethod]
    public void Deleted_codes_number_is_given_out_again_with_another_document_id()
    {
        using var rig = new NukiRig();
        JsonElement[] first = [.. new[] { 345671, 345672, 345673 }.Select((pin, i) => rig.CreateCode(rig.Front, "Person " + i, pin))];
        CollectionAssert.AreEqual(new[] { 1, 2, 3 }, first.Select(one => one.GetProperty("authId").GetInt32()).ToArray());
        string gone = first[1].GetProperty("id").GetString();
        rig.Text("DELETE", $"/smartlock/{rig.Front}/auth/{gone}", 204);
        rig.Time.Pass(5);
        JsonElement next = rig.CreateCode(rig.Front, "Guest", 345674);
        Assert.AreEqual(2, next.GetProperty("authId").GetInt32());
        Assert.AreNotEqual(gone, next.GetProperty("id").GetString());
        Assert.AreNotEqual(first[1].GetProperty("creationDate").GetString(), next.GetProperty("creationDate").GetString());
        Assert.AreEqual(4, rig.CreateCode(rig.Front, "Later", 345675).GetProperty("authId").GetInt32());
        Assert.AreEqual(1, rig.CreateCode(rig.Gate, "Other lock", 345671).GetProperty("authId").GetInt32());
        Assert.AreEqual(gone, rig.Account.Deleted[0].Id);
    }

    [TestMethod]
    public void Numbers_of_codes_and_auths_are_two_spaces_and_can_be_chosen()
    {
        using var rig = new NukiRig();
        rig.CreateCode(rig.Front, "Code", 345671);
        rig.Text("PUT", $"/smartlock/{rig.Front}/auth", 204, """{"name":"Ben","type":0,"accountUserId":5}""");
        rig.Account.Create(rig.Front, new NukiAuthChange { Name = "Fob", Type = WebAuthType.Fob, Number = 54323 });
        rig.Account.Create(rig.Front, new NukiAuthChange { Name = "Five", Type = WebAuthType.KeypadCode, Code = 345672, Number = 5 });
        rig.Account.Create(rig.Front, new NukiAuthChange { Name = "Taken", Type = WebAuthType.KeypadCode, Code = 345673, Number = 5 });
        rig.Time.Pass(5);
        CollectionAssert.AreEqual(new[] { "13 1", "0 1", "2 54323", "13 5", "13 2" },
            rig.Account.Auths.Select(one => one.Type + " " + one.AuthId).ToArray());
    }

    [TestMethod]
    public void Change_at_an_offline_lock_is_accepted_and_lost_or_waits()
    {
        using var rig = new NukiRig();
        rig.Account.ChangeLock(rig.Front, one => one with { IsOnline = false });
        NukiAuth old = rig.PutCode(rig.Front, 9, "Old", 345679);
        rig.Text("PUT", $"/smartlock/{rig.Front}/auth", 204, """{"name":"Lost","type":13,"code":345678}""");
        rig.Text("DELETE", $"/smartlock/{rig.Front}/auth/{old.Id}", 204);
        Assert.AreEqual(4, rig.Get("/smartlock/" + rig.Front).GetProperty("serverState").GetInt32());
        rig.Time.Pass(10);
        rig.Account.ChangeLock(rig.Front, one => one with { IsOnline = true });
        rig.Time.Pass(1000);
        JsonElement left = rig.Get("/smartlock/auth");
        Assert.AreEqual(1, left.GetArrayLength());
        Assert.IsFalse(left[0].TryGetProperty("operationId", out _));

        rig.Account.LosesWritesOffline = false;
        rig.Account.ChangeLock(rig.Front, one => one with { IsOnline = false });
        rig.Text("PUT", $"/smartlock/{rig.Front}/auth", 204, """{"name":"Late","type":13,"code":345678}""");
        rig.Time.Pass(10);
        Assert.AreEqual(1, rig.Get("/smartlock/auth").GetArrayLength());
        rig.Account.ChangeLock(rig.Front, one => one with { IsOnline = true });
        Assert.AreEqual("Late", rig.Get("/smartlock/auth")[1].GetProperty("name").GetString());
    }

    [TestMethod]
    public void Lock_holds_two_hundred_codes_and_each_pin_once()
    {
        using var rig = new NukiRig();
        string path = $"/smartlock/{rig.Front}/auth";
        for (uint i = 1; i < 200; i++)
        {
            rig.PutCode(rig.Front, i, "Code " + i);
        }

        rig.Text("PUT", path, 204, """{"name":"Two hundred","type":13,"code":345678}""");
        Assert.Contains("no room", rig.Text("PUT", path, 409, """{"name":"One more","type":13,"code":345679}"""));
        rig.Time.Pass(5);
        rig.Text("PUT", path, 409, """{"name":"One more","type":13,"code":345679}""");
        Assert.AreEqual(200, rig.Get("/smartlock/auth?types=13").GetArrayLength());
        rig.Text("PUT", $"/smartlock/{rig.Gate}/auth", 204, """{"name":"Gate","type":13,"code":345678}""");
        Assert.Contains("exists already", rig.Text("PUT", $"/smartlock/{rig.Gate}/auth", 409, """{"name":"Same","type":13,"code":345678}"""));
    }

    [TestMethod]
    public void Bad_code_is_refused_as_the_lock_would()
    {
        using var rig = new NukiRig();
        string path = $"/smartlock/{rig.Front}/auth";
        foreach (string code in new[] { "12345", "1234567", "123456", "340567", "345670", "-345678", "3456789012" })
        {
            rig.Text("PUT", path, 400, $$"""{"name":"Bad","type":13,"code":{{code}}}""");
        }

        foreach (string body in new[]
        {
            """{"type":13,"code":345678}""", """{"name":"","type":13,"code":345678}""", """{"name":"123456789012345678901234567890123","type":13,"code":345678}""",
            """{"name":"A","type":3,"code":345678}""", """{"name":"A","type":"13","code":345678}""", """{"name":"A","type":13,"code":345678,"wrong":1}""", "[]", "{",
        })
        {
            Assert.Contains("detailMessage", rig.Text("PUT", path, 400, body), body);
        }

        rig.Account.ChangeLock(rig.Front, one => one with { HasKeypad = false });
        Assert.AreEqual("""{"detailMessage":"value 13 for parameter type is not valid"}""",
            rig.Text("PUT", path, 400, """{"name":"No keypad","type":13,"code":345678}"""));
        Assert.IsEmpty(rig.Account.Pending);
    }

    [TestMethod]
    public void Lock_cuts_a_codes_name_to_twenty_bytes()
    {
        using var rig = new NukiRig();
        JsonElement code = rig.CreateCode(rig.Front, "Müller, Öffentlichkeit", 345678);
        Assert.AreEqual("Müller, Öffentlich", code.GetProperty("name").GetString());
        rig.Text("PUT", $"/smartlock/{rig.Front}/auth", 204, """{"name":"An app user with a long name","type":0}""");
        rig.Time.Pass(5);
        Assert.AreEqual("An app user with a long name", rig.Get("/smartlock/auth?types=0")[0].GetProperty("name").GetString());
    }

    [TestMethod]
    public void Sample_account_has_the_numbers_of_the_sample_house()
    {
        var house = new House(Limits.LargeBoard());
        using Stream stream = typeof(Appliance).Assembly.GetManifestResourceStream("Sample/house.json");
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        Assert.IsNull(HouseReader.Read(new ByteSource(copy.ToArray()), house));
        NukiAccount account = SampleAccount.Of(house, new ManualTime());
        CollectionAssert.AreEqual(new[] { 0x4_3807B7EC, 0x4_4BB2979F }, account.Locks.Select(one => one.Id).ToArray());
        CollectionAssert.AreEquivalent(
            new[] { "3807B7EC 3 195249 Keypad", "3807B7EC 0 54322 Ben", "3807B7EC 2 54323 Ben", "3807B7EC 13 12345 Anna", "3807B7EC 13 7 Courier", "4BB2979F 13 7 Guest" },
            account.Auths.Select(one => $"{NukiIds.MqttId(one.SmartlockId):X} {one.Type} {one.AuthId} {one.Name}").ToArray());
        NukiAuth anna = account.Auths.First(one => one.Name == "Anna");
        CollectionAssert.AreEqual(new[] { 8193u }, anna.Fingerprints.Keys.ToArray());
        Assert.HasCount(6, account.Auths.Select(one => one.Id).Distinct().ToArray());
        Assert.IsTrue(account.Locks.All(one => one.HasKeypad));
    }
}
