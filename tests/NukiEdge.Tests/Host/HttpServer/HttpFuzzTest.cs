using System;
using System.Text;
using NukiEdge.Tests.Mqtt;
using NukiEdge.Tests.Serving;

namespace NukiEdge.Tests.HostServing;

/// <summary>Whatever comes, nothing is thrown, every answer is well-formed, and only a request that another reader finds good gets a 2xx.</summary>
[TestClass]
public class HttpFuzzTest
{
    private const int Bytes = 2 * 1024 * 1024;

    private static readonly string[] Samples =
    {
        "GET / HTTP/1.1\r\nHost: box.local\r\nAccept: */*\r\n\r\n",
        "GET /app.js HTTP/1.1\r\nHost: 192.168.1.5\r\nAccept-Encoding: gzip, br\r\nIf-None-Match: \"v1\", \"v3\"\r\n\r\n",
        "GET /api/things/42?a=%41&b HTTP/1.1\r\nHost: box.local:80\r\nX-NukiEdge-Proof: reader\r\n\r\n",
        "PUT /api/things/7 HTTP/1.1\r\nHost: box.local\r\nOrigin: http://box.local\r\nX-NukiEdge-Proof: session\r\n"
            + "Content-Type: application/json\r\nContent-Length: 11\r\n\r\n{\"name\":42}",
        "POST /api/login HTTP/1.1\r\nHost: box.local\r\nContent-Type: application/json; charset=utf-8\r\nTransfer-Encoding: chunked\r\n\r\n"
            + "4\r\nabcd\r\n3\r\nefg\r\n0\r\n\r\n",
        "POST /api/import HTTP/1.1\r\nHost: box.local\r\nX-NukiEdge-Proof: session\r\nContent-Type: application/json\r\n"
            + "Content-Length: 30\r\n\r\n0123456789012345678901234567890"[..^1],
        "POST /hooks/nuki HTTP/1.1\r\nHost: elsewhere\r\nX-NukiEdge-Proof: machine\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}",
        "POST /api/relays/3/on HTTP/1.1\r\nHost: box.local\r\nX-NukiEdge-Proof: controller\r\nContent-Length: 0\r\n\r\n",
        "GET /api/list HTTP/1.0\r\nHost: box.local\r\nX-NukiEdge-Proof: reader\r\nConnection: close\r\n\r\n",
        "HEAD /api/events?after=900 HTTP/1.1\r\nHost: box.local\r\nX-NukiEdge-Proof: reader\r\nLast-Event-ID: 12\r\nExpect: 100-continue\r\n\r\n",
    };

    private static readonly string[] Pieces =
    {
        "\r\n", "\n", "\r", " ", "\t", ":", "\0", "%00", "%2e", "..", "//", "Host: box.local\r\n", "Host: evil\r\n", "Content-Length: 5\r\n",
        "Content-Length: 0\r\n", "Transfer-Encoding: chunked\r\n", "Origin: http://evil\r\n", "X-NukiEdge-Proof: fake\r\n", "HTTP/1.1", "0\r\n\r\n",
        "ffffffff\r\n", "Expect: 100-continue\r\n", "Connection: keep-alive\r\n", "GET / HTTP/1.1\r\nHost: box.local\r\n\r\n", "\u00e4",
    };

    private readonly HttpBench _bench = new HttpBench().Start();

    [TestMethod]
    public void Two_megabytes_of_mutated_requests_throw_nothing_and_get_nothing_they_should_not()
    {
        int seed = Environment.TickCount;
        var random = new Random(seed);
        int requests = 0;
        int good = 0;
        byte[] copy = new byte[65536];
        for (int bytes = 0; bytes < Bytes; requests++)
        {
            string text = Mutant(random);
            bytes += text.Length;
            byte[] raw = Encoding.Latin1.GetBytes(text);
            int handled = _bench.Handler.Handled;
            FakeConnection c = _bench.Call(random.Next(3) == 0 ? HttpBench.Bob : HttpBench.Alice);
            c.LargestRead = random.Next(2) == 0 ? int.MaxValue : random.Next(1, 50);
            int cut = random.Next(raw.Length);
            c.Write(raw, 0, cut);
            _bench.Run();
            c.Write(raw, cut, raw.Length - cut);
            _bench.Run();
            int count = c.ToClientCount;
            Array.Copy(c.ToClient, copy, count);
            string reply = Encoding.Latin1.GetString(copy, 0, count);
            bool isGood = RequestOracle.IsGood(text);
            good += isGood ? 1 : 0;
            bool isServed = RepliesOf(reply, text, seed);
            string message = $"seed {seed}: {Convert.ToHexString(raw)}\n{text}\n{reply}";
            Assert.AreEqual(isGood, isServed, message);
            Assert.IsTrue(reply.Contains("HTTP/1.1 200 ", StringComparison.Ordinal) || handled == _bench.Handler.Handled, "refused, and handled: " + message);
            c.PeerIsGone = true;
            _bench.Clock.NowUs += random.Next(2000000);
            _bench.Run();
        }

        Console.WriteLine($"seed {seed}: {requests} requests, {good} of them good");
        Assert.IsTrue(good > requests / 50 && good < requests / 2, "the mutants are too wild or too tame");
    }

    /// <summary>Checks that what came is whole replies, one after the other; true when the first is a 2xx or 3xx.</summary>
    private static bool RepliesOf(string text, string request, int seed)
    {
        bool first = true;
        bool served = false;
        while (text.Length > 0)
        {
            int end = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
            string status = HttpBench.StatusOf(text);
            Assert.IsTrue(end > 0 && status is "100" or "200" or "204" or "304" or "400" or "401" or "403" or "404" or "405" or "406"
                or "411" or "413" or "414" or "415" or "417" or "431" or "501" or "503" or "505", $"seed {seed}: {request}\n{text}");
            if (status != "100" && first)
            {
                served = status[0] is '2' or '3';
                first = false;
            }

            text = text[(end + 4)..];
            int next = text.IndexOf("HTTP/1.1 ", StringComparison.Ordinal);
            text = next < 0 ? "" : text[next..];
        }

        return served;
    }

    private static string Mutant(Random random)
    {
        var text = new StringBuilder(Samples[random.Next(Samples.Length)]);
        for (int changes = random.Next(4); changes > 0; changes--)
        {
            int at = random.Next(text.Length);
            switch (random.Next(5))
            {
                case 0:
                    text[at] = (char)random.Next(256);
                    break;
                case 1:
                    text.Remove(at, Math.Min(random.Next(1, 6), text.Length - at));
                    break;
                case 2:
                    text.Insert(at, Pieces[random.Next(Pieces.Length)]);
                    break;
                case 3:
                    int line = text.ToString().LastIndexOf("\r\n", at, StringComparison.Ordinal);
                    text.Insert(line < 0 ? 0 : line + 2, Pieces[random.Next(Pieces.Length)]);
                    break;
                default:
                    text.Insert(at, new string((char)random.Next(32, 127), random.Next(300)));
                    break;
            }

            if (text.Length == 0)
            {
                text.Append(' ');
            }
        }

        return text.ToString();
    }
}
