using System;
using System.Text;
using NukiEdge.Core;
using NukiEdge.Core.Flash;
using NukiEdge.Core.Houses;
using NukiEdge.Core.Log;
using NukiEdge.Tests.Flash;
using NukiEdge.Tests.Support;
using NukiEdge.Web.Houses;

namespace NukiEdge.Tests.Houses;

/// <summary>The house in its stores: what is saved when, what is kept at an import, and what becomes of losses.</summary>
[TestClass]
public class HouseStoresTest
{
    // The contents of version 1, for good: every later firmware must read them.
    private const string Settings = "{\n`house`:1,`edition`:1,\n`timeZone`:`CET-1CEST,M3.5.0,M10.5.0/3`,\n`locks`:[\n{`name`:`Front`,`id`:`3807B7EC`,`keypads`:[54321]},\n"
        + "{`name`:`Gate`,`id`:`1A`}\n],\n`relays`:[\n{`name`:`Light`,`longestOnMs`:60000},\n{`name`:`Bell`}\n],\n`logins`:[\n"
        + "{`user`:`front`,`password`:`secret1`,`role`:`lock`,`lock`:0},\n{`user`:`gate`,`password`:`secret2`,`role`:`lock`,`lock`:1,`confirmed`:false},\n"
        + "{`user`:`control`,`password`:`secret4`,`role`:`controller`,`locks`:[1]}\n],\n`targets`:[\n{`address`:`192.168.1.30`,`user`:`admin`,`password`:`p`}\n],\n"
        + "`nukiWeb`:{`token`:`t`,`everyMin`:60,`joinByName`:false,`fillGaps`:true,`names`:[{`like`:`Guest *`,`person`:1}]}\n}\n";

    private const string Roster = "{\n`house`:1,`edition`:1,`syncedUtc`:[1795305546,0],\n`persons`:[\n{`name`:`Anna`,`credentials`:[\n  {`lock`:0,`code`:12345},\n"
        + "  {`lock`:0,`fingerprint`:8193}]},\n{`name`:`Ben`,`credentials`:[\n  {`lock`:0,`auth`:54322,`webType`:`app`,`document`:`0102030405060708090a0b0c`,"
        + "`created`:`2026-11-22T08:30:00Z`,`validFrom`:`2026-11-22T08:31:00Z`,`weekdays`:[`monday`],`from`:`08:00`,`until`:`24:00`,`doubtful`:true,`enabled`:false,"
        + "`confirmed`:false,`label`:7}]}\n],\n`credentials`:[\n{`lock`:1,`code`:9}\n]\n}\n";

    private const string Rules = "{\n`house`:1,`edition`:1,\n`rules`:[\n{`name`:`Anna comes`,`who`:{`person`:0},`lock`:0,`actions`:[`unlock`],`sources`:[`keypad code`],"
        + "`when`:{`weekdays`:[`monday`,`sunday`],`from`:`22:00`,`until`:`06:00`,`firstDay`:`2026-12-24`,`door`:`closed`,`firstOfDay`:true,`phase`:`opened`},"
        + "`coolDownS`:60,`scene`:1,`goOn`:true}\n]\n}\n";

    private const string Scenes = "{\n`house`:1,`edition`:1,\n`scenes`:[\n{`name`:`Off`,`steps`:[]},\n{`name`:`Welcome`,`sensitive`:true,`freshH`:24,`askFirst`:true,`steps`:[\n"
        + "  {`relay`:1,`do`:`pulse`,`ms`:500},\n  {`waitMs`:300},\n  {`http`:`POST`,`url`:`http://10.0.0.9/in?who={person}`,`headers`:{`X-By`:`{source}`,"
        + "`Content-Type`:`application/json`},`body`:`{}`,`timeoutMs`:1000},\n  {`mqtt`:`home/{lock}`,`payload`:`x`,`qos`:1,`retain`:true}]}\n]\n}\n";

