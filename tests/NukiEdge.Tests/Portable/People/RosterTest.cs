using NukiEdge.Core.Bytes;
using NukiEdge.Core.Locks;
using NukiEdge.Core.People;
using NukiEdge.Tests.Support;

namespace NukiEdge.Tests.People;

[TestClass]
public class RosterTest
{
    private const int Capacity = 60;

    [TestMethod]
    public void Random_rosters_answer_as_a_plain_list_does()
    {
        Dice dice = Dice.New();
        for (int round = 0; round < 8; round++)
        {
            int[] locks = new int[Capacity];
            int[] kinds = new int[Capacity];
            uint[] numbers = new uint[Capacity];
            int[] persons = new int[Capacity];
            int count = 0;
            RosterBuilder builder = Builder(Capacity);
            for (int i = 0; i < Capacity * 2; i++)
            {
                int door = dice.Next(3);
                int kind = dice.Next(3);
                uint number = Number(dice, kind);
                int person = dice.Next(4) - 1;
                int at = IndexOf(locks, kinds, numbers, count, door, kind, number);
                int wanted = count == Capacity ? RosterBuilder.Full : at >= 0 ? RosterBuilder.AlreadyThere : RosterBuilder.Ok;
                Assert.AreEqual(wanted, builder.Add(door, kind, number, WebAuthType.NotKnown, person), dice.ToString());
                if (wanted == RosterBuilder.Ok)
                {
                    locks[count] = door;
                    kinds[count] = kind;
                    numbers[count] = number;
                    persons[count++] = person;
                }
            }

            Roster roster = builder.Finish(new Roster(Capacity));
            Assert.AreEqual(count, roster.Count, dice.ToString());
            for (int i = 0; i < count; i++)
            {
                int record = roster.Find(locks[i], kinds[i], numbers[i]);
                Assert.IsTrue(record >= 0 && roster.Person(record) == persons[i] && roster.NumberOf(record) == numbers[i]
                    && roster.KindOf(record) == kinds[i] && roster.LockOf(record) == locks[i], dice.ToString());
            }

            for (int i = 0; i < 100; i++)
            {
                int door = dice.Next(4);
                int kind = dice.Next(3);
                uint number = Number(dice, kind);
                bool known = IndexOf(locks, kinds, numbers, count, door, kind, number) >= 0;
                Assert.AreEqual(known, roster.Find(door, kind, number) >= 0, dice.ToString());
            }
        }
    }

    [TestMethod]
    public void Records_stand_in_order_of_lock_kind_and_unsigned_number()
    {
        RosterBuilder builder = Builder(8);
        builder.Add(1, 0, 1, 0, 0);
        builder.Add(0, 2, 1, 0, 0);
        builder.Add(0, 0, 4294967295, 0, 0);
        builder.Add(0, 0, 2147483647, 0, 0);
        builder.Add(0, 0, 2147483648, 0, 0);
        builder.Add(0, 1, 9, 0, 0);
        Roster roster = builder.Finish(new Roster(8));
        string order = "";
        for (int i = 0; i < roster.Count; i++)
        {
            order += roster.LockOf(i).ToString() + roster.KindOf(i).ToString() + ":" + roster.NumberOf(i).ToString() + " ";
        }

        Assert.AreEqual("00:2147483647 00:2147483648 00:4294967295 01:9 02:1 10:1 ", order);
    }

    [TestMethod]
    public void What_cannot_be_a_credential_is_refused_and_changes_nothing()
    {
        RosterBuilder builder = Builder(2);
        Assert.AreEqual(RosterBuilder.BadLock, builder.Add(3, 0, 1, 0, 0));
        Assert.AreEqual(RosterBuilder.BadLock, builder.Add(-1, 0, 1, 0, 0));
        Assert.AreEqual(RosterBuilder.BadKind, builder.Add(0, 3, 1, 0, 0));
        Assert.AreEqual(RosterBuilder.BadKind, builder.Add(0, -1, 1, 0, 0));
        Assert.AreEqual(RosterBuilder.NumberIsZero, builder.Add(0, 1, 0, 0, 0));
        Assert.AreEqual(RosterBuilder.BadPerson, builder.Add(0, 0, 1, 0, 3));
        Assert.AreEqual(RosterBuilder.BadPerson, builder.Add(0, 0, 1, 0, -2));
        Assert.AreEqual(RosterBuilder.Ok, builder.Add(0, 1, 65535, 13, 2));
        Assert.AreEqual(RosterBuilder.AlreadyThere, builder.Add(0, 1, 65535, 13, 1));
        Assert.AreEqual(RosterBuilder.Ok, builder.Add(0, 0, 4294967295, 0, -1));
        Assert.AreEqual(RosterBuilder.Full, builder.Add(0, 2, 1, 0, 0));
        Roster roster = builder.Finish(new Roster(2));
        Assert.AreEqual(2, roster.Count);
        Assert.AreEqual(2, roster.Person(roster.Find(0, 1, 65535)), "the first stays");
    }

