using NukiEdge.Core.Bytes;
using NukiEdge.Net.Http;
using NukiEdge.Tests.Mqtt;
using NukiEdge.Tests.Support;

namespace NukiEdge.Tests.Serving;

/// <summary>Who may ask for what: host, origin, role, method (fault 22 of targets.md, design section 7).</summary>
[TestClass]
public class HttpAccessTest
{
    private const string Json = "Content-Type: application/json\r\nContent-Length: 2\r\n";

    private readonly HttpBench _bench = new HttpBench().Start();

    [TestMethod]
    public void Only_the_own_names_and_addresses_are_answered()
    {
        string[] hosts =
        {
            "box.local", "200", "BOX.LOCAL", "200", "box.local:80", "200", "192.168.1.5", "200", "192.168.1.5:80", "200",
            "box.local:81", "403", "box.local:080", "200", "box.local:", "403", "box.local:80:80", "403", "box.local:x", "403",
            "box.local.", "403", "xbox.local", "403", "box.loca", "403", "192.168.1.50", "403", "192.168.001.5", "403", "evil.example", "403",
            "[::1]", "403", Raw.Repeat("a", 64), "403", Raw.Repeat("a", 65), "400",
        };
        for (int i = 0; i < hosts.Length; i += 2)
        {
            Assert.AreEqual(hosts[i + 1], HttpBench.StatusOf(_bench.Ask("GET / HTTP/1.1\r\nHost: " + hosts[i] + "\r\n\r\n")), hosts[i]);
        }

        Assert.AreEqual("403", HttpBench.StatusOf(_bench.Ask("GET /nothing HTTP/1.1\r\nHost: evil.example\r\n\r\n")), "and learns nothing");
    }

    [TestMethod]
    public void A_port_other_than_80_has_to_be_named()
    {
        HttpBench bench = new HttpBench().Start();
        bench.Hosts.Port = 8080;
        Assert.AreEqual("403", HttpBench.StatusOf(bench.Ask("GET / HTTP/1.1\r\nHost: box.local\r\n\r\n")));
        Assert.AreEqual("200", HttpBench.StatusOf(bench.Ask("GET / HTTP/1.1\r\nHost: box.local:8080\r\n\r\n")));
        bench.Hosts.Clear();
        Assert.AreEqual("403", HttpBench.StatusOf(bench.Ask("GET / HTTP/1.1\r\nHost: box.local:8080\r\n\r\n")), "an empty list lets nobody in");
    }

    [TestMethod]
    public void A_foreign_origin_is_refused_and_none_or_the_own_one_is_not()
    {
        string[] origins =
        {
            "http://box.local", "200", "http://192.168.1.5", "200", "https://box.local", "403", "http://evil.example", "403", "null", "403",
            "http://box.local.evil.example", "403", "http://box.local:81", "403", "box.local", "403", "http://box.local/", "403", "", "403",
            "http://" + Raw.Repeat("a", 200), "403",
        };
        for (int i = 0; i < origins.Length; i += 2)
        {
            string line = "Origin: " + origins[i] + "\r\n";
            Assert.AreEqual(origins[i + 1], _bench.Status("POST /api/login", line + Json, "{}"), line);
            Assert.AreEqual(origins[i + 1], _bench.Status("GET /api/hello", line), line);
            string events = _bench.Status("GET /api/events?after=1", line + "X-NukiEdge-Proof: reader\r\n");
            Assert.AreEqual(origins[i + 1], events, line);
        }

        Assert.AreEqual("403", _bench.Status("OPTIONS /api/login", "Origin: http://evil.example\r\nAccess-Control-Request-Method: POST\r\n"));
        Assert.IsFalse(_bench.Ask("GET /api/hello HTTP/1.1\r\n" + HttpBench.Host + "\r\n").IndexOf("Access-Control") >= 0);
    }

    [TestMethod]
    public void A_machine_route_takes_any_host_and_origin_and_only_a_proven_machine()
    {
        string foreign = "POST /hooks/nuki HTTP/1.1\r\nHost: home.example:8443\r\nOrigin: http://elsewhere\r\n" + Json;
        Assert.AreEqual("200", HttpBench.StatusOf(_bench.Ask(foreign + "X-NukiEdge-Proof: machine\r\n\r\n{}")));
        Assert.AreEqual("404", HttpBench.StatusOf(_bench.Ask(foreign + "X-NukiEdge-Proof: nowhere\r\n\r\n")), "before a byte of the body");
        Assert.AreEqual("401", HttpBench.StatusOf(_bench.Ask(foreign + "\r\n{}")));
        Assert.AreEqual("403", HttpBench.StatusOf(_bench.Ask(foreign + "X-NukiEdge-Proof: session\r\n\r\n{}")));
    }

