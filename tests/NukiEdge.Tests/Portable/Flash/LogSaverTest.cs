using NukiEdge.Core.Flash;
using NukiEdge.Core.Log;
using NukiEdge.Tests.Support;

namespace NukiEdge.Tests.Flash;

[TestClass]
public class LogSaverTest
{
    private readonly TestClock _clock = new TestClock();
    private readonly FakeFlash _flash = new FakeFlash(3);
    private readonly EventLog _log = new EventLog(32);
    private LogSegments _segments;
    private LogSaver _saver;

    public LogSaverTest()
    {
        Restart();
    }

    [TestMethod]
    public void Nothing_is_written_within_10_s_after_an_event_nor_after_the_start()
    {
        Note();
        AssertSaves(10000);
        Assert.AreEqual(1, _flash.Appended);

        _clock.PassMs(60000);
        Event();
        Assert.IsTrue(_saver.Step(_clock.NowUs) == _clock.NowUs + 10000000);
        _clock.PassMs(9000);
        Note();
        _clock.PassMs(999);
        _saver.Step(_clock.NowUs);
        Assert.AreEqual(1, _flash.Appended, "one millisecond too early");
        AssertSaves(1);
        Assert.IsTrue(_saver.Saved == 3);
    }

    [TestMethod]
    public void An_event_in_between_puts_off_the_save()
    {
        _clock.PassMs(60000);
        for (int i = 0; i < 20; i++)
        {
            Event();
            _saver.Step(_clock.NowUs);
            _clock.PassMs(9999);
            Assert.IsTrue(_saver.Step(_clock.NowUs) == _clock.NowUs + 1000);
        }

        Assert.AreEqual(0, _flash.Appended);
        AssertSaves(1);
    }

    [TestMethod]
    public void Notes_alone_are_written_at_most_every_10_s_five_at_a_time()
    {
        _clock.PassMs(60000);
        for (int i = 0; i < 12; i++)
        {
            Note();
        }

        AssertSaves(0);
        Assert.IsTrue(_saver.Saved == 5);
        _clock.PassMs(9999);
        _saver.Step(_clock.NowUs);
        Assert.IsTrue(_saver.Saved == 5);
        AssertSaves(1);
        AssertSaves(10000);
        Assert.IsTrue(_saver.Saved == 12);
        Assert.IsTrue(_saver.Step(_clock.NowUs) == long.MaxValue, "nothing left to do");
        Assert.AreEqual(3, _flash.Appended);
    }

    [TestMethod]
    public void What_was_saved_is_what_the_log_held_and_goes_on_after_a_restart()
    {
        Note();
        Event();
        _clock.PassMs(20000);
        _saver.Step(_clock.NowUs);
        AssertSaves(10000);
        Restart();
        Assert.IsTrue(_segments.Next == 2);
        LogRecord record = new LogRecord();
        Assert.IsTrue(_segments.Reader.Read(record) && record.Kind == EventLog.Note && record.Note == NoteCode.Connected);
        Assert.IsTrue(_segments.Reader.Read(record) && record.Kind == EventLog.Announcement && record.CodeId == 12345);
        Assert.IsFalse(_segments.Reader.Read(record));
    }

    [TestMethod]
    public void Records_that_were_pushed_out_of_memory_are_counted()
    {
        for (int i = 0; i < 40; i++)
        {
            Event();
        }

        _saver.Step(_clock.NowUs);
        Assert.IsTrue(_saver.Missed == 8 && _saver.Saved == 8);
        AssertSaves(10000);
        Assert.IsTrue(_saver.Saved == 13);
    }

    [TestMethod]
    public void Flash_that_fails_is_tried_less_and_less_often()
    {
        _flash.RoomBytes = 0;
        _clock.PassMs(60000);
        Note();
        long pauseUs = 10000000;
        for (int i = 0; i < 12; i++)
        {
            long startedUs = _clock.NowUs;
            long nextUs = _saver.Step(startedUs);
            pauseUs = pauseUs < 5120000000 ? pauseUs * 2 : pauseUs;
            Assert.IsTrue(nextUs == startedUs + pauseUs);
            _clock.NowUs = nextUs;
        }

        _flash.RoomBytes = int.MaxValue;
        AssertSaves(0);
        Assert.IsTrue(_saver.Saved == 1);
        Note();
        AssertSaves(10000);
    }

    [TestMethod]
    public void Before_a_planned_restart_everything_is_saved_at_once()
    {
        for (int i = 0; i < 32; i++)
        {
            Event();
        }

        Assert.IsTrue(_saver.SaveAll());
        Assert.IsTrue(_saver.Saved == 32);
        Assert.IsTrue(_saver.SaveAll(), "nothing to do");
        Event();
        _flash.RoomBytes = 0;
        Assert.IsFalse(_saver.SaveAll(), "and no endless loop");
    }

    private void Restart()
    {
        _segments = new LogSegments(_flash, new Crc32());
        _segments.Open();
        _saver = new LogSaver(_log, _segments, _clock);
    }

    private void Note()
    {
        _log.Add(EventLog.Note, _clock.UtcSeconds);
        _log.SetNote(NoteCode.Connected, 0, 0, 0);
    }

    private void Event()
    {
        _log.Add(EventLog.Announcement, _clock.UtcSeconds);
        _log.SetEvent(3, 0, 54322, 12345, 1);
    }

    /// <summary>After so many milliseconds more the saver appends once.</summary>
    private void AssertSaves(long afterMs)
    {
        _saver.Step(_clock.NowUs);
        int appended = _flash.Appended;
        _clock.PassMs(afterMs);
        if (afterMs > 0)
        {
            _saver.Step(_clock.NowUs);
            Assert.AreEqual(appended + 1, _flash.Appended);
        }
    }
}
