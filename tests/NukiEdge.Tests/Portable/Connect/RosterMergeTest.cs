using NukiEdge.Connect.Merge;
using NukiEdge.Core.People;

namespace NukiEdge.Tests.Connect;

/// <summary>Who keeps a number, who loses it, who is new (design section 4, rules 1 to 4 and 8).</summary>
[TestClass]
public class RosterMergeTest
{
    private const string Anna = "[{`name`:`Anna`,`credentials`:[{`lock`:`Front`,`code`:5}]}]";

    [TestMethod]
    public void A_number_that_the_owner_gave_stays_that_persons_when_Nuki_Web_calls_it_the_same()
    {
        MergeBench bench = new MergeBench(Anna, "", "");
        bench.Code(5, 1, "Anna");
        Assert.AreEqual((int)MergeResult.Changed, (int)bench.Sync());
        Assert.AreEqual("Anna", bench.Who(5));
        Assert.AreEqual("", bench.Edge.TakeLog());
        bench.Code(5, 1, "Anna");
        Assert.AreEqual((int)MergeResult.Unchanged, (int)bench.Sync());
    }

    [TestMethod]
    public void Another_document_behind_the_same_number_takes_it_from_the_old_person_at_once()
    {
        MergeBench bench = Synced();
        bench.Code(5, 2, "Guest");
        Assert.AreEqual((int)MergeResult.Changed, (int)bench.Sync());
        Assert.AreEqual("Guest?", bench.Who(5));
        Assert.AreEqual("Front: code 5 is not Anna's any more: it was deleted, and the lock gave the same number to another one, Guest\n"
            + "Front: code 5 belongs to Guest, who is new and has no rules: decide who that is\n", bench.Edge.TakeLog());
    }

    [TestMethod]
    public void The_same_document_with_another_creation_date_is_another_one()
    {
        MergeBench bench = Synced();
        bench.Auth(MergeBench.Front, CredentialKind.Code, 5, 1, "Guest", 2000, 13);
        bench.Sync();
        Assert.AreEqual("Guest?", bench.Who(5));
    }

    [TestMethod]
    public void A_number_that_the_owner_gave_is_lost_when_Nuki_Web_calls_it_otherwise()
    {
        MergeBench bench = new MergeBench(Anna, "", "");
        bench.Code(5, 1, "Guest");
        bench.Sync();
        Assert.AreEqual("Guest?", bench.Who(5));
    }

    [TestMethod]
    public void A_code_that_was_made_again_joins_its_person_by_exactly_the_same_name_and_waits_to_be_confirmed()
    {
        MergeBench bench = Synced();
        bench.Code(9, 2, "Anna");
        bench.Code(10, 3, "anna");
        bench.Sync();
        Assert.AreEqual("Anna?", bench.Who(9));
        Assert.AreEqual("anna?", bench.Who(10));
        Assert.AreEqual("", bench.Who(5));
        Assert.IsTrue(bench.Edge.TakeLog().IndexOf("code 9 is Anna's, because it has exactly this name; sensitive scenes wait until you confirm that") > 0);
        bench.Roster.Confirm(bench.Roster.Find(0, CredentialKind.Code, 9));
        bench.Code(9, 2, "Anna");
        bench.Code(10, 3, "anna");
        bench.Sync();
        Assert.AreEqual("Anna", bench.Who(9), "confirmed stays confirmed");
    }

    [TestMethod]
    public void Where_names_do_not_join_a_second_Anna_is_somebody_new()
    {
        MergeBench bench = new MergeBench(Anna, ",`joinByName`:false", "");
        bench.Code(5, 1, "Anna");
        bench.Sync();
        bench.Code(5, 1, "Anna");
        bench.Code(6, 2, "Anna");
        bench.Auth(MergeBench.Front, CredentialKind.Fingerprint, 7, 2, "Anna", 1002, 13);
        bench.Code(8, 3, "Anna");
        bench.Sync();
        Assert.AreEqual("Anna", bench.Who(5));
        Assert.AreEqual("Anna 2?", bench.Who(6));
        Assert.AreEqual("Anna 2?", bench.Who(0, CredentialKind.Fingerprint, 7), "a code's fingerprint is the code's person");
        Assert.AreEqual("Anna 3?", bench.Who(8));
    }

