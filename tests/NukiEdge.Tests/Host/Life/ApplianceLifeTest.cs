using System;
using System.Linq;
using System.Net;
using System.Text;
using System.Threading;
using NukiEdge.Core;
using NukiEdge.Core.Flash;
using NukiEdge.Core.Houses;
using NukiEdge.Core.Life;
using NukiEdge.Core.Ports;
using NukiEdge.Simulator;
using NukiEdge.Simulator.Adapters;
using NukiEdge.Tests.Data;
using NukiEdge.Tests.EndToEnd;
using NukiEdge.Web.Houses;
using NukiEdge.Web.Log;

namespace NukiEdge.Tests.Life;

/// <summary>Faults and stand-still of the PC's appliance, with real threads and files.</summary>
[TestClass]
public sealed class ApplianceLifeTest : IDisposable
{
    private const int DeadlineMs = 10000;

    private readonly TempFolder _temp = TempFolder.Made();
    private readonly DataFolder _folder;
    private readonly BenchRelays _relays = new(1);
    private readonly BadPart _bad = new();
    private readonly ManualResetEventSlim _stalled = new();
    private Appliance _appliance;
    private byte _stalledPart;

    public ApplianceLifeTest()
    {
        _folder = new DataFolder(_temp.Path);
    }

    public void Dispose()
    {
        _bad.GoOn.Set();
        _appliance?.Dispose();
        _folder.Dispose();
        _temp.Dispose();
    }

    [TestMethod]
    public void A_part_that_stands_still_is_seen_relays_go_off_and_the_next_run_knows_why()
    {
        Start();
        SwitchOn();
        _bad.StandsStill = true;
        Assert.IsTrue(_stalled.Wait(DeadlineMs));
        Assert.AreEqual(LoopPart.Other, _stalledPart);
        Assert.IsFalse(_relays.IsOn(0));

        _bad.GoOn.Set();
        Assert.IsTrue(SpinWait.SpinUntil(() => !_bad.IsInside, DeadlineMs));
        Assert.IsTrue(_appliance.Ask(() => _appliance.Edge.Relays.Order(0, 1, 1000, _appliance.Clock.NowUs) == 0));
        Assert.IsFalse(_relays.IsOn(0), "a loop that wakes up late switches nothing any more");

        RunBook next = Book();
        Assert.AreEqual(RunEnd.Stalled, next.End(1));
        Assert.AreEqual(LoopPart.Other, next.Part(1));
    }

    [TestMethod]
    public void A_fault_switches_off_is_noted_and_the_loop_goes_on()
    {
        Start();
        SwitchOn();
        _bad.Throws = 1;
        _appliance.Ask(() => 0);
        Assert.IsTrue(SpinWait.SpinUntil(() => _appliance.Fault is not null, DeadlineMs));
        Assert.IsTrue(_appliance.Ask(() => true), "it goes on");
        Assert.IsFalse(_relays.IsOn(0));
        Assert.IsFalse(_appliance.Life.WantsRestart);
        Assert.IsTrue(Log().Contains("FAULT of this program in a part (index out of range): relays off, scenes ended", StringComparison.Ordinal), Log());
    }

    [TestMethod]
    public void Ten_faults_in_a_row_end_the_run_and_the_next_one_knows_why()
    {
        Start();
        _bad.Throws = 100;
        try
        {
            _appliance.Ask(() => 0);
        }
        catch (InvalidOperationException)
        {
            // It may end before it answers.
        }

        Assert.IsTrue(SpinWait.SpinUntil(() => _appliance.Life.WantsRestart, DeadlineMs));
        Assert.AreEqual(90, _bad.Throws);
        _appliance.Dispose();
        RunBook next = Book();
        Assert.AreEqual(RunEnd.Faults, next.End(1));
        Assert.AreEqual(FaultKind.Index, next.Fault(1));
        Assert.AreEqual(1, next.Quick);
    }

    [TestMethod]
    public void A_polite_end_is_stored_as_the_owners()
    {
        Start();
        _appliance.Dispose();
        RunBook next = Book();
        Assert.AreEqual(RunEnd.Stop, next.End(1));
        Assert.AreEqual(0, next.Quick);
    }

    [TestMethod]
    public void What_is_sent_again_on_the_first_connection_after_a_start_is_held()
    {
        using var house = new TestAppliance(TestAppliance.HouseWith());
        using RawClient door = RawClient.AsLock(house.Port, "front", "3807B7EC");
        door.PublishAndWait(TestAppliance.EventTopic, "3,0,54321,12345,1", 7, 8);
        Assert.AreEqual(0, house.RelayWrites);
        door.PublishAndWait(TestAppliance.EventTopic, "3,0,54321,12345,1", 8);
        Assert.AreEqual(1, house.RelayWrites, string.Join("\n", house.Log()));
        Assert.IsTrue(house.Log().Any(l => l.Contains("held: sent again, and perhaps a copy from before the start", StringComparison.Ordinal)),
            string.Join("\n", house.Log()));
    }

    private void Start()
    {
        var house = new House(Limits.LargeBoard());
        Assert.IsNull(HouseReader.Read(new ByteSource(Encoding.UTF8.GetBytes(TestAppliance.HouseWith())), house));
        _appliance = new Appliance(house, _relays, IPAddress.Loopback);
        var segments = new LogSegments(new FileSegments(_folder, LogSegments.SegmentsFor(house.Limits.LogFlashEntries)), new Crc32());
        segments.Open();
        _appliance.Keep(segments, new FileSlots(_folder), Book());
        _appliance.Edge.Add(_bad);
        _appliance.Life.StallLimitUs = 500_000;
        _appliance.Life.Stalled = part =>
        {
            _stalledPart = part;
            _stalled.Set();
        };
        Assert.IsTrue(_appliance.Start(0));
    }

    private void SwitchOn()
    {
        _appliance.Ask(() => _appliance.Edge.Relays.Order(0, 1, 600_000, _appliance.Clock.NowUs));
        Assert.IsTrue(_relays.IsOn(0));
    }

    private string Log()
    {
        return _appliance.Ask(() =>
        {
            var record = new NukiEdge.Core.Log.LogRecord();
            var text = new LogText(_appliance.House);
            string lines = "";
            for (long i = 0; _appliance.Edge.Log.Read(i, record); i++)
            {
                lines += text.Line(record) + "\n";
            }

            return lines;
        });
    }

    private RunBook Book()
    {
        var store = new SlotStore(new FileSlots(_folder), new Crc32(), new byte[RunBook.WorkBytes], StoreKind.Life, RunBook.Version);
        var book = new RunBook(store);
        Assert.IsTrue(book.Begin());
        return book;
    }

    /// <summary>A part with a bug.</summary>
    private sealed class BadPart : IPart
    {
        public volatile int Throws;
        public volatile bool StandsStill;
        public volatile bool IsInside;

        public ManualResetEventSlim GoOn { get; } = new();

        public long Step(long nowUs)
        {
            if (StandsStill)
            {
                IsInside = true;
                GoOn.Wait();
                StandsStill = false;
                IsInside = false;
            }

            if (Throws > 0)
            {
                Throws--;
                throw new IndexOutOfRangeException("planted");
            }

            return nowUs + 10_000;
        }
    }
}
