using NukiEdge.Tests.Mqtt;
using NukiEdge.Tests.Support;

namespace NukiEdge.Tests.Serving;

/// <summary>Files of the page, and replies of any length.</summary>
[TestClass]
public class HttpFilesTest
{
    private const string Gzip = "Accept-Encoding: gzip\r\n";

    private readonly HttpBench _bench = new HttpBench().Start();

    [TestMethod]
    public void A_file_comes_whole_in_pieces_of_at_most_a_kilobyte_with_all_that_belongs_to_it()
    {
        string reply = Get("/app.js", Gzip);
        Assert.AreEqual("200", HttpBench.StatusOf(reply));
        Assert.IsTrue(reply.IndexOf("Content-Type: text/javascript\r\n") > 0);
        Assert.IsTrue(reply.IndexOf("Content-Length: 5000\r\n") > 0);
        Assert.IsTrue(reply.IndexOf("ETag: \"v2\"\r\n") > 0);
        Assert.IsTrue(reply.IndexOf("Content-Encoding: gzip\r\n") > 0);
        Assert.IsTrue(reply.IndexOf("Vary: Accept-Encoding\r\n") > 0);
        Assert.IsTrue(reply.IndexOf("immutable\r\n") > 0);
        string body = HttpBench.BodyOf(reply);
        Assert.AreEqual(5000, body.Length);
        for (int i = 0; i < body.Length; i++)
        {
            Assert.AreEqual((char)FakePages.ByteAt(i), body[i]);
        }

        Assert.IsTrue(_bench.Pages.Largest <= 1024);
        string page = Get("/", "");
        Assert.IsTrue(page.EndsWith("\r\n\r\npage.\n") && page.IndexOf("no-cache") > 0 && page.IndexOf("gzip") < 0);
    }

    [TestMethod]
    public void HEAD_says_the_same_without_the_content()
    {
        string get = Get("/app.js", Gzip);
        string head = _bench.Ask("HEAD /app.js HTTP/1.1\r\n" + HttpBench.Host + Gzip + "\r\n");
        Assert.AreEqual(get.Substring(0, get.IndexOf("\r\n\r\n") + 4), head);
        string hello = _bench.Ask("GET /api/hello HTTP/1.1\r\n" + HttpBench.Host + "\r\n");
        Assert.AreEqual(hello.Substring(0, hello.IndexOf("\r\n\r\n") + 4), _bench.Ask("HEAD /api/hello HTTP/1.1\r\n" + HttpBench.Host + "\r\n"));
        string nothing = _bench.Ask("HEAD /nothing HTTP/1.1\r\n" + HttpBench.Host + "\r\n");
        Assert.IsTrue(nothing.StartsWith("HTTP/1.1 404") && HttpBench.BodyOf(nothing) == "");
    }

    [TestMethod]
    public void Who_has_the_file_already_is_told_so()
    {
        string[] tags =
        {
            "\"v2\"", "304", "W/\"v2\"", "304", "\"v1\", \"v2\"", "304", "*", "304", "\"v1\"", "200", "v2", "200", "\"v2", "200", "\"\"", "200",
            "\"v22\"", "200", "\"" + Raw.Repeat("x", 100) + "\", \"v2\"", "200",
        };
        for (int i = 0; i < tags.Length; i += 2)
        {
            string reply = Get("/app.js", Gzip + "If-None-Match: " + tags[i] + "\r\n");
            Assert.AreEqual(tags[i + 1], HttpBench.StatusOf(reply), tags[i]);
            Assert.IsTrue(tags[i + 1] == "200" || (HttpBench.BodyOf(reply) == "" && reply.IndexOf("ETag: \"v2\"") > 0), reply);
        }
    }

    [TestMethod]
    public void A_form_that_the_client_refuses_is_not_sent()
    {
        string[] wishes =
        {
            "gzip", "200", "*", "200", "br, gzip;q=0.1", "200", "deflate, gzip ;q=1.0, *;q=0.5", "200", "x-gzip", "200", "br", "406", "", "406",
            "identity", "406", "gzip;q=0", "406", "gzip; q=0.000", "406", "*;q=0", "406", "gzipp", "406",
        };
        for (int i = 0; i < wishes.Length; i += 2)
        {
            Assert.AreEqual(wishes[i + 1], HttpBench.StatusOf(Get("/app.js", "Accept-Encoding: " + wishes[i] + "\r\n")), wishes[i]);
        }

        Assert.AreEqual("200", HttpBench.StatusOf(Get("/app.js", "")), "no wish is none against it");
        Assert.AreEqual("200", HttpBench.StatusOf(Get("/", "Accept-Encoding: br\r\n")));
    }

