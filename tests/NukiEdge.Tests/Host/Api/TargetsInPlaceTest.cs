using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using System.Threading;

namespace NukiEdge.Tests.Api;

/// <summary>Logins at targets, changed over the API: at once, sealed, and never told.</summary>
[TestClass]
public class TargetsInPlaceTest
{
    [TestMethod]
    public void A_target_that_is_put_or_deleted_counts_for_the_next_call()
    {
        using PageRig rig = new PageRig().LoggedIn();
        using var server = new BasicServer("admin:right one");
        string scene = "{\"name\":\"Call\",\"steps\":[{\"http\":\"GET\",\"url\":\"http://127.0.0.1:" + server.Port + "/x\"}]}";
        Reply put = rig.Client.Ask("PUT", "/api/rules?revision=" + rig.Client.Ask("GET", "/api/house").Tag, "{\"scenes\":[" + scene + "],\"rules\":[]}");
        Assert.AreEqual(200, put.Status, put.Text);
        Assert.AreEqual(401, Run(rig));
        Assert.AreEqual(200, PutTarget(rig, server.Port, "wrong one").Status);
        Assert.AreEqual(401, Run(rig));
        Reply right = PutTarget(rig, server.Port, "right one");
        Assert.AreEqual(rig.Client.Ask("GET", "/api/house").Tag, right.Json.GetProperty("revision").GetString());
        Assert.AreEqual(200, Run(rig), "the back-off of the wrong password is over too");
        JsonElement targets = rig.Client.Ask("GET", "/api/house").Json.GetProperty("targets");
        Assert.AreEqual(2, targets.GetArrayLength());
        Assert.AreEqual("127.0.0.1", targets[1].GetProperty("address").GetString());
        Assert.AreEqual(204, rig.Client.Ask("DELETE", "/api/targets/0").Status, "another one");
        Assert.AreEqual(200, Run(rig));
        Assert.AreEqual(204, rig.Client.Ask("DELETE", "/api/targets/0").Status);
        Assert.AreEqual(401, Run(rig));
        Assert.AreEqual(404, rig.Client.Ask("DELETE", "/api/targets/0").Status);
        Assert.DoesNotContain("right one", string.Join('\n', rig.Log()) + rig.Client.Ask("GET", "/api/house").Text);
    }

    [TestMethod]
    public void What_was_put_is_kept_and_what_is_wrong_changes_nothing()
    {
        using PageRig rig = new PageRig().LoggedIn();
        string before = rig.Client.Ask("GET", "/api/house").Text;
        string box = rig.Client.SealNext("token", "for another purpose"u8.ToArray());
        Assert.AreEqual("box", Field(rig.Client.Ask("PUT", "/api/targets", new { address = "10.0.0.1", user = "u", box })));
        Assert.AreEqual("box", Field(rig.Client.Ask("PUT", "/api/targets", new { address = "10.0.0.1", user = "u", box })), "heard, and sent again");
        Assert.AreEqual("box", Field(rig.Client.Ask("PUT", "/api/targets", new { address = "10.0.0.1", user = "u" })));
        Assert.AreEqual("address", Field(Put(rig, "8.8.8.8", "u", "p", 80)));
        Assert.AreEqual("user", Field(Put(rig, "10.0.0.1", "a:b", "p", 80)));
        Assert.AreEqual("port", Field(Put(rig, "10.0.0.1", "u", "p", 0)));
        Assert.AreEqual("box", Field(Put(rig, "10.0.0.1", "u", new string('x', 33), 80)));
        Assert.AreEqual("box", Field(Put(rig, "10.0.0.1", "u", "...", 80)), "a house file would refuse it at the next start");
        Assert.AreEqual("box", Field(Put(rig, "10.0.0.1", "u", "a\nb", 80)));
        Assert.AreEqual(before, rig.Client.Ask("GET", "/api/house").Text);
        for (int i = 0; i < rig.House.Limits.Targets - 1; i++)
        {
            Assert.AreEqual(200, Put(rig, "10.0.1." + i, "user" + i, "pass" + i, 8080).Status);
        }

        Assert.AreEqual(409, Put(rig, "10.0.0.1", "u", "p", 80).Status, "no room");
        Assert.AreEqual(200, Put(rig, "10.0.1.0", "new", "other", 8080).Status, "in its place");
        Assert.IsTrue(rig.Appliance.Ask(rig.Stores.SaveAll));
        Core.Houses.House kept = rig.Appliance.Ask(() => new Web.Houses.HouseStores(new Core.Flash.SlotStore(rig.Slots, new Core.Flash.Crc32(),
            new byte[Core.Flash.SlotStore.WorkBytes], Core.Flash.StoreKind.Settings, Web.Houses.HouseStores.Version)).Load(rig.House.Limits));
        Assert.AreEqual(Houses.StoreBench.Text(rig.House), Houses.StoreBench.Text(kept));
        Assert.Contains("\"password\": \"other\"", Houses.StoreBench.Text(kept));
    }

