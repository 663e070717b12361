using NukiEdge.Core.Flash;
using NukiEdge.Core.Houses;
using NukiEdge.Core.Life;
using NukiEdge.Tests.Flash;
using NukiEdge.Tests.Support;

namespace NukiEdge.Tests.Life;

/// <summary>What the run says of itself, and what ends it.</summary>
[TestClass]
public class LifeKeeperTest
{
    private const string Ben = "1,0,54322,0,0";
    private const string Anna = "1,0,54321,12345,1";

    private readonly FakeFlash _flash = new FakeFlash(8);
    private readonly Crc32 _crc = new Crc32();
    private readonly FakePower _power = new FakePower();
    private readonly FakeListener _listener = new FakeListener();
    private string _house = SampleHouse.Text();
    private EdgeBench _bench;
    private LogSaver _saver;
    private LifeKeeper _life;

    [TestMethod]
    public void In_safe_mode_every_rule_is_held_and_says_why_and_no_relay_moves()
    {
        StartSafe();
        Assert.IsTrue(_bench.TakeLog().IndexOf("SAFE MODE after 3 quick restarts") >= 0);
        _bench.Announce(Anna);
        _bench.PassMs(10);
        Assert.AreEqual("", _bench.Relays.TakeTrace());
        Assert.IsTrue(_bench.TakeLog().IndexOf("held: safe mode, after quick restarts") > 0);
        Assert.IsTrue(_bench.Link.TakeTrace().IndexOf("nukiedge/mode=safe; ") >= 0);
    }

    [TestMethod]
    public void Safe_mode_ends_after_thirty_minutes_without_a_fault()
    {
        StartSafe();
        PassMinutes(20);
        _life.Fault(FaultKind.Index);
        PassMinutes(29);
        Assert.IsTrue(_bench.Edge.IsSafe);
        PassMinutes(2);
        Assert.IsFalse(_bench.Edge.IsSafe);
        Assert.IsTrue(_bench.TakeLog().IndexOf("safe mode is over: rules run again") > 0);
        Assert.IsTrue(_bench.Link.TakeTrace().IndexOf("nukiedge/mode=normal; ") > 0);
        _bench.Relays.TakeTrace();
        _bench.Announce(Anna);
        Assert.AreEqual("0+ 1+ ", _bench.Relays.TakeTrace());
    }

    [TestMethod]
    public void A_run_is_proven_after_ten_minutes_and_not_while_somebody_is_at_the_door()
    {
        Start();
        PassMinutes(9);
        int begun = _flash.Begun;
        _bench.PassMs(59000);
        _bench.Announce(Ben);
        _bench.PassMs(2000);
        Assert.AreEqual(begun, _flash.Begun, "within ten seconds after an event");
        PassMinutes(1);
        Assert.AreEqual(begun + 1, _flash.Begun, "one write");
        PassMinutes(60);
        Assert.AreEqual(begun + 1, _flash.Begun, "and no other");
        RunBook next = Book();
        next.Begin();
        Assert.IsTrue(next.IsProven(1));
    }

    [TestMethod]
    public void Ten_faults_in_a_row_end_the_run_and_ten_in_an_hour_do_not()
    {
        Start();
        for (int i = 0; i < 10; i++)
        {
            _life.Fault(FaultKind.NullReference);
            PassMinutes(2);
        }

        Assert.AreEqual(0, _power.Restarts);
        for (int i = 0; i < 9; i++)
        {
            _life.Fault(FaultKind.NullReference);
        }

        Assert.AreEqual(0, _power.Restarts);
        _bench.Edge.Watch.Part = LoopPart.Broker;
        _life.Fault(FaultKind.OutOfMemory);
        Assert.AreEqual(1, _power.Restarts);
        Assert.AreEqual(RunEnd.NoMemory, _power.End);
        Assert.AreEqual(LoopPart.Broker, _power.Part);
        Assert.AreEqual(FaultKind.OutOfMemory, _power.Kind);
    }

    [TestMethod]
    public void A_fault_switches_the_relays_off_and_is_noted_with_part_and_kind()
    {
        Start();
        _bench.Announce(Anna);
        _bench.Relays.TakeTrace();
        _bench.TakeLog();
        _bench.Edge.Watch.Part = LoopPart.Broker;
        _life.Fault(FaultKind.Index);
        Assert.AreEqual("0- 1- 2- ", _bench.Relays.TakeTrace());
        Assert.AreEqual("FAULT of this program in the broker (index out of range): relays off, scenes ended\n", _bench.TakeLog());
    }

