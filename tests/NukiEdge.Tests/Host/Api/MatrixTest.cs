using System;
using System.Collections.Generic;
using System.Linq;

namespace NukiEdge.Tests.Api;

/// <summary>Route x method x who asks, over real sockets: every change needs the right one.</summary>
[TestClass]
public class MatrixTest
{
    private static readonly string[] Roles = { "all", "reader", "controller", "session" };

    [TestMethod]
    public void Every_route_lets_in_exactly_those_who_may()
    {
        using PageRig rig = new PageRig().LoggedIn();
        using PageClient reader = rig.Program("reader");
        using PageClient controller = rig.Program("controller");
        using var expired = new PageClient(rig.Port);
        Assert.AreEqual(200, expired.LogIn(PageRig.Password).Status);
        Assert.AreEqual(204, expired.Ask("POST", "/api/logout").Status);
        var wrong = new List<string>();
        foreach (string[] route in ContractTest.Routes().Select(r => r.Split(' ')).Where(r => r[2] != "machine"))
        {
            string target = route[1].Replace("{id}", "77", StringComparison.Ordinal);
            int needed = Array.IndexOf(Roles, route[2]);
            string body = route[0] is "POST" or "PUT" ? "{\"nothing\":1}" : null;
            bool takesBody = body is null || TakesBody(route);
            body = takesBody ? body : "";
            if (target == "/api/events")
            {
                target += "?after=0";
            }

            Check(wrong, route, "no proof", rig.Client.Bare(route[0], target, body), needed == 0, 401);
            Check(wrong, route, "a bad proof", Forged(rig.Client, route[0], target, body), needed == 0, 401);
            Check(wrong, route, "an expired session", expired.Ask(route[0], target, body), needed == 0, 401);
            Check(wrong, route, "a reader key", reader.Ask(route[0], target, body), needed <= 1, 403);
            Check(wrong, route, "a controller key", controller.Ask(route[0], target, body), needed <= 2, 403);
            if (target is not "/api/logout" and not "/api/restart")
            {
                Check(wrong, route, "the owner", rig.Client.Ask(route[0], target, body), true, 0);
            }
        }

        Assert.AreEqual(0, wrong.Count, string.Join("\n", wrong));
    }

    [TestMethod]
    public void A_session_that_was_quiet_for_half_an_hour_or_is_twelve_hours_old_opens_nothing_more()
    {
        using PageRig rig = new PageRig().LoggedIn();
        rig.Later(29);
        Assert.AreEqual(200, rig.Client.Ask("GET", "/api/status").Status);
        rig.Later(31);
        var wrong = new List<string>();
        foreach (string[] route in ContractTest.Routes().Select(r => r.Split(' ')).Where(r => r[2] != "machine"))
        {
            string target = route[1].Replace("{id}", "77", StringComparison.Ordinal) + (route[1] == "/api/events" ? "?after=0" : "");
            string body = route[0] is "POST" or "PUT" ? TakesBody(route) ? "{\"nothing\":1}" : "" : null;
            Check(wrong, route, "a session that was quiet", rig.Client.Ask(route[0], target, body), route[2] == "all", 401);
        }

        Assert.AreEqual(0, wrong.Count, string.Join("\n", wrong));
        Assert.AreEqual(200, rig.Client.LogIn(PageRig.Password).Status);
        for (int minutes = 0; minutes < 12 * 60; minutes += 20)
        {
            Assert.AreEqual(200, rig.Client.Ask("GET", "/api/status").Status, $"after {minutes} minutes");
            rig.Later(20);
        }

        Assert.AreEqual(401, rig.Client.Ask("GET", "/api/status").Status);
    }

    [TestMethod]
    public void What_decides_who_comes_in_takes_a_login_of_the_last_five_minutes()
    {
        using PageRig rig = new PageRig().LoggedIn();
        (string Method, string Target, string Body)[] all =
        [
            ("PUT", "/api/password", "{\"box\":\"x\"}"), ("POST", "/api/keys", "{\"name\":\"k\",\"role\":\"reader\"}"),
            ("POST", "/api/logins", "{\"user\":\"u\",\"role\":\"reader\"}"), ("POST", "/api/logins/0/password", ""),
            ("PUT", "/api/broker", "{\"kind\":\"built-in\"}"), ("POST", "/api/reset", "{\"confirm\":\"RESET\"}"),
        ];
        rig.Later(6);
        foreach ((string method, string target, string body) in all)
        {
            Assert.AreEqual(403, rig.Client.Ask(method, target, body).Status, target);
        }

        Assert.AreEqual(rig.House.Logins.Count, rig.Client.Ask("GET", "/api/logins").Json.GetProperty("logins").GetArrayLength());
        Assert.IsFalse(rig.House.Logins.Users.Text(rig.House.Logins.Count - 1) == "u");
        Assert.IsFalse(rig.Appliance.HasEnded);
    }

