using NukiEdge.Core.Bytes;
using NukiEdge.Core.Locks;
using NukiEdge.Core.People;
using NukiEdge.Tests.Support;

namespace NukiEdge.Tests.People;

/// <summary>Design section 4, rules 1 and 2, in few words; all vectors of tests/golden run in Golden/.</summary>
[TestClass]
public class WhoIsItTest
{
    private readonly NukiLock _door = new NukiLock();
    private readonly Roster _roster;

    public WhoIsItTest()
    {
        LockTable locks = new LockTable(2);
        locks.Add(1, Raw.Of("a"), 0, 1);
        locks.Add(2, Raw.Of("b"), 0, 1);
        NameTable persons = Raw.Names("Anna", "Ben");
        RosterBuilder builder = new RosterBuilder(9, locks, persons);
        builder.Begin();
        builder.Add(0, CredentialKind.Code, 1, WebAuthType.KeypadCode, 0);
        builder.Add(0, CredentialKind.Fingerprint, 2, WebAuthType.NotKnown, 1);
        builder.Add(0, CredentialKind.Code, 3, WebAuthType.KeypadCode, 0);
        builder.Add(0, CredentialKind.Fingerprint, 3, WebAuthType.NotKnown, 0);
        builder.Add(0, CredentialKind.Auth, 1, WebAuthType.App, 1);
        builder.Add(0, CredentialKind.Auth, 4, WebAuthType.App, -1);
        builder.Add(0, CredentialKind.Auth, 5, WebAuthType.Fob, 1);
        builder.Add(0, CredentialKind.Auth, 6, WebAuthType.Keypad, 1);
        builder.Add(1, CredentialKind.Code, 7, WebAuthType.KeypadCode, 1);
        _roster = builder.Finish(new Roster(9));
    }

    [TestMethod]
    public void A_code_beats_a_fingerprint_only_when_the_number_is_not_both()
    {
        Assert.AreEqual("person 0 by 1", Who("3,0,9,1,1"));
        Assert.AreEqual("person 1 by 2", Who("3,0,9,2,1"));
        Assert.AreEqual("5", Who("3,0,9,3,2"));
    }

    [TestMethod]
    public void A_code_never_falls_back_to_an_auth_and_no_number_counts_at_another_lock()
    {
        Assert.AreEqual("1 by 1", Who("3,0,9,5,1"));
        Assert.AreEqual("1 by 1", Who("3,0,1,7,1"));
    }

    [TestMethod]
    public void The_wrong_code_shape_is_somebody_only_where_the_Web_API_says_app()
    {
        Assert.AreEqual("person 1 by 0", Who("1,0,1,0,1"));
        Assert.AreEqual("1 by 0", Who("1,0,4,0,1"), "an app that is nobody's yet");
        Assert.AreEqual("4 by 0", Who("1,0,5,0,1"), "a fob");
        Assert.AreEqual("4 by 0", Who("1,0,99,0,1"), "not in the roster");
        Assert.AreEqual("4 by 0", Who("1,0,0,0,1"), "no auth at all");
        Assert.AreEqual("person 1 by 0", Who("1,3,5,0,1"), "a fob as fobs do");
        Assert.AreEqual("2", Who("1,0,0,0,0"));
    }

    [TestMethod]
    public void The_keypad_is_nobody_whatever_it_was_given()
    {
        Assert.AreEqual("3", Who("1,0,6,0,0"));
        Assert.AreEqual("person 1 by 0", Who("1,0,1,0,0"));
        _door.LearnKeypad(1);
        Assert.AreEqual("3", Who("1,0,1,0,0"));
        Assert.AreEqual("3", Who("1,0,1,0,1"));
        Assert.AreEqual("person 0 by 1", Who("1,0,1,1,1"), "a code typed on it is still its person's");
    }

    private string Who(string payload)
    {
        LockActionEvent e = new LockActionEvent();
        byte[] bytes = Raw.Of(payload);
        Assert.AreEqual(LockActionEvent.Ok, e.Parse(bytes, 0, bytes.Length));
        WhoIsIt who = new WhoIsIt();
        who.Identify(e, _door, 0, _roster);
        string answer = who.Answer == NukiEdge.Core.People.Who.Person ? "person " + who.Person.ToString() : who.Answer.ToString();
        return answer + (who.Kind == CredentialKind.None ? "" : " by " + who.Kind.ToString());
    }
}