    [TestMethod]
    public void A_keypad_is_given_no_person_and_an_app_keeps_its_own()
    {
        RosterBuilder builder = Builder(3);
        builder.Add(0, CredentialKind.Auth, 1, WebAuthType.Keypad, 0);
        builder.Add(0, CredentialKind.Auth, 2, WebAuthType.App, 0);
        builder.Add(0, CredentialKind.Fingerprint, 1, WebAuthType.Keypad, 0);
        Roster roster = builder.Finish(new Roster(3));
        Assert.AreEqual(-1, roster.Person(roster.Find(0, CredentialKind.Auth, 1)));
        Assert.AreEqual(0, roster.Person(roster.Find(0, CredentialKind.Auth, 2)));
        Assert.AreEqual(0, roster.Person(roster.Find(0, CredentialKind.Fingerprint, 1)));
    }

    [TestMethod]
    public void A_released_credential_has_no_person_and_the_revision_grows()
    {
        RosterBuilder builder = Builder(2);
        builder.Add(0, 0, 1, 0, 2);
        Roster roster = builder.Finish(new Roster(2));
        uint revision = roster.Revision;
        Assert.IsTrue(roster.Release(0));
        Assert.AreEqual(-1, roster.Person(0));
        Assert.AreEqual(revision + 1, roster.Revision);
        Assert.IsFalse(roster.Release(0), "twice");
        Assert.AreEqual(revision + 1, roster.Revision);
    }

    [TestMethod]
    public void The_next_roster_is_not_seen_before_it_is_finished_and_the_old_ones_rows_do_not_come_back()
    {
        RosterBuilder builder = Builder(2);
        builder.Add(0, 0, 1, 0, 0);
        Roster first = builder.Finish(new Roster(2));
        builder.Begin();
        builder.Add(0, 0, 2, 0, 1);
        Assert.AreEqual(-1, first.Find(0, 0, 2));
        Roster second = builder.Finish(first);
        Assert.AreEqual(-1, second.Find(0, 0, 1));
        Assert.AreEqual(1, second.Person(second.Find(0, 0, 2)));
        Assert.AreEqual(first.Revision + 1, second.Revision);
        builder.Begin();
        Roster third = builder.Finish(second);
        Assert.AreEqual(0, third.Count);
        Assert.IsTrue(third.Find(0, 0, 1) < 0 && third.Find(0, 0, 2) < 0);
    }

    [TestMethod]
    public void The_age_is_known_only_after_a_sync_and_with_a_clock()
    {
        NukiLock door = new NukiLock();
        Assert.AreEqual(-1L, door.AgeSeconds(0, 1000), "no sync");
        door.SyncedUtcSeconds = 1000;
        Assert.AreEqual(0L, door.AgeSeconds(0, 1000));
        Assert.AreEqual(86400L, door.AgeSeconds(0, 87400));
        Assert.AreEqual(-1L, door.AgeSeconds(0, 999), "the clock is before the sync");
        Assert.AreEqual(-1L, door.AgeSeconds(0, -1), "no clock");
        door.MarkSynced(5000000, -1);
        Assert.AreEqual(2L, door.AgeSeconds(7000000, -1), "no clock is needed for what this run has seen");
    }

    private static RosterBuilder Builder(int capacity)
    {
        LockTable locks = new LockTable(3);
        locks.Add(1, Raw.Of("a"), 0, 1);
        locks.Add(2, Raw.Of("b"), 0, 1);
        locks.Add(3, Raw.Of("c"), 0, 1);
        NameTable persons = Raw.Names("Anna", "Ben", "Clara");
        RosterBuilder builder = new RosterBuilder(capacity, locks, persons);
        builder.Begin();
        return builder;
    }

    /// <summary>Small numbers, so that the same one comes again, and large auth ids beyond the sign bit.</summary>
    private static uint Number(Dice dice, int kind)
    {
        uint number = (uint)dice.Next(25) + 1;
        return kind == CredentialKind.Auth && dice.Next(2) == 0 ? 4294967295 - number : number;
    }

    private static int IndexOf(int[] locks, int[] kinds, uint[] numbers, int count, int door, int kind, uint number)
    {
        for (int i = 0; i < count; i++)
        {
            if (locks[i] == door && kinds[i] == kind && numbers[i] == number)
            {
                return i;
            }
        }

        return -1;
    }
}
