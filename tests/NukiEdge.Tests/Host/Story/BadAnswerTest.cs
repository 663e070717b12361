using System.Linq;
using NukiEdge.Core.Log;
using NukiEdge.Simulator.NukiWeb;
using NukiEdge.Web.Log;

namespace NukiEdge.Tests.Story;

/// <summary>Answers that are not the whole truth: the roster stays as it is, and the owner is told, in the log and in the status.</summary>
[TestClass]
public sealed class BadAnswerTest
{
    [TestMethod]
    public void Empty_list_half_a_list_and_a_cut_body_change_nothing_and_the_owner_is_told()
    {
        using var house = new StoryHouse();
        string before = house.Table();
        Assert.AreEqual(10, house.Web.Account.Auths.Count);
        foreach ((NukiFault fault, byte code) in new[]
        {
            (NukiFault.EmptyList, SyncFault.EverythingGone),
            (NukiFault.HalfList, SyncFault.EverythingGone),
            (NukiFault.CutToLength, SyncFault.NotJson),
            (NukiFault.CutAndClosed, SyncFault.BrokeOff),
            (NukiFault.CutChunks, SyncFault.BrokeOff),
        })
        {
            house.Hand.MakeOld(25);
            house.Web.Faults.Set(fault, answers: 1);
            Assert.IsFalse(house.Hand.Sync(StoryHouse.SyncMs), fault + ": " + house.Line());
            AssertUnchangedAndTold(house, before, fault, SyncText.Sentence(code, 200),
                "sync with Nuki Web failed (code " + code + "): " + SyncText.Sentence(code, 200) + "; who is known stays as it was");
            Assert.IsGreaterThanOrEqualTo(25 * 3600, house.AgeSeconds(0), "not fresh");
            Assert.StartsWith("Helga: held: a sensitive scene, and the last good sync", house.Press(5));
            Assert.IsTrue(house.Hand.Sync(StoryHouse.SyncMs), house.Line());
            Assert.AreEqual("sync with Nuki Web works again, after 1 failure", house.Log(), fault.ToString());
        }

        Assert.AreEqual(before, house.Table());
    }

    [TestMethod]
    public void One_lock_that_is_missing_keeps_its_numbers_grows_old_and_the_owner_is_told()
    {
        using var house = new StoryHouse();
        string before = house.Table();
        house.Hand.MakeOld(25);
        house.Web.Faults.Set(NukiFault.LockMissing);
        Assert.IsTrue(house.Hand.Sync(StoryHouse.SyncMs), house.Line());
        AssertUnchangedAndTold(house, before, NukiFault.LockMissing, "it had nothing of one lock, whose numbers stay as they were",
            "Front door: Nuki Web's answer has nothing of this lock: its numbers stay as they were, and grow old; is it still in the account?");
        Assert.IsGreaterThanOrEqualTo(25 * 3600, house.AgeSeconds(0));
        Assert.IsLessThan(60, house.AgeSeconds(1));
        Assert.StartsWith("Helga: held: a sensitive scene, and the last good sync", house.Press(5));

        Assert.IsTrue(house.Hand.Sync(StoryHouse.SyncMs), house.Line());
        Assert.AreEqual("", house.Log(), "told once");
        house.Web.Faults.Set(NukiFault.None);
        Assert.IsTrue(house.Hand.Sync(StoryHouse.SyncMs), house.Line());
        Assert.AreEqual("last good sync a moment ago", house.Line());
        Assert.AreEqual("Helga: Alarm off (rule Helga)", house.Press(5));
    }

    [TestMethod]
    public void Token_revoked_in_the_middle_of_an_answer_changes_nothing_and_the_owner_is_told()
    {
        using var house = new StoryHouse();
        string before = house.Table();
        house.Web.Faults.Set(NukiFault.RevokedInside, answers: 1);
        Assert.IsFalse(house.Hand.Sync(StoryHouse.SyncMs));
        byte code = house.Appliance.Ask(() => house.Appliance.NukiWeb!.Sync.Status.Fault);
        Assert.IsTrue(code is SyncFault.NotJson or SyncFault.NotAuths, "by what the error body stands in: " + code);
        AssertUnchangedAndTold(house, before, NukiFault.RevokedInside, SyncText.Sentence(code, 200),
            "sync with Nuki Web failed (code " + code + "): " + SyncText.Sentence(code, 200) + "; who is known stays as it was");

        string refused = SyncText.Sentence(SyncFault.Unauthorized, 401);
        Assert.IsFalse(house.Hand.Sync(StoryHouse.SyncMs));
        AssertUnchangedAndTold(house, before, NukiFault.RevokedInside, refused,
            "Nuki Web refuses the sync (HTTP 401): " + refused + "; it is tried once a day until then");

        house.Web.Token.Renew(SampleAccount.Token);
        Assert.IsTrue(house.Hand.Sync(StoryHouse.SyncMs), house.Line());
        Assert.AreEqual("last good sync a moment ago", house.Line());
    }

    private static void AssertUnchangedAndTold(StoryHouse house, string before, NukiFault fault, string inStatus, string inLog)
    {
        Assert.AreEqual(before, house.Table(), fault.ToString());
        Assert.Contains(inStatus, house.Line(), fault.ToString());
        Assert.AreEqual(inLog, house.Log(), fault.ToString());
    }
}
