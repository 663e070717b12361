using NukiEdge.Core.Locks;
using NukiEdge.Tests.Support;

namespace NukiEdge.Tests.Locks;

[TestClass]
public class NukiLockTest
{
    [TestMethod]
    public void A_keypad_is_learned_once_and_auth_0_never()
    {
        NukiLock door = new NukiLock();
        Assert.IsFalse(door.IsKeypad(0));
        Assert.IsFalse(door.LearnKeypad(0));
        Assert.IsFalse(door.IsKeypad(0));
        Assert.IsTrue(door.LearnKeypad(4294967295));
        Assert.IsFalse(door.LearnKeypad(4294967295));
        Assert.IsTrue(door.IsKeypad(4294967295));
        Assert.IsFalse(door.IsKeypad(54321));
    }

    [TestMethod]
    public void Of_more_than_four_keypads_the_oldest_is_forgotten()
    {
        NukiLock door = new NukiLock();
        for (uint i = 1; i <= 5; i++)
        {
            door.LearnKeypad(i);
        }

        Assert.IsFalse(door.IsKeypad(1));
        for (uint i = 2; i <= 5; i++)
        {
            Assert.IsTrue(door.IsKeypad(i));
        }
    }

    [TestMethod]
    public void A_copy_is_known_after_as_many_other_announcements_as_the_ring_holds()
    {
        RecentEvents recent = new RecentEvents();
        for (int i = 0; i < 5; i++)
        {
            recent.Add(Event("90,2,0,0," + i.ToString()), 1, 1000000);
        }

        for (int i = 0; i < 5; i++)
        {
            Assert.IsTrue(recent.IsDuplicate(Event("90,2,0,0," + i.ToString()), false, 2, 1000001), i.ToString());
        }
    }

    [TestMethod]
    public void What_a_lock_sends_again_after_a_long_break_is_a_copy()
    {
        RecentEvents recent = new RecentEvents();
        recent.Add(Event("3,0,9,5,1"), 1, 1000000);
        Assert.IsTrue(recent.IsDuplicate(Event("3,0,9,5,1"), true, 2, 1000000 + RecentEvents.ResentUs, RecentEvents.ResentUs));
        Assert.IsFalse(recent.IsDuplicate(Event("3,0,9,5,1"), true, 2, 1000001 + RecentEvents.ResentUs, RecentEvents.ResentUs));
        Assert.IsFalse(recent.IsDuplicate(Event("3,0,9,5,1"), false, 2, 5000000, RecentEvents.ResentUs), "new, for it has no DUP");
        Assert.IsFalse(recent.IsDuplicate(Event("3,0,9,5,1"), true, 1, 5000000, RecentEvents.ResentUs), "the same connection, two real ones");
    }

    [TestMethod]
    public void Locks_are_found_by_their_ids_as_numbers()
    {
        LockTable locks = new LockTable(2);
        Assert.AreEqual(-1, locks.IndexOf(0), "an empty place is no lock");
        locks.Add(0x80000001, Raw.Of("a"), 0, 1);
        locks.Add(0x1A, Raw.Of("b"), 0, 1);
        Assert.AreEqual(0, locks.IndexOf(0x80000001));
        Assert.AreEqual(1, locks.IndexOf(0x1A));
        Assert.AreEqual(-1, locks.IndexOf(1));
        Assert.AreEqual(-1, locks.IndexOf(0));
        Assert.AreEqual("b", locks.Names.Text(1));
    }

    private static LockActionEvent Event(string payload)
    {
        LockActionEvent e = new LockActionEvent();
        byte[] bytes = Raw.Of(payload);
        e.Parse(bytes, 0, bytes.Length);
        return e;
    }
}