    private static readonly string[] Contents = { "", Settings, Roster, Rules, Scenes };

    // Version 2 of the rules' content: the scenes stand before them.
    private const string RulesWithScenes = "{\n`house`:1,`edition`:1";

    private readonly StoreBench _bench = new();

    [TestMethod]
    public void Contents_of_version_1_are_read_and_written_byte_for_byte_rules_with_scenes_as_version_2()
    {
        PutContents();
        _bench.Start();
        Assert.AreEqual("", _bench.Stores.Text());
        House house = _bench.House;
        Assert.AreEqual(1795305546, house.Locks.At(0).SyncedUtcSeconds);
        Assert.AreEqual("Ben", house.Persons.Text(house.Roster.Person(house.Roster.Find(0, 0, 54322))));
        for (byte kind = StoreKind.Settings; kind <= StoreKind.Scenes; kind++)
        {
            _bench.Stores.Changed(kind);
        }

        Assert.IsTrue(_bench.Stores.SaveAll());
        for (byte kind = StoreKind.Settings; kind <= StoreKind.Rules; kind++)
        {
            byte[] slot = _bench.Flash.Slot(kind, 1).Copy();
            string content = kind != StoreKind.Rules ? Contents[kind]
                : RulesWithScenes + Scenes[RulesWithScenes.Length..^3] + Rules[RulesWithScenes.Length..];
            Assert.AreEqual(SampleHouse.Json(content), Encoding.UTF8.GetString(slot, SlotHeader.Bytes, slot.Length - SlotHeader.Bytes));
            Assert.AreEqual(HouseStores.VersionOf(kind), slot[6], "content version");
        }

        string before = StoreBench.Text(_bench.House);
        _bench.Start();
        Assert.AreEqual(before, StoreBench.Text(_bench.House));
        Assert.AreEqual("", _bench.Stores.Text());
    }

    [TestMethod]
    public void Scenes_of_version_1_never_come_back_once_they_stand_beside_the_rules()
    {
        PutContents();
        _bench.Start();
        _bench.Stores.Changed(StoreKind.Rules);
        Assert.IsTrue(_bench.Stores.SaveAll());
        Assert.AreEqual(0, _bench.Flash.Slot(StoreKind.Scenes, 0).Length, "emptied");
        Assert.AreEqual(0, _bench.Flash.Slot(StoreKind.Scenes, 1).Length);
        Put(StoreKind.Scenes, Scenes.Replace("Welcome", "Old one")); // as if the power had been cut just before
        _bench.Start();
        Assert.AreEqual("Welcome", _bench.House.Scenes.Names.Text(1));
        Assert.AreEqual(1, _bench.House.Rules.Count);
        Assert.IsTrue(_bench.Stores.SaveAll());
        Assert.AreEqual(0, _bench.Flash.Slot(StoreKind.Scenes, 0).Length, "emptied at last");
        _bench.Flash.Slot(StoreKind.Rules, 0).Length = 30;
        _bench.Flash.Slot(StoreKind.Rules, 1).Length = 30;
        _bench.Start();
        Assert.AreEqual(0, _bench.House.Scenes.Names.Count);
        Assert.Contains("store rules: lost", _bench.Stores.Text());
    }

    [TestMethod]
    public void A_rule_whose_person_was_lost_never_becomes_the_next_persons_wherever_the_power_is_cut()
    {
        for (int cut = 0; ; cut++)
        {
            PutContents();
            _bench.Flash.Slot(StoreKind.Roster, 0).Bytes[30] ^= 1;
            _bench.Start();
            Assert.AreEqual(0, _bench.House.Persons.Count);
            Assert.AreEqual(0, _bench.House.Rules.Count, "nobody is left whom it could be about");
            Assert.IsFalse(_bench.Stores.MayReusePlaces);
            byte[] bob = Encoding.UTF8.GetBytes("Bob");
            _bench.House.Persons.Add(bob, 0, bob.Length);
            _bench.Stores.Changed(StoreKind.Roster);
            _bench.Flash.PointsToCut = cut;
            bool isOver = false;
            try
            {
                isOver = _bench.Stores.SaveAll();
            }
            catch (PowerCutException)
            {
            }

            _bench.Start();
            bool isBob = _bench.House.Persons.Count == 1 && _bench.House.Persons.Text(0) == "Bob";
            Assert.IsFalse(isBob && _bench.House.Rules.Count > 0, "Bob got Anna's rule after cut " + cut);
            if (isOver)
            {
                Assert.IsTrue(isBob);
                return;
            }
        }
    }

