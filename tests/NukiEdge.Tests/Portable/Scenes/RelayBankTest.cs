using NukiEdge.Core.Log;
using NukiEdge.Core.Scenes;
using NukiEdge.Tests.Support;

namespace NukiEdge.Tests.Scenes;

[TestClass]
public class RelayBankTest
{
    private const uint LimitMs = 1000;

    private readonly TestClock _clock = new TestClock();
    private readonly FakeRelays _pins = new FakeRelays(2);
    private readonly EventLog _log = new EventLog(8);

    [TestMethod]
    public void All_relays_are_off_at_start_whatever_the_board_did()
    {
        Bank();
        Assert.IsTrue(!_pins.On[0] && !_pins.On[1]);
        Assert.AreEqual("0- 1- ", _pins.Trace);
    }

    [TestMethod]
    public void On_ends_at_the_limit_and_says_so()
    {
        RelayBank bank = Bank();
        Order(bank, RelayOrder.On, 0);
        Assert.AreEqual(_clock.NowUs + 1000000, bank.Step(_clock.NowUs), "next turn");
        Pass(bank, 999);
        Assert.IsTrue(_pins.On[0]);
        Pass(bank, 1);
        Assert.IsFalse(_pins.On[0]);
        LogRecord record = new LogRecord();
        Assert.IsTrue(_log.Read(_log.Written - 1, record));
        Assert.AreEqual(NoteCode.RelayLimit, record.Note);
    }

    [TestMethod]
    public void A_pulse_ends_by_itself()
    {
        RelayBank bank = Bank();
        Order(bank, RelayOrder.Pulse, 300);
        Pass(bank, 299);
        Assert.IsTrue(_pins.On[0]);
        Pass(bank, 1);
        Assert.IsFalse(_pins.On[0]);
        Assert.AreEqual(0L, _log.Written, "that is no limit");
    }

    [TestMethod]
    public void A_pulse_longer_than_the_limit_is_cut()
    {
        RelayBank bank = Bank();
        Order(bank, RelayOrder.Pulse, 4294967295);
        Pass(bank, 1000);
        Assert.IsFalse(_pins.On[0]);
    }

    [TestMethod]
    public void A_short_pulse_does_not_cut_a_longer_one_and_a_longer_one_lengthens_it()
    {
        RelayBank bank = Bank();
        Order(bank, RelayOrder.Pulse, 500);
        Pass(bank, 100);
        Order(bank, RelayOrder.Pulse, 100);
        Pass(bank, 399);
        Assert.IsTrue(_pins.On[0], "500 ms of the first");
        Order(bank, RelayOrder.Pulse, 300);
        Pass(bank, 299);
        Assert.IsTrue(_pins.On[0], "300 ms of the third");
        Pass(bank, 1);
        Assert.IsFalse(_pins.On[0]);
    }

    [TestMethod]
    public void Toggle_changes_and_off_is_off_however_often()
    {
        RelayBank bank = Bank();
        Order(bank, RelayOrder.Toggle, 0);
        Order(bank, RelayOrder.Toggle, 0);
        Order(bank, RelayOrder.Toggle, 0);
        Order(bank, RelayOrder.Off, 0);
        Order(bank, RelayOrder.Off, 0);
        Assert.AreEqual("0+ 0- 0+ 0- 0- ", _pins.Trace.Substring("0- 1- ".Length));
        Assert.IsFalse(bank.IsOn(0));
        Assert.AreEqual(4, bank.Changes);
    }

    [TestMethod]
    public void On_again_while_it_is_on_begins_no_new_time()
    {
        RelayBank bank = Bank();
        Order(bank, RelayOrder.Pulse, 500);
        Pass(bank, 400);
        Order(bank, RelayOrder.On, 0);
        Pass(bank, 599);
        Assert.IsTrue(_pins.On[0]);
        Order(bank, RelayOrder.Pulse, 900);
        Pass(bank, 1);
        Assert.IsFalse(_pins.On[0]);
    }

    [TestMethod]
    public void Off_and_on_again_begins_a_new_time()
    {
        RelayBank bank = Bank();
        Order(bank, RelayOrder.On, 0);
        Pass(bank, 900);
        Order(bank, RelayOrder.Off, 0);
        Order(bank, RelayOrder.On, 0);
        Pass(bank, 999);
        Assert.IsTrue(_pins.On[0]);
        Pass(bank, 1);
        Assert.IsFalse(_pins.On[0]);
    }

    [TestMethod]
    public void A_relay_that_the_board_does_not_have_is_told()
    {
        RelayBank bank = Bank();
        Assert.AreEqual(StepResult.NoSuchRelay, bank.Order(2, RelayOrder.On, 0, _clock.NowUs));
        Assert.AreEqual(StepResult.NoSuchRelay, bank.Order(4, RelayOrder.On, 0, _clock.NowUs));
        Assert.AreEqual(long.MaxValue, bank.Step(_clock.NowUs));
    }

    [TestMethod]
    public void No_flood_of_orders_keeps_a_relay_on_longer_than_its_limit()
    {
        Dice dice = Dice.New();
        RelayBank bank = Bank();
        long[] onSinceUs = new long[2];
        for (int i = 0; i < 3000; i++)
        {
            // sometimes a turn exactly when it is due, as the loop does; else somewhere before
            long next = bank.Step(_clock.NowUs);
            long us = dice.Next(200000);
            _clock.NowUs += next - _clock.NowUs < us ? next - _clock.NowUs : us;
            bank.Step(_clock.NowUs);
            int relay = dice.Next(2);
            bool wasOn = _pins.On[relay];
            bank.Order(relay, (byte)(dice.Next(8) == 0 ? RelayOrder.Off : dice.Next(3) + 1), (uint)dice.Next(3000) + 1, _clock.NowUs);
            onSinceUs[relay] = wasOn ? onSinceUs[relay] : _clock.NowUs;
            for (int r = 0; r < 2; r++)
            {
                Assert.AreEqual(bank.IsOn(r), _pins.On[r], dice.ToString());
                Assert.IsTrue(!_pins.On[r] || _clock.NowUs - onSinceUs[r] <= LimitMs * 1000L, dice.ToString() + " order " + i.ToString());
            }
        }
    }

    private RelayBank Bank()
    {
        RelayBank bank = new RelayBank(4, _pins, _log, _clock);
        for (int i = 0; i < 4; i++)
        {
            bank.SetLongestOn(i, LimitMs);
        }

        bank.AllOff();
        return bank;
    }

    private void Order(RelayBank bank, byte order, uint ms)
    {
        Assert.AreEqual(StepResult.Done, bank.Order(0, order, ms, _clock.NowUs));
    }

    private void Pass(RelayBank bank, long ms)
    {
        _clock.PassMs(ms);
        bank.Step(_clock.NowUs);
    }
}
