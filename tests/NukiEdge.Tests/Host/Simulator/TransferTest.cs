using System.IO;
using NukiEdge.Tests.Data;
using NukiEdge.Tests.EndToEnd;

namespace NukiEdge.Tests.Simulator;

/// <summary>The verbs export and import, and an appliance that runs with what they left, as processes of their own.</summary>
[TestClass]
public class TransferTest
{
    [TestMethod]
    public void A_house_goes_out_sealed_and_into_another_folder_and_nobody_sees_a_password()
    {
        using TempFolder first = TempFolder.Made();
        using TempFolder second = TempFolder.Made();
        using var house = new TempFile(TestAppliance.HouseWith());
        using var passphrase = new TempFile("a good passphrase\n");
        string export = first.FileOf("export.json");

        (int code, string text) = SimulatorProcess.Run("import", house.Path, "--data", first.Path);
        Assert.AreEqual(0, code, text);
        Assert.Contains("logins: front is new", text);
        Assert.Contains("import.json was imported", text);
        Assert.IsFalse(File.Exists(first.FileOf("import.json")));
        Assert.DoesNotContain("-secret", text);

        (code, text) = SimulatorProcess.Run("export", "--data", first.Path, "--with-secrets", "--passphrase-file", passphrase.Path, "--out", export);
        Assert.AreEqual(0, code, text);
        Assert.DoesNotContain("-secret", File.ReadAllText(export));

        (code, text) = SimulatorProcess.Run("import", export, "--data", second.Path);
        Assert.AreEqual(2, code, text);
        Assert.Contains("is sealed: it needs its passphrase", text);

        (code, text) = SimulatorProcess.Run("import", export, "--data", second.Path, "--passphrase-file", passphrase.Path);
        Assert.AreEqual(0, code, text);
        (code, text) = SimulatorProcess.Run("import", house.Path, "--data", second.Path, "--differences");
        Assert.AreEqual(0, code, text);
        Assert.Contains("nothing changes", text);
    }

    [TestMethod]
    public void A_running_appliance_takes_a_new_house_at_its_next_start()
    {
        using TempFolder folder = TempFolder.Made();
        using var house = new TempFile(TestAppliance.HouseWith());
        using var more = new TempFile(TestAppliance.HouseWith(moreRules: ", { \"name\": \"Unknown\", \"who\": \"unknown\", \"scene\": \"Welcome\" }"));
        Assert.AreEqual(0, SimulatorProcess.Run("import", house.Path, "--data", folder.Path).Code);

        using (var running = new SimulatorProcess("run", "--mqtt", "127.0.0.1:0", "--data", folder.Path))
        {
            running.WaitFor("Ctrl+C ends.");
            (int code, string text) = SimulatorProcess.Run("import", more.Path, "--data", folder.Path);
            Assert.AreEqual(1, code, text);
            Assert.Contains("--at-next-start", text);
            (code, text) = SimulatorProcess.Run("import", more.Path, "--data", folder.Path, "--at-next-start");
            Assert.AreEqual(0, code, text);
            Assert.Contains("rules: Unknown is new", text);
            running.Kill();
        }

        using var next = new SimulatorProcess("run", "--mqtt", "127.0.0.1:0", "--data", folder.Path);
        next.WaitFor("import.json was imported");
        next.WaitFor("Ctrl+C ends.");
        Assert.AreEqual(0, next.Stop());
        Assert.Contains("\"Unknown\"", SimulatorProcess.Run("export", "--data", folder.Path).Text);
    }

    [TestMethod]
    public void A_wrong_file_is_refused_at_once_and_at_start_and_the_old_house_stays()
    {
        using TempFolder folder = TempFolder.Made();
        using var house = new TempFile(TestAppliance.HouseWith());
        using var wrong = new TempFile("{ \"house\": 1,\n \"relays\": [{ \"name\": \"Light\", \"longestOnMs\": 0 }] }");
        Assert.AreEqual(0, SimulatorProcess.Run("import", house.Path, "--data", folder.Path).Code);

        (int code, string text) = SimulatorProcess.Run("import", wrong.Path, "--data", folder.Path);
        Assert.AreEqual(2, code, text);
        Assert.Contains("line 2, relays[0].longestOnMs: must be 1 to 86400000", text);

        File.Copy(wrong.Path, folder.FileOf("import.json"));
        using var running = new SimulatorProcess("run", "--mqtt", "127.0.0.1:0", "--data", folder.Path);
        running.WaitFor("import.json was refused, the old house stays: line 2, relays[0].longestOnMs: must be 1 to 86400000");
        running.WaitFor("expected with login front");
        Assert.AreEqual(0, running.Stop());
        Assert.IsTrue(File.Exists(folder.FileOf("import-refused.json")));
    }

    [TestMethod]
    public void Run_without_a_house_says_what_to_do()
    {
        using TempFolder folder = TempFolder.Made();

        (int code, string text) = SimulatorProcess.Run("run", "--mqtt", "127.0.0.1:0", "--data", folder.Path);
        Assert.AreEqual(2, code, text);
        Assert.Contains("keeps no house yet: set it up on the page (--web ADDRESS:PORT), import one", text);

        (code, text) = SimulatorProcess.Run("run", "--mqtt", "127.0.0.1:0");
        Assert.AreEqual(2, code, text);
        Assert.Contains("run needs a house: --config FILE, or --data DIR", text);

        (code, text) = SimulatorProcess.Run("export", "--data", folder.Path);
        Assert.AreEqual(2, code, text);
        Assert.Contains("keeps no house", text);
    }
}