    [TestMethod]
    public void Every_route_answers_exactly_those_it_names()
    {
        string[] roles = { "nobody", "reader", "controller", "session", "machine", "fake" };
        string[] routes =
        {
            "GET /api/hello", "200 200 200 200 200 200", "GET /api/things/1", "401 200 200 200 403 401",
            "PUT /api/things/1", "401 403 403 200 403 401", "POST /api/login", "200 200 200 200 200 200",
            "POST /api/import", "401 403 403 200 403 401", "GET /api/list", "401 200 200 200 403 401",
            "GET /api/events?after=1", "401 200 200 200 403 401", "POST /hooks/nuki", "401 403 403 403 200 403",
            "POST /api/relays/3/on", "401 403 200 200 403 401",
        };
        for (int i = 0; i < routes.Length; i += 2)
        {
            bool hasBody = !routes[i].StartsWith("GET") && !routes[i].EndsWith("/on");
            for (int role = 0; role < roles.Length; role++)
            {
                string proof = "X-NukiEdge-Proof: " + roles[role] + "\r\n";
                string headers = proof + (hasBody ? Json : routes[i].EndsWith("/on") ? "Content-Length: 0\r\n" : "");
                Assert.AreEqual(routes[i + 1].Substring(role * 4, 3), _bench.Status(routes[i], headers, hasBody ? "{}" : ""), routes[i] + " by " + roles[role]);
            }
        }

        Assert.AreEqual("429", _bench.Status("GET /api/things/1", "X-NukiEdge-Proof: wait\r\n"));
        string waits = _bench.Ask("GET /api/things/1 HTTP/1.1\r\n" + HttpBench.Host + "X-NukiEdge-Proof: wait\r\n\r\n");
        Assert.IsTrue(waits.IndexOf("Retry-After: 7\r\n") > 0, waits);
        string stranger = _bench.Ask("GET /api/things/1 HTTP/1.1\r\n" + HttpBench.Host + "\r\n");
        Assert.IsTrue(stranger.IndexOf("WWW-Authenticate: NukiEdge\r\n") > 0, stranger);
    }

    [TestMethod]
    public void No_route_answers_to_another_method_and_says_which_it_takes()
    {
        string[] cases =
        {
            "POST /api/hello", "GET, HEAD", "GET /api/login", "POST", "DELETE /api/things/9", "GET, PUT, HEAD", "OPTIONS /api/login", "POST",
            "PATCH /app.js", "GET, HEAD", "POST /", "GET, HEAD", "HEAD /api/login", "POST", "OPTIONS /api/things/9", "GET, PUT, HEAD",
        };
        for (int i = 0; i < cases.Length; i += 2)
        {
            string reply = _bench.Ask(cases[i] + " HTTP/1.1\r\n" + HttpBench.Host + "Content-Length: 0\r\nX-NukiEdge-Proof: session\r\n\r\n");
            Assert.AreEqual("405", HttpBench.StatusOf(reply), cases[i]);
            Assert.IsTrue(reply.IndexOf("Allow: " + cases[i + 1] + "\r\n") > 0, cases[i] + reply);
        }

        Assert.AreEqual("404", _bench.Status("GET /api/things"));
        Assert.AreEqual("404", _bench.Status("GET /api/things/"));
        Assert.AreEqual("404", _bench.Status("GET /api/things/1/2"));
        Assert.AreEqual(0, _bench.Handler.Handled);
    }

    [TestMethod]
    public void A_table_with_a_change_by_GET_is_no_table()
    {
        Assert.IsTrue(HttpBench.Routes().IsGood);
        Assert.IsFalse(new RouteTable(4, 50).Add(HttpVerb.Get, "/x", Role.Session, 0, RouteTable.Changes).IsGood);
        Assert.IsFalse(new RouteTable(4, 50).Add(HttpVerb.Head, "/x", Role.Session, 0, 0).IsGood);
        Assert.IsFalse(new RouteTable(1, 50).Add(HttpVerb.Get, "/x", 0, 0, 0).Add(HttpVerb.Get, "/y", 0, 0, 0).IsGood);
        Assert.IsFalse(new RouteTable(4, 3).Add(HttpVerb.Get, "/abc", 0, 0, 0).IsGood);
    }

    [TestMethod]
    public void Every_reply_forbids_framing_and_sniffing_and_names_no_server()
    {
        string[] lines = { "GET /", "GET /nothing", "GET /api/hello", "POST /api/hello", "BREW /", "GET /api/things/1" };
        for (int i = 0; i < lines.Length; i++)
        {
            string reply = _bench.Ask(lines[i] + " HTTP/1.1\r\n" + HttpBench.Host + "\r\n");
            Assert.IsTrue(reply.IndexOf("frame-ancestors 'none'") > 0, reply);
            Assert.IsTrue(reply.IndexOf("X-Content-Type-Options: nosniff\r\n") > 0, reply);
            Assert.IsTrue(reply.IndexOf("Referrer-Policy: no-referrer\r\n") > 0, reply);
            Assert.IsFalse(reply.IndexOf("Server:") >= 0, reply);
        }
    }

    [TestMethod]
    public void A_request_shows_its_parameters_without_escapes_and_its_number()
    {
        Probe probe = new Probe();
        RouteTable routes = new RouteTable(1, 20).Add(HttpVerb.Get, "/x/{id}", Role.Nobody, 0, 0);
        HttpBench bench = new HttpBench();
        bench.Hosts.Add(Raw.Of("box.local"));
        bench.Server = new HttpServer(bench.Limits, bench.Net, bench.Hosts, routes, new IHttpHandler[] { probe }, bench.Access, bench.Pages, 1);
        bench.Server.Start(80);
        bench.Status("GET /x/42?name=Ann%c3%A4+B&b=%c0%ae&c=12345678901234567&d");
        Assert.AreEqual("42|Ann\u00e4 B|-1|-1|-1|-1", probe.Seen);
        bench.Status("GET /x/007?name=&named=1");
        Assert.AreEqual("-1||-1|-1|-1|-1", probe.Seen);
    }

    /// <summary>Writes down what it reads of a request.</summary>
    private sealed class Probe : IHttpHandler
    {
        public string Seen;

        public void Handle(HttpRequest request, HttpReply reply)
        {
            byte[] into = new byte[16];
            int length = request.Parameter(Ascii.Of("name"), into);
            Seen = request.IdNumber.ToString() + "|" + Raw.Text(into, 0, length) + "|" + request.Parameter(Ascii.Of("b"), into).ToString()
                + "|" + request.Parameter(Ascii.Of("c"), into).ToString() + "|" + request.Parameter(Ascii.Of("d"), into).ToString()
                + "|" + request.Parameter(Ascii.Of("nam"), into).ToString();
        }
    }
}
