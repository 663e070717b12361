using System.Linq;
using System.Text.Json;
using System.Threading;

namespace NukiEdge.Tests.Api;

/// <summary>What the page's "Run now" stands on.</summary>
[TestClass]
public sealed class SceneRunTest
{
    [TestMethod]
    public void A_scene_is_run_only_while_the_house_is_what_the_caller_has_read()
    {
        using PageRig rig = new PageRig().LoggedIn();
        string revision = rig.Client.Ask("GET", "/api/house").Tag;
        Assert.AreEqual(202, rig.Client.Ask("POST", "/api/scenes/0/run?revision=" + revision).Status);
        Assert.AreEqual(200, rig.Client.Ask("PUT", "/api/rules?revision=" + revision, """{"scenes":[{"name":"Other","steps":[]}],"rules":[]}""").Status);
        Reply late = rig.Client.Ask("POST", "/api/scenes/0/run?revision=" + revision);
        Assert.AreEqual(412, late.Status);
        Assert.AreEqual("revision", late.Json.GetProperty("field").GetString());
        Assert.DoesNotContain("scene Other: run by hand", string.Join('\n', rig.Log()));
        Assert.AreEqual(202, rig.Client.Ask("POST", "/api/scenes/0/run").Status, "without a revision it is the one that is there");
    }

    [TestMethod]
    public void A_step_says_its_fault_whatever_a_relay_is_called()
    {
        const string Steps = """[{ "relay": "Gate: no connection", "do": "on" }, { "http": "GET", "url": "http://127.0.0.1:1/", "timeoutMs": 2000 }]""";
        using PageRig rig = new PageRig(change: text => text.Replace("\"Light\"", "\"Gate: no connection\"")
            .Replace("""[{ "relay": "Gate: no connection", "do": "pulse", "ms": 200 }]""", Steps)).LoggedIn();
        Reply run = rig.Client.Ask("POST", "/api/scenes/0/run");
        JsonElement[] steps = [];
        Assert.IsTrue(SpinWait.SpinUntil(
            () =>
            {
                steps = rig.Client.Ask("GET", "/api/log?after=" + run.Json.GetProperty("after").GetInt64()).Json.GetProperty("records").EnumerateArray()
                    .Where(r => r.GetProperty("kind").GetString() == "step").OrderBy(r => r.GetProperty("step").GetInt32()).ToArray();
                return steps.Length == 2;
            },
            10000));
        Assert.AreEqual(JsonValueKind.Null, steps[0].GetProperty("fault").ValueKind);
        Assert.AreEqual("relay Gate: no connection on", steps[0].GetProperty("work").GetString());
        Assert.AreEqual("the target refused", steps[1].GetProperty("fault").GetString());
    }
}