    [TestMethod]
    public void Every_route_refuses_a_foreign_Host_and_a_foreign_Origin_whoever_asks()
    {
        using PageRig rig = new PageRig().LoggedIn();
        using PageClient controller = rig.Program("controller");
        var wrong = new List<string>();
        string own = "127.0.0.1:" + rig.Port;
        string[] foreign = { "Host: box.example", "Host: box.example:" + rig.Port, "Host: 127.0.0.1:1", "Origin: http://box.example", "Origin: null", "Origin: https://" + own };
        foreach (string[] route in ContractTest.Routes().Select(r => r.Split(' ')).Where(r => r[2] != "machine"))
        {
            string target = route[1].Replace("{id}", "0", StringComparison.Ordinal);
            string body = route[0] is "POST" or "PUT" && TakesBody(route) ? "{\"nothing\":1}" : route[0] is "POST" or "PUT" ? "" : null;
            foreach (string header in foreign)
            {
                rig.Client.Extra = header;
                Check(wrong, route, header + ", the owner", rig.Client.Ask(route[0], target, body), false, 403);
                Check(wrong, route, header + ", no proof", rig.Client.Bare(route[0], target, body), false, 403);
            }
        }

        rig.Client.Extra = "Origin: http://" + own;
        Assert.AreEqual(200, rig.Client.Ask("GET", "/api/status").Status, "the page's own");
        Assert.AreEqual(0, wrong.Count, string.Join("\n", wrong));
        Assert.AreEqual(200, controller.Ask("GET", "/api/status").Status);
        Assert.IsFalse(rig.Appliance.HasEnded, "nothing of it was done");
    }

    [TestMethod]
    public void A_request_that_was_heard_works_only_once_and_for_nothing_else()
    {
        using PageRig rig = new PageRig().LoggedIn();
        const string Body = "{\"name\":\"Berta\"}";
        Assert.AreEqual(201, rig.Client.Ask("POST", "/api/persons", Body).Status);
        (string header, string value) = rig.Client.Proof("POST", "/api/persons", Body);
        Assert.AreEqual(401, rig.Client.With(header, value, "POST", "/api/persons", Body).Status, "again");
        rig.Client.Ask("GET", "/api/status");
        (header, value) = rig.Client.Proof("POST", "/api/persons", Body);
        Assert.AreEqual(401, rig.Client.With(header, value, "POST", "/api/persons", "{\"name\":\"Bertb\"}").Status, "another body");
        Assert.AreEqual(401, rig.Client.With(header, value, "POST", "/api/persons/0", Body).Status, "another path");
        Assert.AreEqual(401, rig.Client.With(header, value, "PUT", "/api/settings", Body).Status, "another method");
    }

    [TestMethod]
    public void No_other_method_gets_through_and_GET_changes_nothing()
    {
        using PageRig rig = new PageRig().LoggedIn();
        string before = rig.Client.Ask("GET", "/api/persons").Text;
        foreach (string target in ContractTest.Routes().Select(r => r.Split(' ')[1].Replace("{id}", "0", StringComparison.Ordinal)).Distinct())
        {
            Assert.AreEqual(405, rig.Client.Ask("PATCH", target, "{}").Status, target);
            if (target != "/api/events")
            {
                rig.Client.Ask("GET", target);
            }
        }

        Assert.AreEqual(before, rig.Client.Ask("GET", "/api/persons").Text);
        Assert.IsFalse(rig.Appliance.Ask(() => rig.Appliance.Edge.Relays.IsOn(0)));
    }

    private static Reply Forged(PageClient client, string method, string target, string body)
    {
        (string header, string value) = client.Proof(method, target, body ?? "");
        return client.With(header, value[..^1] + (value[^1] == '0' ? '1' : '0'), method, target, body);
    }

    private static bool TakesBody(string[] route)
    {
        return !(route[1].EndsWith("/confirm", StringComparison.Ordinal) || route[1].EndsWith("/run", StringComparison.Ordinal)
            || route[1].EndsWith("/{id}/password", StringComparison.Ordinal)
            || route[1] is "/api/logout" or "/api/learn" or "/api/restart" or "/api/sync");
    }

    private static void Check(List<string> wrong, string[] route, string who, Reply reply, bool may, int refusal)
    {
        bool isRight = may ? reply.Status is not 401 and not 403 and not >= 500 : reply.Status == refusal;
        // a login or a set-up that says nonsense is malformed, whoever asks
        if (!isRight)
        {
            wrong.Add(string.Join(' ', route) + " with " + who + ": " + reply.Status + " " + reply.Text);
        }
    }
}