    [TestMethod]
    public void A_lock_login_that_lost_its_lock_is_as_if_it_were_new_and_a_scene_without_its_relay_does_nothing()
    {
        PutContents();
        string settings = Settings.Replace(",\n{`name`:`Gate`,`id`:`1A`}", "").Replace(",\n{`name`:`Bell`}", "");
        Put(StoreKind.Settings, settings);
        _bench.Start();
        House house = _bench.House;
        Assert.AreEqual(-1, house.Logins.LockOf(1));
        Assert.IsFalse(house.Logins.IsConfirmed(1));
        Assert.AreEqual(0, house.Logins.CommandLocks(2));
        Assert.AreEqual("Welcome", house.Scenes.Names.Text(1));
        Assert.AreEqual(house.Scenes.Begin(1), house.Scenes.End(1), "no step is left of it");
        Assert.AreEqual(3, house.Roster.Count);
        Assert.Contains("left out", _bench.Stores.Text());
    }

    [TestMethod]
    public void What_a_later_firmware_wrote_is_neither_read_nor_overwritten()
    {
        PutContents();
        SlotBench later = Slot(StoreKind.Rules);
        byte[] image = later.Image(9, Encoding.UTF8.GetBytes("later")); // SlotBench writes content version 3
        _bench.Flash.Slot(StoreKind.Rules, 1).Set(image, image.Length);
        _bench.Start();
        Assert.AreEqual(0, _bench.House.Rules.Count);
        Assert.Contains("a later version", _bench.Stores.Text());
        _bench.Stores.Changed(StoreKind.Rules);
        Assert.IsFalse(_bench.Stores.SaveAll());
        Assert.AreEqual(image.Length, _bench.Flash.Slot(StoreKind.Rules, 1).Length);
    }

    [TestMethod]
    public void Nothing_is_saved_within_ten_seconds_after_an_event_and_only_one_store_at_a_time()
    {
        PutContents();
        _bench.Start();
        var clock = new TestClock();
        var log = new LogSaver(new EventLog(8), new LogSegments(_bench.Flash, new Crc32()), clock);
        var memory = new HouseMemory(_bench.House, _bench.Stores.Store, log);
        memory.Restore();
        _bench.Stores.KeepAwayFrom(log);
        _bench.House.Roster.Release(0);
        _bench.House.Locks.At(0).LearnKeypad(777);
        int before = _bench.Flash.Begun;
        Assert.AreEqual(clock.NowUs + LogSaver.QuietUs, _bench.Stores.Step(clock.NowUs));
        clock.PassMs(9999);
        _bench.Stores.Step(clock.NowUs);
        memory.Step(clock.NowUs);
        Assert.AreEqual(before, _bench.Flash.Begun);
        clock.PassMs(2);
        for (int i = 0; i < 500; i++)
        {
            memory.Step(clock.NowUs); // FakeFlash fails the test when a second slot is opened
            _bench.Stores.Step(clock.NowUs);
        }

        Assert.AreEqual(before + 2, _bench.Flash.Begun, "the roster and the memory, each once");
        Assert.AreEqual(long.MaxValue, _bench.Stores.Step(clock.NowUs));
        _bench.Start();
        Assert.AreEqual(-1, _bench.House.Roster.Person(0));
        new HouseMemory(_bench.House, _bench.Stores.Store, log).Restore();
        Assert.IsTrue(_bench.House.Locks.At(0).IsKeypad(777));
    }