    [TestMethod]
    public void A_pattern_takes_this_weeks_code_in_and_a_name_that_fits_two_is_nobody()
    {
        MergeBench bench = new MergeBench("[{`name`:`Guest`},{`name`:`Cleaner`}]",
            ",`names`:[{`like`:`Guest *`,`person`:`Guest`},{`like`:`*cleaning*`,`person`:`Cleaner`}]", "");
        bench.Code(5, 1, "Guest Smith");
        bench.Code(6, 2, "Window cleaning Ltd");
        bench.Code(7, 3, "Guest cleaning");
        bench.Code(8, 4, "Guests");
        bench.Sync();
        Assert.AreEqual("Guest?", bench.Who(5));
        Assert.AreEqual("Cleaner?", bench.Who(6));
        Assert.AreEqual("-", bench.Who(7));
        Assert.AreEqual("Guests?", bench.Who(8));
        Assert.IsTrue(bench.Edge.TakeLog().IndexOf("code 7 was given to nobody: its name fits two of your persons") > 0);
        bench.Edge.Announce("3,0,54321,7,1");
        Assert.IsTrue(bench.Edge.TakeLog().IndexOf("Front: Code 7 (nobody), unlatch by keypad code, held: Nuki Web does not say clearly") == 0);
    }

    [TestMethod]
    public void Two_auths_with_one_number_identify_nobody_until_one_is_gone()
    {
        MergeBench bench = Synced();
        bench.Code(5, 1, "Anna");
        bench.Code(5, 2, "Guest");
        bench.Sync();
        Assert.AreEqual("-", bench.Who(5));
        Assert.AreEqual("Front: code 5 is nobody's: Nuki Web has two with this number\n", bench.Edge.TakeLog());
        bench.Code(5, 2, "Guest");
        bench.Sync();
        Assert.AreEqual("Guest?", bench.Who(5));
    }

    [TestMethod]
    public void A_keypad_of_Nuki_Web_is_nobody_for_ever()
    {
        MergeBench bench = new MergeBench("[{`name`:`Anna`,`credentials`:[{`lock`:`Front`,`auth`:77}]}]", "", "");
        bench.Auth(MergeBench.Front, CredentialKind.Auth, 77, 1, "Keypad", 1, 3);
        bench.Sync();
        Assert.AreEqual("-", bench.Who(0, CredentialKind.Auth, 77));
        Assert.IsTrue(bench.Edge.House.Locks.At(0).IsKeypad(77));
        Assert.AreEqual("Front: auth 77 is a keypad, Nuki Web says: it identifies no one, and is not Anna's any more\n", bench.Edge.TakeLog());
        bench.Auth(MergeBench.Front, CredentialKind.Auth, 77, 1, "Keypad", 1, 3);
        Assert.AreEqual((int)MergeResult.Unchanged, (int)bench.Sync());
    }

    [TestMethod]
    public void A_new_name_in_Nuki_is_the_persons_new_name_unless_the_owner_chose_another()
    {
        MergeBench bench = Synced();
        bench.Code(5, 1, "Anna Smith");
        bench.Sync();
        Assert.AreEqual("Anna Smith", bench.Who(5));
        Assert.AreEqual("Anna Smith has a new name in Nuki\n", bench.Edge.TakeLog());

        byte[] housekeeper = NukiEdge.Tests.Support.Raw.Of("Housekeeper");
        bench.Edge.House.Persons.Replace(0, housekeeper, 0, housekeeper.Length);
        bench.Code(5, 1, "Anna Jones");
        bench.Sync();
        Assert.AreEqual("Housekeeper", bench.Who(5));
    }

