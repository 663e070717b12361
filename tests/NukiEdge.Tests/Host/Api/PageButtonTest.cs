using System;
using NukiEdge.Tests.Access;
using NukiEdge.Web.Api;

namespace NukiEdge.Tests.Api;

/// <summary>The button at the box, in virtual time.</summary>
[TestClass]
public sealed class PageButtonTest
{
    private readonly AccessBench _bench = AccessBench.WithPassword("a long pass phrase");
    private readonly Pin _pin = new();
    private readonly PageButton _button;

    public PageButtonTest()
    {
        _button = new PageButton(_pin, _bench.Box);
        _bench.TakeNotes();
        Pass(500);
    }

    [TestMethod]
    public void A_short_press_opens_the_set_up_once_and_only_where_there_is_no_password()
    {
        Press(300);
        Assert.AreEqual("", _bench.TakeNotes(), "there is a password");
        TakePasswordAway();
        Press(300);
        Assert.AreEqual("107 ", _bench.TakeNotes());
        Assert.AreEqual(300, _bench.Box.SetupSeconds(_bench.Clock.NowUs), 1);
    }

    [TestMethod]
    public void Ten_seconds_take_the_password_away_once_and_nine_do_not()
    {
        Press(9800);
        Assert.IsTrue(_bench.Box.Kept.HasPassword);
        Press(10200);
        Assert.IsFalse(_bench.Box.Kept.HasPassword);
        Assert.AreEqual("104 107 ", _bench.TakeNotes());
        Press(60000);
        Assert.AreEqual("104 107 ", _bench.TakeNotes(), "once for each time it is held, and the letting go is no press");
    }

    [TestMethod]
    public void A_button_that_is_down_from_the_start_does_nothing_until_it_was_up()
    {
        var stuck = new Pin { IsDown = true };
        var button = new PageButton(stuck, _bench.Box);
        for (int i = 0; i < 2000; i++)
        {
            _bench.Clock.NowUs = Math.Max(_bench.Clock.NowUs, button.Step(_bench.Clock.NowUs));
        }

        Assert.IsTrue(_bench.Box.Kept.HasPassword);
        Assert.AreEqual("", _bench.TakeNotes());
    }

    [TestMethod]
    public void Contacts_that_bounce_and_disturbances_are_no_presses()
    {
        TakePasswordAway();
        for (int i = 0; i < 200; i++)
        {
            _pin.IsDown = true;
            Pass(1 + (i % 10)); // shorter than what counts
            _pin.IsDown = false;
            Pass(90);
        }

        Assert.AreEqual("", _bench.TakeNotes());
        for (int i = 0; i < 8; i++)
        {
            _pin.IsDown = i % 2 == 0;
            Pass(1);
        }

        Press(200);
        Assert.AreEqual("107 ", _bench.TakeNotes(), "one press, however it bounces");
    }

    [TestMethod]
    public void Held_with_bounces_at_both_ends_is_held_once()
    {
        _pin.IsDown = true;
        Pass(3);
        _pin.IsDown = false;
        Pass(2);
        Press(11000);
        Assert.AreEqual("104 107 ", _bench.TakeNotes());
        Assert.IsFalse(_bench.Box.Kept.HasPassword);
    }

    private void TakePasswordAway()
    {
        _bench.Box.ButtonHeld(_bench.Clock.NowUs);
        _bench.TakeNotes();
    }

    private void Press(int ms)
    {
        _pin.IsDown = true;
        Pass(ms);
        _pin.IsDown = false;
        Pass(200);
    }

    /// <summary>Each millisecond a turn of the loop, as when much is going on: looks come when they are due.</summary>
    private void Pass(int ms)
    {
        for (int i = 0; i < ms; i++)
        {
            _bench.Clock.PassMs(1);
            _button.Step(_bench.Clock.NowUs);
        }
    }

    private sealed class Pin : IButton
    {
        public bool IsDown { get; set; }
    }
}