    [TestMethod]
    public void A_save_that_fails_is_tried_again_and_says_so_at_the_end()
    {
        PutContents();
        _bench.Start();
        _bench.House.Roster.Release(0);
        _bench.Flash.FailsToBegin = true;
        Assert.IsFalse(_bench.Stores.SaveAll());
        _bench.Flash.FailsToBegin = false;
        Assert.IsTrue(_bench.Stores.SaveAll());
    }

    [TestMethod]
    public void An_import_without_secrets_keeps_those_of_the_same_user_and_target_and_names_the_others()
    {
        PutContents();
        _bench.Start();
        string file = HouseWriterTest.All(new HouseWriter(_bench.House, HouseSecrets.LeftOut, null), 256);
        Assert.DoesNotContain("secret", file);
        _bench.File.Put(file.Replace("\"control\"", "\"other\""));
        _bench.Start();
        Assert.AreEqual("login other", _bench.Import.Missing);
        Assert.IsTrue(_bench.Import.IsSaved);
        _bench.Start();
        byte[] login = Encoding.UTF8.GetBytes("frontsecret1other");
        Assert.AreEqual(0, _bench.House.Logins.Find(login, 0, 5, 5, 7));
        Assert.AreEqual(-1, _bench.House.Logins.Find(login, 12, 5, 0, 0), "no password is not an empty password");
        Assert.AreEqual(1, _bench.House.Targets.Records[NukiEdge.Core.Scenes.TargetTable.PasswordAt]);
        Assert.AreEqual(1, _bench.House.NukiWeb.Token.Length);
    }

    [TestMethod]
    public void An_import_that_flash_does_not_take_stays_for_the_next_start()
    {
        PutContents();
        _bench.Start();
        _bench.File.Put(SampleHouse.Text());
        _bench.Flash.FailsToEnd = true;
        _bench.Start();
        Assert.IsTrue(_bench.File.Exists);
        Assert.AreEqual("Gate motor", _bench.House.RelayNames.Text(2), "it is used all the same");
        _bench.Flash.FailsToEnd = false;
        _bench.Start();
        Assert.IsFalse(_bench.File.Exists);
        _bench.Start();
        Assert.AreEqual("Gate motor", _bench.House.RelayNames.Text(2));
    }

    [TestMethod]
    public void A_wrong_import_says_where_and_changes_nothing()
    {
        PutContents();
        _bench.File.Put(SampleHouse.Text().Replace("60000", "86400001"));
        _bench.Start();
        Assert.Contains("line 3, relays[0].longestOnMs: must be 1 to 86400000", _bench.Import.Text());
        Assert.AreEqual("Bell", _bench.House.RelayNames.Text(1));
        Assert.AreEqual(2, _bench.House.RelayNames.Count);
    }

    private void PutContents()
    {
        for (byte kind = StoreKind.Settings; kind <= StoreKind.Scenes; kind++)
        {
            _bench.Flash.Slot(kind, 0).Length = 0;
            _bench.Flash.Slot(kind, 1).Length = 0;
            Put(kind, Contents[kind]);
        }
    }

    private void Put(byte kind, string content)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(SampleHouse.Json(content));
        var header = new SlotHeader { Kind = kind, ContentVersion = 1, Generation = 1, Length = bytes.Length, ContentCrc = new Crc32().Of(bytes, 0, bytes.Length) };
        byte[] image = new byte[SlotHeader.Bytes + bytes.Length];
        header.Put(image, new Crc32());
        bytes.CopyTo(image, SlotHeader.Bytes);
        _bench.Flash.Slot(kind, 0).Set(image, image.Length);
    }

    private static SlotBench Slot(byte kind)
    {
        return new SlotBench(kind);
    }
}