    [TestMethod]
    public void A_lock_that_is_missing_keeps_its_rows_is_not_fresh_and_is_told_once()
    {
        MergeBench bench = Synced();
        bench.Code(5, 1, "Anna");
        bench.Auth(MergeBench.Gate, CredentialKind.Code, 6, 2, "Ben");
        bench.Sync();
        bench.Edge.PassMs(3600 * 1000);
        bench.Edge.TakeLog();
        bench.Code(5, 1, "Anna");
        bench.Sync();
        Assert.AreEqual(1, bench.Merge.LocksMissing);
        Assert.AreEqual("Gate: Nuki Web's answer has nothing of this lock: its numbers stay as they were, and grow old; is it still in the account?\n",
            bench.Edge.TakeLog());
        bench.Code(5, 1, "Anna");
        bench.Sync();
        Assert.AreEqual("", bench.Edge.TakeLog());
        Assert.AreEqual("Ben?", bench.Who(MergeBench.Gate, CredentialKind.Code, 6));
        Assert.AreEqual(0L, bench.Edge.House.Locks.At(0).AgeSeconds(bench.Edge.Clock.NowUs, -1));
        Assert.AreEqual(3600L, bench.Edge.House.Locks.At(1).AgeSeconds(bench.Edge.Clock.NowUs, -1));
        bench.Code(5, 1, "Anna");
        bench.Auth(MergeBench.Gate, CredentialKind.Code, 6, 2, "Ben");
        bench.Sync();
        Assert.AreEqual(0, bench.Merge.LocksMissing);
    }

    [TestMethod]
    public void Everything_is_gone_only_when_two_equal_answers_say_so()
    {
        MergeBench bench = Synced();
        Assert.AreEqual((int)MergeResult.Doubted, (int)bench.Sync());
        Assert.AreEqual("Anna", bench.Who(5));
        Assert.AreEqual((int)MergeResult.Changed, (int)bench.Sync());
        Assert.AreEqual("", bench.Who(5));
        Assert.AreEqual("Front: code 5 is not Anna's any more: it was deleted in Nuki\n", bench.Edge.TakeLog());
    }

    [TestMethod]
    public void Half_of_a_lock_is_gone_only_when_two_equal_answers_say_so()
    {
        MergeBench bench = Many(7);
        Some(bench, 3);
        Assert.AreEqual((int)MergeResult.Doubted, (int)bench.Sync());
        Assert.AreEqual("P6?", bench.Who(7));
        Some(bench, 2);
        Assert.AreEqual((int)MergeResult.Doubted, (int)bench.Sync(), "another one is no second");
        Some(bench, 7);
        bench.Sync();
        Some(bench, 2);
        Assert.AreEqual((int)MergeResult.Doubted, (int)bench.Sync(), "a good one lies between");
        Some(bench, 2);
        Assert.AreEqual((int)MergeResult.Changed, (int)bench.Sync());
        Assert.AreEqual("", bench.Who(7));
        Assert.AreEqual("P1?", bench.Who(2));
        bench = Many(6);
        Some(bench, 3);
        Assert.AreEqual((int)MergeResult.Doubted, (int)bench.Sync(), "exactly half: a list that was cut in the middle");
        Assert.AreEqual("P5?", bench.Who(6));
    }

    [TestMethod]
    public void Half_of_all_is_gone_only_when_two_equal_answers_say_so_wherever_the_list_was_cut()
    {
        MergeBench bench = new MergeBench("[]", "", "");
        TwoLocks(bench, 10);
        bench.Sync();
        TwoLocks(bench, 5); // the list ends within the first lock, which has lost 2 of 7
        Assert.AreEqual((int)MergeResult.Doubted, (int)bench.Sync());
        TwoLocks(bench, 7); // it ends between the two: a lock that is missing keeps its rows
        Assert.AreEqual((int)MergeResult.Unchanged, (int)bench.Sync());
        Assert.AreEqual("P6?", bench.Who(7));
        Assert.AreEqual("P9?", bench.Who(MergeBench.Gate, CredentialKind.Code, 10));
    }

