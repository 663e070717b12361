using System;
using System.IO;
using System.Linq;
using System.Text;
using System.Text.RegularExpressions;
using System.Threading;
using NukiEdge.Simulator.Adapters;
using NukiEdge.Tests.Data;
using NukiEdge.Tests.Simulator;

namespace NukiEdge.Tests.Api;

/// <summary>Everything that is kept goes (ETSI EN 303 645, provision 5.11-1), and the box starts as on its first day.</summary>
[TestClass]
public class ResetTest
{
    private const string House = "{ \"house\": 1, \"locks\": [{ \"name\": \"PLANTED lock\", \"id\": \"AB12\" }], "
        + "\"logins\": [{ \"user\": \"hall\", \"password\": \"PLANTED-hall\", \"role\": \"lock\", \"lock\": \"PLANTED lock\" }] }";

    [TestMethod]
    public void After_a_reset_no_file_holds_a_name_a_secret_or_a_log()
    {
        using PageRig rig = new PageRig().LoggedIn();
        Assert.AreEqual(201, rig.Client.Ask("POST", "/api/persons", new { name = "PLANTED person" }).Status);
        using PageClient key = rig.Program("reader");
        rig.Announce("1,0,54321,1000,1");
        Assert.IsTrue(rig.Appliance.Ask(rig.Stores.SaveAll));
        Assert.IsNull(rig.Import.Put(Encoding.ASCII.GetBytes("PLANTED import")));
        File.WriteAllText(Path.Combine(rig.Folder, ImportFile.RefusedName), "PLANTED refused");
        File.WriteAllText(Path.Combine(rig.Folder, "holiday.txt"), "somebody else's file");
        Assert.IsGreaterThan(3, FilesWith(rig.Folder, "PLANTED"), "there is something to erase");

        Assert.AreEqual(400, rig.Client.Ask("POST", "/api/reset", new { confirm = "reset" }).Status);
        Assert.AreEqual(400, rig.Client.Ask("POST", "/api/reset", "{}").Status);
        Assert.AreEqual(403, key.Ask("POST", "/api/reset", new { confirm = "RESET" }).Status);
        Assert.IsFalse(File.Exists(Path.Combine(rig.Folder, "erase")));
        Assert.AreEqual(202, rig.Client.Ask("POST", "/api/reset", new { confirm = "RESET" }).Status);
        rig.Client.Ask("POST", "/api/persons", new { name = "PLANTED later" });
        rig.Appliance.Ask(rig.Stores.SaveAll);
        Assert.IsTrue(SpinWait.SpinUntil(() => rig.Appliance.HasEnded, 10000));
        Assert.IsTrue(rig.Appliance.Life.WantsRestart);
        rig.Appliance.Dispose();
        Assert.AreEqual("holiday.txt,in-use", string.Join(",", Directory.GetFiles(rig.Folder).Select(Path.GetFileName).Order()));
        Assert.AreEqual(0, FilesWith(rig.Folder, "PLANTED"));
    }

    [TestMethod]
    public void A_power_cut_leaves_the_old_state_complete_or_after_the_next_start_none_of_it()
    {
        byte[][] contents;
        string[] names;
        using (PageRig rig = new PageRig().LoggedIn())
        {
            rig.Announce("1,0,54321,1000,1");
            rig.Appliance.Dispose();
            string[] paths = Directory.GetFiles(rig.Folder).Where(p => Path.GetFileName(p) != "in-use").ToArray();
            names = paths.Select(Path.GetFileName).ToArray();
            contents = paths.Select(File.ReadAllBytes).ToArray();
        }

        Assert.IsGreaterThan(4, names.Length);
        for (int gone = -1; gone <= names.Length; gone++)
        {
            using var temp = TempFolder.Made();
            for (int i = 0; i < names.Length; i++)
            {
                if (i >= gone)
                {
                    File.WriteAllBytes(Path.Combine(temp.Path, names[i]), contents[i]);
                }
            }

            bool isMarked = gone >= 0; // the marker comes before the first file goes
            if (isMarked)
            {
                File.WriteAllBytes(Path.Combine(temp.Path, "erase"), gone == 0 ? [] : [1]);
            }

            using var folder = new DataFolder(temp.Path);
            Assert.IsNull(folder.Take());
            Assert.AreEqual(isMarked ? 1 : names.Length + 1, Directory.GetFiles(temp.Path).Length, $"cut after {gone} files");
        }
    }

    [TestMethod]
    public void Where_nothing_is_kept_there_is_nothing_to_erase()
    {
        using PageRig rig = new PageRig(withStores: false).LoggedIn();
        Assert.AreEqual(409, rig.Client.Ask("POST", "/api/reset", new { confirm = "RESET" }).Status);
        Assert.IsFalse(rig.Appliance.HasEnded);
    }

    [TestMethod]
    public void The_program_starts_itself_again_into_set_up_with_a_new_device_code()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Inconclusive("no execv");
        }

        using var temp = TempFolder.Made();
        File.WriteAllText(Path.Combine(temp.Path, "import.json"), House);
        int port = FreePort();
        using var simulator = new SimulatorProcess("run", "--mqtt", "127.0.0.1:0", "--data", temp.Path, "--web", "127.0.0.1:" + port);
        string before = CodeOf(simulator, 1);
        using (var client = new PageClient(port))
        {
            Assert.AreEqual(200, client.SetUp(before, PageRig.Password).Status);
            Assert.AreEqual(200, client.LogIn(PageRig.Password).Status);
            Assert.AreEqual(202, client.Ask("POST", "/api/reset", new { confirm = "RESET" }).Status);
        }

        string after = CodeOf(simulator, 2);
        Assert.AreNotEqual(before, after);
        using var owner = new PageClient(port);
        Assert.IsFalse(owner.Bare("GET", "/api/access").Json.GetProperty("password").GetBoolean());
        Assert.AreEqual(200, owner.SetUp(after, PageRig.Password).Status);
        Assert.AreEqual(200, owner.LogIn(PageRig.Password).Status);
        Assert.AreEqual(0, owner.Ask("GET", "/api/logins").Json.GetProperty("logins").GetArrayLength());
        Assert.AreEqual(201, owner.Ask("POST", "/api/logins", new { user = "hall", role = "lock" }).Status);
        Assert.AreEqual(0, FilesWith(temp.Path, "PLANTED"));
    }

    private static string CodeOf(SimulatorProcess simulator, int start)
    {
        MatchCollection codes = null;
        bool isThere = SpinWait.SpinUntil(() =>
        {
            string text = simulator.Text;
            codes = Regex.Matches(text, "device code (\\S+):");
            return codes.Count == start && text.Split("Ctrl+C ends.").Length == start + 1;
        }, 30000);
        Assert.IsTrue(isThere, simulator.Text);
        return codes[start - 1].Groups[1].Value;
    }

    private static int FreePort()
    {
        using var listener = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        listener.Start();
        return ((System.Net.IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static int FilesWith(string folder, string text)
    {
        return Directory.GetFiles(folder).Where(p => Path.GetFileName(p) != "in-use").Count(path =>
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var reader = new StreamReader(file, Encoding.Latin1);
            return reader.ReadToEnd().Contains(text, StringComparison.Ordinal);
        });
    }
}
