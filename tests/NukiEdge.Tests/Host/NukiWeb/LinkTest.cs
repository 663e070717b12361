using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using NukiEdge.Connect.Webhooks;
using NukiEdge.Core.Locks;
using NukiEdge.Simulator.Adapters;
using NukiEdge.Simulator.NukiWeb;
using NukiEdge.Tests.Data;

namespace NukiEdge.Tests.NukiWeb;

/// <summary>History and webhooks, from the account over TLS to the appliance's log and roster.</summary>
[TestClass]
public sealed class LinkTest
{
    [TestMethod]
    public void What_happened_while_the_appliance_was_off_is_told_once_and_runs_no_scene()
    {
        using var nuki = new NukiRig();
        NukiAuth anna = nuki.PutCode(nuki.Front, 12345, "Anna");
        using TempFolder temp = TempFolder.Made();
        using (var first = Start(nuki, temp, out DataFolder folder))
        {
            first.Door.PressCode(12345);
            nuki.Account.AddLog(nuki.Front, anna, 1, 255, 1); // the lock tells Nuki as well
            first.Await(() => first.RelayWrites > 0, "Anna's scene");
            Stop(first, folder);
        }

        nuki.Time.Pass(600);
        nuki.Account.AddLog(nuki.Front, anna, 1, 255, 1);
        nuki.Time.Pass(60);
        nuki.Account.AddLog(nuki.Front, null, 3, 2);
        nuki.Time.Pass(600);
        using (var second = Start(nuki, temp, out DataFolder folder))
        {
            second.Await(() => Past(second).Count == 2, "two entries");
            CollectionAssertEqual(["Front door: Anna, unlock by keypad code, seen later, ran nothing", "Front door: Nobody, unlatch by button, seen later, ran nothing"],
                Past(second));
            Assert.AreEqual(1, Asked(nuki));
            Assert.AreEqual(0, second.RelayWrites, "no scene ran");
            Assert.IsTrue(second.Sync());
            Assert.AreEqual(1, Asked(nuki), "once");
            Stop(second, folder);
        }

        nuki.Time.Pass(60);
        using var third = Start(nuki, temp, out DataFolder last);
        Assert.IsTrue(third.Sync());
        Assert.AreEqual(1, Asked(nuki), "a minute is no gap");
        Assert.IsEmpty(Past(third));
        Stop(third, last);
    }

    [TestMethod]
    public void A_code_that_is_deleted_and_made_again_changes_the_roster_with_its_webhooks_alone()
    {
        using var nuki = new NukiRig();
        nuki.PutCode(nuki.Front, 12345, "Anna");
        NukiAuth old = nuki.PutCode(nuki.Front, 5, "Housekeeper");
        using var rig = new LinkRig(nuki);
        Assert.IsTrue(rig.Sync());
        Assert.AreEqual("Housekeeper", rig.Who(5));
        var webhooks = new NukiWebhooks(nuki.Account, LinkRig.Secret);

        nuki.Server.Faults.Set(NukiFault.Status503); // the sync that a webhook asks for shall not be what did it
        Assert.AreEqual(WebhookVerdict.Deleted, rig.Receive(webhooks.Auths(old, deleted: true)));
        Assert.AreEqual("", rig.Who(5), "gone in the very turn, asked in the next one");
        NukiAuth made = nuki.PutCode(nuki.Front, 5, "Guest 7");
        Assert.AreEqual(WebhookVerdict.Changed, rig.Receive(webhooks.Auths(made, deleted: false)), string.Join("\n", rig.Log()));
        rig.Await(() => rig.Who(5) == "Guest 7", "the guest has it, whatever the sync does that is under way");
        rig.Await(() => !rig.Appliance.Ask(() => rig.Appliance.NukiWeb.IsTaking), "all is told");
        string log = string.Join("\n", rig.Log());
        Assert.Contains("code 5 is not Housekeeper's any more: it was deleted in Nuki", log);
        Assert.Contains("code 5 belongs to Guest 7, who is new and has no rules", log);
        Assert.AreEqual("Anna", rig.Who(12345), "all others stay");
    }