    [TestMethod]
    public void A_file_that_cannot_be_read_ends_the_connection_where_it_stops()
    {
        _bench.Pages.IsBroken = true;
        FakeConnection c = _bench.Call(HttpBench.Alice);
        string reply = _bench.Send(c, "GET /app.js HTTP/1.1\r\n" + HttpBench.Host + "\r\n");
        Assert.IsTrue(HttpBench.BodyOf(reply).Length < 5000);
        Assert.IsTrue(c.IsClosed);
    }

    [TestMethod]
    public void A_long_reply_comes_in_chunks_that_add_up()
    {
        string reply = List("1.1");
        Assert.IsTrue(reply.IndexOf("Transfer-Encoding: chunked\r\n") > 0 && reply.IndexOf("Content-Length") < 0, reply);
        string text = HttpBench.BodyOf(reply);
        string all = "";
        int at = 0;
        for (int size = 1; size > 0;)
        {
            int end = text.IndexOf("\r\n", at);
            size = System.Convert.ToInt32(text.Substring(at, end - at), 16);
            all += text.Substring(end + 2, size);
            Assert.AreEqual("\r\n", text.Substring(end + 2 + size, 2));
            at = end + 4 + size;
        }

        Assert.AreEqual(text.Length, at);
        Assert.AreEqual(Raw.Repeat("0123456789", FakeSource.Bytes / 10), all);
        Assert.AreEqual(1, _bench.Handler.Source.Rewound);

        string old = List("1.0");
        Assert.AreEqual(all, HttpBench.BodyOf(old));
        Assert.IsTrue(old.IndexOf("chunked") < 0 && old.IndexOf("Connection: close\r\n") > 0);
    }

    [TestMethod]
    public void A_source_serves_one_at_a_time_and_is_free_again_when_its_reader_goes()
    {
        string list = "GET /api/list HTTP/1.1\r\n" + HttpBench.Host + "X-NukiEdge-Proof: reader\r\n\r\n";
        FakeConnection first = _bench.Call(HttpBench.Alice);
        FakeConnection second = _bench.Call(HttpBench.Bob);
        first.Write(Raw.Of(list));
        second.Write(Raw.Of(list));
        _bench.Run();
        string whole = HttpBench.Take(first);
        Assert.AreEqual("503", HttpBench.StatusOf(HttpBench.Take(second)), "between two pieces");
        Assert.AreEqual(1, _bench.Handler.Source.Rewound);
        Assert.AreEqual(List("1.1"), whole, "and nobody disturbed the first");

        FakeConnection slow = _bench.Call(HttpBench.Alice);
        slow.Room = 1000;
        _bench.Send(slow, list);
        slow.PeerIsGone = true;
        _bench.PassSeconds(1);
        Assert.AreEqual(3, _bench.Handler.Source.Rewound);
        Assert.IsTrue(List("1.1").EndsWith("0\r\n\r\n"));
    }

    [TestMethod]
    public void A_reply_that_does_not_fit_is_an_error_and_not_half_a_reply()
    {
        int room = _bench.Limits.HttpBodyBytes - 512 - "{\"route\":0,\"id\":\"\",\"bytes\":0,\"who\":0}".Length;
        _bench.Handler.ReplyBytes = room;
        Assert.AreEqual("200", _bench.Status("GET /api/hello"));
        _bench.Handler.ReplyBytes = room + 1;
        string reply = _bench.Ask("GET /api/hello HTTP/1.1\r\n" + HttpBench.Host + "\r\n");
        Assert.IsTrue(reply.EndsWith("{\"title\":\"Internal Server Error\",\"status\":500}"), reply);
        Assert.AreEqual("404", _bench.Status("GET /api/hello/"), "refusals have a body of their own");
    }

    private string Get(string path, string headers)
    {
        return _bench.Ask("GET " + path + " HTTP/1.1\r\n" + HttpBench.Host + headers + "\r\n");
    }

    private string List(string version)
    {
        return _bench.Ask("GET /api/list HTTP/" + version + "\r\n" + HttpBench.Host + "X-NukiEdge-Proof: reader\r\n\r\n");
    }
}
