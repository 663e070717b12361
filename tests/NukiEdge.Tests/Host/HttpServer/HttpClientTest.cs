using System;
using System.Collections.Generic;
using System.IO;
using System.Net;
using System.Net.Http;
using System.Text;
using System.Threading.Tasks;

namespace NukiEdge.Tests.HostServing;

/// <summary>.NET's own client and the server agree on HTTP, over real sockets.</summary>
[TestClass]
public class HttpClientTest
{
    [TestMethod]
    public async Task Pages_arrive_whole_packed_and_are_not_sent_twice()
    {
        using var rig = new ServerRig();
        using var client = new HttpClient(new SocketsHttpHandler { AutomaticDecompression = DecompressionMethods.All });
        for (int i = 0; i < 150; i++)
        {
            string page = await client.GetStringAsync(rig.Url("/"));
            Assert.AreEqual(20015, page.Length);
        }

        Assert.AreEqual(ServerRig.Script, await client.GetStringAsync(rig.Url("/app.js")));
        using HttpResponseMessage first = await client.GetAsync(rig.Url("/app.js"));
        using var again = new HttpRequestMessage(HttpMethod.Get, rig.Url("/app.js"));
        again.Headers.IfNoneMatch.Add(first.Headers.ETag!);
        using HttpResponseMessage second = await client.SendAsync(again);
        Assert.AreEqual(HttpStatusCode.NotModified, second.StatusCode);
        using HttpResponseMessage head = await client.SendAsync(new HttpRequestMessage(HttpMethod.Head, rig.Url("/")));
        Assert.AreEqual(20015L, head.Content.Headers.ContentLength);
    }

    [TestMethod]
    public async Task Six_at_once_are_all_served_by_four_places()
    {
        using var rig = new ServerRig();
        using var client = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = 6 });
        for (int round = 0; round < 20; round++)
        {
            var all = new List<Task<string>>();
            for (int i = 0; i < 6; i++)
            {
                all.Add(client.GetStringAsync(rig.Url("/")));
            }

            foreach (string page in await Task.WhenAll(all))
            {
                Assert.AreEqual(20015, page.Length);
            }
        }
    }

    [TestMethod]
    public async Task Bodies_go_up_in_every_way_that_the_client_knows()
    {
        using var rig = new ServerRig();
        using var client = new HttpClient();
        client.DefaultRequestHeaders.Add("X-NukiEdge-Proof", "session");
        string body = "{\"name\":\"" + new string('\u00e4', 90) + "\"}";
        for (int way = 0; way < 3; way++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Put, rig.Url("/api/things/7"));
            request.Content = new StringContent(body, Encoding.UTF8, "application/json");
            request.Headers.TransferEncodingChunked = way == 1;
            request.Headers.ExpectContinue = way == 2;
            using HttpResponseMessage reply = await client.SendAsync(request);
            Assert.AreEqual("{\"route\":2,\"id\":\"7\",\"bytes\":191,\"who\":3}", (await reply.Content.ReadAsStringAsync()).Replace(body, "", StringComparison.Ordinal));
        }

        using var import = new StringContent(new string('x', 300_000), Encoding.UTF8, "application/json");
        using HttpResponseMessage done = await client.PostAsync(rig.Url("/api/import"), import);
        Assert.AreEqual(HttpStatusCode.OK, done.StatusCode);
        Assert.AreEqual(300_000, rig.Handler.SinkBytes);
        string list = await client.GetStringAsync(rig.Url("/api/list"));
        Assert.AreEqual(3000, list.Length);
    }

    [TestMethod]
    public async Task Events_arrive_as_they_happen()
    {
        using var rig = new ServerRig();
        using var client = new HttpClient();
        client.DefaultRequestHeaders.Add("X-NukiEdge-Proof", "reader");
        using Stream stream = await client.GetStreamAsync(rig.Url("/api/events"));
        using var reader = new StreamReader(stream);
        Assert.AreEqual("retry: 3000", await reader.ReadLineAsync());
        Assert.AreEqual("id: 0", await reader.ReadLineAsync());
        await reader.ReadLineAsync();
        for (int i = 1; i <= 100; i++)
        {
            byte[] text = Encoding.UTF8.GetBytes("event " + i);
            rig.Do(() => rig.Server.Tell(text, 0, text.Length));
            Assert.AreEqual("id: " + i, await reader.ReadLineAsync());
            Assert.AreEqual("data: event " + i, await reader.ReadLineAsync());
            Assert.AreEqual("", await reader.ReadLineAsync());
        }
    }
}
