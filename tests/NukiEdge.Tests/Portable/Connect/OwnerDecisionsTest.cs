using NukiEdge.Core.People;
using NukiEdge.Tests.Support;
using NukiEdge.Web.People;

namespace NukiEdge.Tests.Connect;

/// <summary>What the owner decides about numbers stays decided (design section 4, rule 4).</summary>
[TestClass]
public class OwnerDecisionsTest
{
    private MergeBench _bench;
    private OwnerDecisions _decisions;

    [TestMethod]
    public void Who_is_confirmed_is_no_longer_waiting_and_stays_so_after_the_next_sync()
    {
        Begin();
        Assert.AreEqual(2, _decisions.Undecided);
        uint revision = _bench.Roster.Revision;
        Assert.AreEqual(OwnerDecisions.Done, _decisions.Confirm(Person("Guest")));
        Assert.IsTrue(_bench.Roster.Revision != revision, "or it would not be saved");
        Assert.AreEqual(OwnerDecisions.Nothing, _decisions.Confirm(Person("Guest")));
        Assert.AreEqual(OwnerDecisions.NoSuchPerson, _decisions.Confirm(99));
        Answer();
        _bench.Sync();
        Assert.AreEqual("Guest", _bench.Who(6));
        Assert.AreEqual(1, _decisions.Undecided);
    }

    [TestMethod]
    public void Who_is_new_can_join_somebody_known_and_is_that_person_after_the_next_sync()
    {
        Begin();
        Assert.AreEqual(OwnerDecisions.Done, _decisions.Join(Person("Guest"), Person("Anna")));
        Assert.AreEqual("Anna", _bench.Who(6));
        Answer();
        _bench.Sync();
        Assert.AreEqual("Anna", _bench.Who(6));
        Assert.AreEqual(OwnerDecisions.Nothing, _decisions.Join(Person("Guest"), Person("Anna")));
        Assert.AreEqual(OwnerDecisions.NoSuchPerson, _decisions.Join(0, 0));
    }

    [TestMethod]
    public void A_full_table_gives_a_new_person_only_the_place_of_somebody_of_whom_nothing_speaks()
    {
        Begin();
        NukiEdge.Core.Houses.House house = _bench.Edge.House;
        int person;
        byte[] name;
        for (int i = 0; house.Persons.HasRoom(3); i++)
        {
            name = Raw.Of("p" + (10 + i).ToString());
            Assert.AreEqual(OwnerDecisions.Done, _decisions.Add(name, name.Length, out person));
        }

        int first = Person("p10");
        string guest = _bench.Who(6);
        name = Raw.Of("Mia");
        Assert.AreEqual(OwnerDecisions.Done, _decisions.Add(name, name.Length, out person));
        Assert.AreEqual(first, person);
        Assert.AreEqual(guest, _bench.Who(6));
        Assert.AreEqual(-1, Person("p10"));
        int guestPlace = Person("Guest");
        for (int i = 0; i < house.Persons.Count; i++)
        {
            name = Raw.Of("q" + (10 + i).ToString());
            Assert.AreEqual(OwnerDecisions.Done, _decisions.Add(name, name.Length, out person));
            Assert.IsTrue(guestPlace != person, "somebody with a number stays");
        }

        Assert.AreEqual(guest, _bench.Who(6));
    }

    [TestMethod]
    public void Decisions_about_numbers_stand_in_the_log()
    {
        Begin();
        _bench.Edge.TakeLog();
        OwnerDecisions running = new OwnerDecisions(_bench.Edge.House, _bench.Edge.Edge.Log, _bench.Edge.Clock);
        running.Confirm(Person("Guest"));
        running.Confirm(Person("Guest"));
        running.Join(Person("Guest"), Person("Anna"));
        Assert.AreEqual("you confirmed Guest: 1 number\nyou said that Guest is Anna: 1 number\n", _bench.Edge.TakeLog());
    }

    [TestMethod]
    public void One_number_can_be_given_away_but_a_keypads_cannot()
    {
        Begin();
        Assert.AreEqual(OwnerDecisions.Done, _decisions.Give(0, CredentialKind.Code, 7, Person("Anna")));
        Assert.AreEqual("Anna", _bench.Who(7));
        Assert.AreEqual(OwnerDecisions.NoSuchNumber, _decisions.Give(0, CredentialKind.Code, 99, 0));
        Assert.AreEqual(OwnerDecisions.NoSuchPerson, _decisions.Give(0, CredentialKind.Code, 7, 99));
        _bench.Auth(MergeBench.Front, CredentialKind.Auth, 54321, 9, "Keypad");
        Answer();
        _bench.Sync();
        Assert.AreEqual(OwnerDecisions.IsKeypad, _decisions.Give(0, CredentialKind.Auth, 54321, 0));
    }

    [TestMethod]
    public void A_person_can_have_another_name_and_rules_go_on_being_about_the_same_one()
    {
        Begin();
        byte[] name = Raw.Of("Housekeeper");
        Assert.AreEqual(OwnerDecisions.Done, _decisions.Rename(Person("Anna"), name, name.Length));
        Assert.AreEqual("Housekeeper", _bench.Who(5));
        Answer();
        _bench.Sync();
        Assert.AreEqual("Housekeeper", _bench.Who(5));
        Assert.AreEqual(OwnerDecisions.NameTaken, _decisions.Rename(Person("Guest"), name, name.Length));
        Assert.AreEqual(OwnerDecisions.BadName, _decisions.Rename(0, Raw.Of("a\nb"), 3));
        Assert.AreEqual(OwnerDecisions.BadName, _decisions.Rename(0, new byte[0], 0));
        Assert.AreEqual(OwnerDecisions.NameTaken, _decisions.Add(name, name.Length, out int person));
        byte[] other = Raw.Of("Gardener");
        Assert.AreEqual(OwnerDecisions.Done, _decisions.Add(other, other.Length, out person));
        Assert.AreEqual("Gardener", _bench.Edge.House.Persons.Text(person));
    }

    private void Begin()
    {
        _bench = new MergeBench("[{`name`:`Anna`,`credentials`:[{`lock`:`Front`,`code`:5}]}]", "", "");
        _decisions = new OwnerDecisions(_bench.Edge.House);
        Answer();
        _bench.Sync();
    }

    private void Answer()
    {
        _bench.Code(5, 1, "Anna");
        _bench.Code(6, 2, "Guest");
        _bench.Code(7, 3, "Other");
    }

    private int Person(string name)
    {
        byte[] bytes = Raw.Of(name);
        return _bench.Edge.House.Persons.IndexOf(bytes, 0, bytes.Length);
    }
}
