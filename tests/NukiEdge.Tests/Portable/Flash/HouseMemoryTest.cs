using NukiEdge.Core;
using NukiEdge.Core.Flash;
using NukiEdge.Core.Houses;
using NukiEdge.Core.Locks;
using NukiEdge.Core.Log;
using NukiEdge.Core.People;
using NukiEdge.Core.Ports;
using NukiEdge.Tests.Support;
using NukiEdge.Web.Houses;

namespace NukiEdge.Tests.Flash;

/// <summary>What was learned while running is there after a restart.</summary>
[TestClass]
public class HouseMemoryTest
{
    private readonly FakeFlash _flash = new FakeFlash(8);
    private readonly Crc32 _crc = new Crc32();
    private readonly TestClock _clock = new TestClock();
    private string _file = SampleHouse.Text();
    private House _house;
    private HouseMemory _memory;

    [TestMethod]
    public void A_binding_its_confirmation_and_a_keypad_survive_a_restart()
    {
        Start();
        int fresh = Login("fresh");
        int lockIndex = _house.Locks.AddUnnamed(0x4BB2979F);
        _house.Logins.Bind(fresh, lockIndex);
        _house.Logins.Confirm(fresh);
        _house.Locks.At(0).LearnKeypad(777);
        Save();

        Start();
        Assert.AreEqual(0x4BB2979Fu, _house.Locks.At(_house.Logins.LockOf(Login("fresh"))).Id);
        Assert.IsTrue(_house.Logins.IsConfirmed(Login("fresh")));
        Assert.IsTrue(_house.Locks.At(0).IsKeypad(777));
    }

    [TestMethod]
    public void A_battery_that_was_told_to_be_low_is_not_told_again_after_a_restart()
    {
        Start();
        Assert.IsTrue(_house.Locks.At(0).Batteries.Update(Happening.BatteryLow, 1, true, _clock.NowUs));
        Save();
        Start();
        Assert.IsFalse(_house.Locks.At(0).Batteries.Update(Happening.BatteryLow, 1, true, _clock.NowUs));
        Assert.IsTrue(_house.Locks.At(0).Batteries.Update(Happening.KeypadBatteryLow, 1, true, _clock.NowUs));
    }

    [TestMethod]
    public void A_binding_that_was_not_confirmed_is_not_confirmed_after_a_restart_either()
    {
        Start();
        _house.Logins.Bind(Login("fresh"), _house.Locks.AddUnnamed(0x4BB2979F));
        Save();
        Start();
        Assert.IsTrue(_house.Logins.LockOf(Login("fresh")) >= 0);
        Assert.IsFalse(_house.Logins.IsConfirmed(Login("fresh")));
    }

    [TestMethod]
    public void A_keypad_that_is_taken_back_loses_the_person_that_the_file_gives_it()
    {
        Start();
        Assert.IsTrue(_house.Roster.Person(_house.Roster.Find(0, CredentialKind.Auth, 54322)) >= 0);
        _house.Locks.At(0).LearnKeypad(54322);
        Save();
        Start();
        Assert.AreEqual(-1, _house.Roster.Person(_house.Roster.Find(0, CredentialKind.Auth, 54322)));
    }

    [TestMethod]
    public void What_the_house_file_says_goes_before_what_was_learned()
    {
        Start();
        _house.Logins.Bind(Login("fresh"), _house.Locks.IndexOf(0x1A));
        Save();
        _file = SampleHouse.With(SampleHouse.Locks, SampleHouse.Relays, SampleHouse.Persons, SampleHouse.Scenes, SampleHouse.Rules,
            "[{`user`:`fresh`,`password`:`secret2`,`role`:`lock`},{`user`:`gate`,`password`:`g`,`role`:`lock`,`lock`:`Gate`}]");
        Start();
        Assert.AreEqual(-1, _house.Logins.LockOf(Login("fresh")), "the gate has another login now");
        Assert.AreEqual(_house.Locks.IndexOf(0x1A), _house.Logins.LockOf(Login("gate")));
    }

    [TestMethod]
    public void Nothing_is_saved_within_ten_seconds_and_nothing_without_a_change()
    {
        Start();
        Assert.AreEqual(long.MaxValue, _memory.Step(_clock.NowUs));
        _house.Locks.At(0).LearnKeypad(777);
        Assert.AreEqual(_clock.NowUs + LogSaver.QuietUs, _memory.Step(_clock.NowUs));
        Assert.AreEqual(0, _flash.Begun);
        Save();
        Assert.AreEqual(1, _flash.Begun);
    }

    [TestMethod]
    public void A_save_that_fails_is_tried_again_after_a_minute()
    {
        Start();
        _house.Locks.At(0).LearnKeypad(777);
        _flash.FailsToBegin = true;
        Save();
        _flash.FailsToBegin = false;
        Assert.IsTrue(_memory.Step(_clock.NowUs) > _clock.NowUs + 50000000);
        _clock.PassMs(61000);
        Save();
        Start();
        Assert.IsTrue(_house.Locks.At(0).IsKeypad(777));
    }

    [TestMethod]
    public void A_cut_at_every_byte_of_a_save_leaves_the_old_memory_or_the_new_one()
    {
        Start();
        uint old = 1000;
        _house.Locks.At(0).LearnKeypad(old);
        Save();
        int olds = 0;
        int news = 0;
        for (int cut = 0; cut < 200; cut++)
        {
            Start();
            Assert.IsTrue(_house.Locks.At(0).IsKeypad(old), "the memory before cut " + cut.ToString());
            uint next = 2000 + (uint)cut;
            _house.Locks.At(0).LearnKeypad(next);
            _flash.PointsToCut = cut;
            try
            {
                Save();
            }
            catch (PowerCutException)
            {
            }

            _flash.PowerOn();
            _flash.PointsToCut = int.MaxValue;
            Start();
            bool isNew = _house.Locks.At(0).IsKeypad(next);
            Assert.IsTrue(isNew || _house.Locks.At(0).IsKeypad(old), "neither old nor new after cut " + cut.ToString());
            old = isNew ? next : old;
            news += isNew ? 1 : 0;
            olds += isNew ? 0 : 1;
        }

        Assert.IsTrue(olds > 50 && news > 50, olds.ToString() + " old, " + news.ToString() + " new");
    }

    private int Login(string user)
    {
        byte[] name = Raw.Of(user);
        return _house.Logins.Users.IndexOf(name, 0, name.Length);
    }

    private void Save()
    {
        _clock.PassMs(11000);
        for (int i = 0; i < 100 && _memory.Step(_clock.NowUs) <= _clock.NowUs; i++)
        {
        }
    }

    private void Start()
    {
        _house = new House(Limits.SmallBoard());
        HouseError error = HouseReader.Read(new MemorySource(_file), _house);
        Assert.IsNull(error);
        EventLog log = new EventLog(8);
        LogSegments segments = new LogSegments(_flash, _crc);
        SlotStore store = new SlotStore(_flash, _crc, new byte[SlotStore.WorkBytes], StoreKind.Memory, HouseMemory.Version);
        _memory = new HouseMemory(_house, store, new LogSaver(log, segments, _clock));
        _memory.Restore();
    }
}