    [TestMethod]
    public void Forged_replayed_and_oversized_webhooks_change_nothing()
    {
        using var nuki = new NukiRig();
        NukiAuth anna = nuki.PutCode(nuki.Front, 12345, "Anna");
        using var rig = new LinkRig(nuki);
        Assert.IsTrue(rig.Sync());
        nuki.Server.Faults.Set(NukiFault.Status503);
        NukiWebhook forged = new NukiWebhooks(nuki.Account, "another secret").Auths(anna, deleted: true);
        NukiWebhook right = new NukiWebhooks(nuki.Account, LinkRig.Secret).Auths(anna with { Name = "Mallory" }, deleted: false);
        Assert.AreEqual(WebhookVerdict.BadSignature, rig.Receive(forged));
        Assert.AreEqual(WebhookVerdict.BadHeader, rig.Receive("", forged.Body));
        Assert.AreEqual(WebhookVerdict.BadSignature, rig.Receive(right.Headers[NukiWebhooks.SignatureHeader], forged.Body));
        var large = new NukiWebhooks(nuki.Account, LinkRig.Secret).Raw(Encoding.UTF8.GetBytes("{" + new string(' ', WebhookReceiver.MaxBodyBytes) + "}"));
        Assert.AreEqual(WebhookVerdict.BadLength, rig.Receive(large));
        Assert.AreEqual("Anna", rig.Who(12345));
        Assert.AreEqual(1, rig.Log().Count(l => l.StartsWith("a webhook was refused", StringComparison.Ordinal)));

        NukiWebhook gone = new NukiWebhooks(nuki.Account, LinkRig.Secret).Auths(anna, deleted: true);
        Assert.AreEqual(WebhookVerdict.Deleted, rig.Receive(gone));
        rig.Await(() => rig.Who(12345).Length == 0, "it is gone");
        NukiAuth again = nuki.Account.Put(anna with { UpdateDate = default });
        Assert.AreEqual(WebhookVerdict.Changed, rig.Receive(new NukiWebhooks(nuki.Account, LinkRig.Secret).Auths(again, deleted: false)));
        rig.Await(() => rig.Who(12345) == "Anna", "it is back");
        Assert.AreEqual(WebhookVerdict.Replayed, rig.Receive(gone));
        Assert.AreEqual("Anna", rig.Who(12345));
        Assert.AreEqual(0, rig.RelayWrites);
    }

    [TestMethod]
    public void Log_and_status_webhooks_are_lines_of_the_log_and_run_nothing()
    {
        using var nuki = new NukiRig();
        NukiAuth anna = nuki.PutCode(nuki.Front, 12345, "Anna");
        using var rig = new LinkRig(nuki);
        Assert.IsTrue(rig.Sync());
        var webhooks = new NukiWebhooks(nuki.Account, LinkRig.Secret);
        Assert.AreEqual(WebhookVerdict.Logged, rig.Receive(webhooks.Logs(nuki.Account.AddLog(nuki.Front, anna, 1, 255, 1))));
        Assert.AreEqual(WebhookVerdict.Logged, rig.Receive(webhooks.Status(nuki.Account.FindLock(nuki.Front))));
        Assert.IsTrue(rig.Log().Contains("Front door: Anna, unlock by keypad code, Nuki Web says, ran nothing"), string.Join("\n", rig.Log()));
        Assert.AreEqual(0, rig.RelayWrites);
    }

    private static LinkRig Start(NukiRig nuki, TempFolder temp, out DataFolder folder)
    {
        folder = new DataFolder(temp.Path);
        Assert.IsNull(folder.Take());
        var rig = new LinkRig(nuki, folder);
        Assert.IsTrue(rig.Sync());
        return rig;
    }

    private static void Stop(LinkRig rig, DataFolder folder)
    {
        rig.Dispose();
        folder.Dispose();
    }

    private static List<string> Past(LinkRig rig)
    {
        return rig.Log().Where(l => l.Contains("seen later", StringComparison.Ordinal)).ToList();
    }

    private static int Asked(NukiRig nuki)
    {
        return nuki.Server.Requests.Count(r => r.Target.Contains("/log?", StringComparison.Ordinal));
    }

    private static void CollectionAssertEqual(string[] expected, List<string> actual)
    {
        Assert.AreEqual(string.Join("\n", expected), string.Join("\n", actual));
    }
}