    private static void TwoLocks(MergeBench bench, int codes)
    {
        for (int i = 0; i < codes; i++)
        {
            bench.Auth(i < 7 ? MergeBench.Front : MergeBench.Gate, CredentialKind.Code, (uint)i + 1, i, "P" + i.ToString());
        }
    }

    [TestMethod]
    public void What_a_webhook_brings_changes_that_auth_and_no_other()
    {
        MergeBench bench = Many(4);
        bench.Edge.TakeLog();
        bench.BeginDelta();
        bench.Delta(2);
        Assert.AreEqual("", bench.Who(3), "deleted");
        Assert.AreEqual("P1?", bench.Who(2));
        bench.BeginDelta();
        bench.Code(3, 9, "Guest");
        bench.Delta(9);
        Assert.AreEqual("Guest?", bench.Who(3));
        bench.BeginDelta();
        bench.Code(1, 8, "Else");
        bench.Delta(8);
        Assert.AreEqual("Else?", bench.Who(1), "a number that was handed out again");
        Assert.AreEqual("P3?", bench.Who(4));
        Assert.IsTrue(bench.Edge.TakeLog().IndexOf("code 1 is not P0's any more") > 0);
    }

    [TestMethod]
    public void What_happens_while_an_answer_is_merged_is_not_lost()
    {
        MergeBench bench = Many(40);
        Some(bench, 40);
        bench.Merge.Begin(bench.Answer, 0, -1);
        bench.Merge.Step();
        bench.Roster.Confirm(bench.Roster.Find(0, CredentialKind.Code, 1));
        bench.Roster.Confirm(bench.Roster.Find(0, CredentialKind.Code, 40));
        while (bench.Merge.IsBusy)
        {
            bench.Merge.Step();
        }

        Assert.AreEqual("P0", bench.Who(1));
        Assert.AreEqual("P39", bench.Who(40));
        Assert.AreEqual("P1?", bench.Who(2));
    }

    [TestMethod]
    public void An_answer_with_more_numbers_than_there_is_room_changes_nothing()
    {
        MergeBench bench = new MergeBench(Anna, "", "");
        for (uint i = 0; i < 160; i++)
        {
            bench.Code(1000 + i, (int)i + 1, "P" + (i % 50).ToString());
        }

        Assert.AreEqual((int)MergeResult.NoRoom, (int)bench.Sync(), "160 and the owner's own");
        Assert.AreEqual("Anna", bench.Who(5));
        Assert.AreEqual(1, bench.Roster.Count);
    }

    [TestMethod]
    public void More_persons_than_there_is_room_for_are_nobody_and_told_once()
    {
        MergeBench bench = new MergeBench(Anna, "", "");
        AddPersons(bench);
        Assert.AreEqual((int)MergeResult.Changed, (int)bench.Sync());
        Assert.AreEqual("P0?", bench.Who(100));
        Assert.AreEqual("-", bench.Who(169));
        bench.Edge.TakeLog();
        AddPersons(bench);
        Assert.AreEqual((int)MergeResult.Unchanged, (int)bench.Sync());
        Assert.AreEqual("", bench.Edge.TakeLog());
    }

    private static void AddPersons(MergeBench bench)
    {
        for (uint i = 0; i < 70; i++)
        {
            bench.Code(100 + i, (int)i + 1, "P" + i.ToString());
        }
    }

    private static MergeBench Synced()
    {
        MergeBench bench = new MergeBench(Anna, "", "");
        bench.Code(5, 1, "Anna");
        bench.Sync();
        bench.Edge.TakeLog();
        return bench;
    }

    private static MergeBench Many(int codes)
    {
        MergeBench bench = new MergeBench("[]", "", "");
        Some(bench, codes);
        bench.Sync();
        return bench;
    }

    private static void Some(MergeBench bench, int codes)
    {
        for (int i = 0; i < codes; i++)
        {
            bench.Code((uint)i + 1, i, "P" + i.ToString());
        }
    }
}