    private static Reply Put(PageRig rig, string address, string user, string password, int port)
    {
        string box = rig.Client.SealNext("target", Encoding.UTF8.GetBytes(password));
        return rig.Client.Ask("PUT", "/api/targets", new { address, port, user, box });
    }

    private static Reply PutTarget(PageRig rig, int port, string password)
    {
        string box = rig.Client.SealNext("target", Encoding.UTF8.GetBytes(password));
        Reply reply = rig.Client.Ask("PUT", "/api/targets", new { address = "127.0.0.1", port, user = "admin", box, basic = true });
        Assert.AreEqual(200, reply.Status, reply.Text);
        return reply;
    }

    /// <summary>Runs the only scene and waits for the answer of its call.</summary>
    private static int Run(PageRig rig)
    {
        Reply run = rig.Client.Ask("POST", "/api/scenes/0/run");
        Assert.AreEqual(202, run.Status, run.Text);
        List<JsonElement> steps = [];
        Assert.IsTrue(SpinWait.SpinUntil(
            () =>
            {
                steps = rig.Client.Ask("GET", "/api/log?after=" + run.Json.GetProperty("after").GetInt64()).Json.GetProperty("records").EnumerateArray()
                    .Where(r => r.GetProperty("kind").GetString() == "step").ToList();
                return steps.Count > 0;
            },
            10000));
        return steps[0].GetProperty("result").GetInt32();
    }

    private static string Field(Reply reply)
    {
        Assert.AreEqual(400, reply.Status, reply.Text);
        return reply.Json.GetProperty("field").GetString();
    }

    /// <summary>Answers 200 to one user and password, 401 to all others.</summary>
    private sealed class BasicServer : IDisposable
    {
        private readonly HttpListener _listener = new();
        private readonly string _expected;

        public BasicServer(string login)
        {
            _expected = "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes(login));
            using (var probe = new TcpListener(IPAddress.Loopback, 0))
            {
                probe.Start();
                Port = ((IPEndPoint)probe.LocalEndpoint).Port;
            }

            _listener.Prefixes.Add($"http://127.0.0.1:{Port}/");
            _listener.Start();
            new Thread(Serve) { IsBackground = true }.Start();
        }

        public int Port { get; }

        public void Dispose()
        {
            _listener.Close();
        }

        private void Serve()
        {
            try
            {
                while (true)
                {
                    HttpListenerContext context = _listener.GetContext();
                    bool isRight = context.Request.Headers["Authorization"] == _expected;
                    context.Response.StatusCode = isRight ? 200 : 401;
                    if (!isRight)
                    {
                        context.Response.AddHeader("WWW-Authenticate", "Basic realm=\"test\"");
                    }

                    context.Response.Close();
                }
            }
            catch (HttpListenerException)
            {
            }
            catch (ObjectDisposedException)
            {
            }
        }
    }
}