    [TestMethod]
    public void Callers_that_all_hang_for_a_minute_end_the_run_and_one_that_comes_back_saves_it()
    {
        _house = SampleHouse.WithScenes("[{`name`:`A`,`steps`:[{`http`:`GET`,`url`:`http://10.0.0.1/`,`timeoutMs`:1000}]},"
            + "{`name`:`B`,`steps`:[{`http`:`GET`,`url`:`http://10.0.0.2/`,`timeoutMs`:1000}]}]",
            "[{`name`:`Anna`,`who`:{`person`:`Anna`},`scene`:`A`},{`name`:`Ben`,`who`:{`person`:`Ben`},`scene`:`B`}]");
        Start();
        HangAll();
        _bench.PassMs(55000);
        Answer();
        PassMinutes(5);
        Assert.AreEqual(0, _power.Restarts);
        HangAll();
        _bench.PassMs(55000);
        Assert.AreEqual(0, _power.Restarts, "not a minute yet");
        _bench.PassMs(25000);
        Assert.AreEqual(RunEnd.Stalled, _power.End);
        Assert.AreEqual(LoopPart.Callers, _power.Part);
    }

    [TestMethod]
    public void A_listener_that_is_dead_for_a_minute_ends_the_run()
    {
        Start();
        _listener.IsWell = false;
        _bench.PassMs(50000);
        _listener.IsWell = true;
        _bench.PassMs(16000);
        _listener.IsWell = false;
        _bench.PassMs(50000);
        Assert.AreEqual(0, _power.Restarts);
        _bench.PassMs(20000);
        Assert.AreEqual(LoopPart.Broker, _power.Part);
        Assert.AreEqual(RunEnd.Stalled, _power.End);
    }

    [TestMethod]
    public void A_log_that_cannot_be_saved_is_noted_once_and_ends_nothing()
    {
        Start();
        _bench.TakeLog();
        _flash.RoomBytes = 0;
        PassMinutes(30);
        string log = _bench.TakeLog();
        Assert.AreEqual("the log cannot be saved; it is tried again\n", log);
        _flash.RoomBytes = int.MaxValue;
        PassMinutes(180);
        Assert.AreEqual("the log is saved again\n", _bench.TakeLog());
        Assert.AreEqual(0, _power.Restarts);
    }

    /// <summary>Both callers go to targets of their own, and neither comes back. The last one goes only to a target that answered.</summary>
    private void HangAll()
    {
        _bench.Announce("3,0,54321,12345,1");
        Answer();
        _bench.PassMs(1);
        _bench.Announce(Ben);
        _bench.Announce("3,0,54321,12345,1");
        Assert.IsTrue(_bench.Callers[0].IsBusy && _bench.Callers[1].IsBusy);
        _bench.PassMs(2000);
    }

    private void Answer()
    {
        for (int i = 0; i < _bench.Callers.Length; i++)
        {
            if (_bench.Callers[i].IsBusy)
            {
                _bench.Callers[i].Answer(200);
            }
        }
    }

    private void PassMinutes(int minutes)
    {
        for (int i = 0; i < minutes * 6; i++)
        {
            _bench.PassMs(10000);
            for (int turn = 0; turn < 20 && _bench.Wait.DeadlineUs <= _bench.Clock.NowUs; turn++)
            {
                _bench.PassMs(0);
            }
        }
    }

    private void StartSafe()
    {
        Book().Begin();
        Book().Begin();
        Book().Begin();
        Start();
        _bench.PassMs(1);
    }

    private void Start()
    {
        RunBook book = Book();
        book.Begin();
        _bench = new EdgeBench(_house);
        _saver = new LogSaver(_bench.Edge.Log, new LogSegments(_flash, _crc), _bench.Clock);
        SlotStore learned = new SlotStore(_flash, _crc, new byte[SlotStore.WorkBytes], StoreKind.Memory, HouseMemory.Version);
        HouseMemory memory = new HouseMemory(_bench.House, learned, _saver);
        _life = new LifeKeeper(book, _bench.Edge, _saver, memory, _bench.Clock, _power);
        _life.Watch(_listener, LoopPart.Broker);
        _bench.Edge.Add(_saver, LoopPart.Log);
        _bench.Edge.Add(_life, LoopPart.Life);
    }

    private RunBook Book()
    {
        return new RunBook(new SlotStore(_flash, _crc, new byte[RunBook.WorkBytes], StoreKind.Life, RunBook.Version));
    }
}
