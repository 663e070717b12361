using System.IO;
using System.Net;
using System.Net.Http;
using System.Text.Json;
using NukiEdge.Simulator.Bench;

namespace NukiEdge.Tests.Bench;

[TestClass]
public sealed class CallSinkTest
{
    [TestMethod]
    public void Call_is_recorded_without_the_value_of_a_secret_header()
    {
        using CallSink sink = CallSink.Start(0);
        using var client = new HttpClient();
        sink.MarkEvent();
        using var request = new HttpRequestMessage(HttpMethod.Put, "http://127.0.0.1:" + sink.Port + "/a%20b?c=%3Cd%3E")
        {
            Content = new StringContent("körper"),
        };
        request.Headers.Add("Authorization", "Bearer geheim");
        int changes = 0;
        sink.Changed += () => changes++;
        using HttpResponseMessage answer = client.Send(request);
        Assert.AreEqual(HttpStatusCode.OK, answer.StatusCode);
        SinkCall call = sink.Calls[0];
        Assert.AreEqual("PUT", call.Method);
        Assert.AreEqual("/a%20b?c=%3Cd%3E", call.Path);
        Assert.AreEqual("körper", call.Body);
        Assert.AreEqual("text/plain; charset=utf-8, Authorization: (not shown)", call.Headers);
        Assert.IsNotNull(call.SinceEventMs);
        Assert.AreEqual(1, sink.Received);
    }

    [TestMethod]
    public void Only_the_last_calls_are_remembered_and_a_long_body_is_cut()
    {
        using CallSink sink = CallSink.Start(0);
        using var client = new HttpClient();
        for (int i = 0; i < CallSink.Remembered + 5; i++)
        {
            var body = new StringContent(new string('x', 5000));
            string url = "http://127.0.0.1:" + sink.Port + "/" + i;
            using HttpResponseMessage answer = client.PostAsync(url, body).GetAwaiter().GetResult();
            Assert.AreEqual(HttpStatusCode.OK, answer.StatusCode);
        }

        Assert.HasCount(CallSink.Remembered, sink.Calls);
        Assert.AreEqual("/5", sink.Calls[0].Path);
        Assert.AreEqual(4096, sink.Calls[0].Body.Length);
        Assert.AreEqual(CallSink.Remembered + 5, sink.Received);
    }

    [TestMethod]
    public void Taken_port_is_said()
    {
        using CallSink first = CallSink.Start(0);
        Assert.ThrowsExactly<IOException>(() => CallSink.Start(first.Port));
        Assert.IsNull(CallSink.TryStart(first.Port));
    }

    [TestMethod]
    public void Bench_starts_without_its_sink_and_says_so()
    {
        using CallSink other = CallSink.Start(0);
        using var rig = new BenchRig(sinkPort: other.Port);
        JsonElement sink = rig.State().GetProperty("sink");
        Assert.IsFalse(sink.GetProperty("isListening").GetBoolean());
        Assert.AreEqual(other.Port, sink.GetProperty("port").GetInt32());
    }
}
