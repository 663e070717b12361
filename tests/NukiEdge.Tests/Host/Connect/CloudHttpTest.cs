using System;
using System.Diagnostics;
using System.IO;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using NukiEdge.Connect.Cloud;
using NukiEdge.Core.Log;
using NukiEdge.Simulator.Adapters;

namespace NukiEdge.Tests.Connect;

/// <summary>A server that misbehaves gets its own name for it, in time, and no answer of it is believed.</summary>
[TestClass]
public class CloudHttpTest
{
    private const string Head = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n";

    [TestMethod]
    public void Good_answers_of_each_framing_are_read_whole()
    {
        AssertFault(SyncFault.None, ScriptedServer.Send(ScriptedServer.Ok("[1,2,3]")), 7);
        AssertFault(SyncFault.None, ScriptedServer.Send(Head + "Transfer-Encoding: chunked\r\n\r\n3\r\n[1,\r\n4\r\n2,3]\r\n0\r\n\r\n"), 7);
        AssertFault(SyncFault.None, ScriptedServer.Send(Head + "\r\n[1,2,3]"), 7);
    }

    [TestMethod]
    public void Statuses_become_faults_and_their_bodies_are_not_read()
    {
        AssertFault(SyncFault.Unauthorized, ScriptedServer.Send("HTTP/1.1 401 No\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}"), 0);
        AssertFault(SyncFault.ServerError, ScriptedServer.SendAndHold("HTTP/1.1 503 Busy\r\nContent-Length: 1000000\r\n\r\n"), 0);
        CloudProbe probe = AssertFault(SyncFault.TooMany, ScriptedServer.Send("HTTP/1.1 429 Slow\r\nRetry-After: 77\r\nContent-Length: 0\r\n\r\n"), 0);
        Assert.AreEqual(77L, probe.Request.RetryAfterSeconds);
        Assert.AreEqual(429, probe.Request.Status);
    }

    [TestMethod]
    public void A_redirect_is_not_followed_and_nobody_else_gets_the_token()
    {
        using ScriptedServer other = new(null, ScriptedServer.Send(ScriptedServer.Ok("[]")));
        AssertFault(SyncFault.Redirected, ScriptedServer.Send("HTTP/1.1 302 Found\r\nLocation: " + other.Origin + "\r\nContent-Length: 0\r\n\r\n"), 0);
        Assert.AreEqual(0, other.Connections);
    }

    [TestMethod]
    public void A_page_instead_of_data_is_not_read()
    {
        AssertFault(SyncFault.NotJsonType, ScriptedServer.Send("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 6\r\n\r\n<html>"), 0);
        AssertFault(SyncFault.NotJsonType, ScriptedServer.Send("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n[]"), 0);
        AssertFault(SyncFault.NotJsonType, ScriptedServer.Send(Head + "Content-Encoding: gzip\r\nContent-Length: 2\r\n\r\n[]"), 0);
    }

    [TestMethod]
    public void A_body_that_is_cut_at_any_byte_is_no_answer()
    {
        string whole = ScriptedServer.Ok("[1,2,3]");
        int body = whole.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4;
        for (int cut = body; cut < whole.Length; cut++)
        {
            AssertFault(SyncFault.BrokeOff, ScriptedServer.Send(whole[..cut]), cut - body);
        }

        AssertFault(SyncFault.BrokeOff, ScriptedServer.Send(Head + "Transfer-Encoding: chunked\r\n\r\n7\r\n[1,2,3]\r\n"), 7);
        AssertFault(SyncFault.BrokeOff, ScriptedServer.Send(Head + "Transfer-Encoding: chunked\r\n\r\n7\r\n[1,"), 3);
    }

    [TestMethod]
    public void A_head_that_is_cut_or_is_no_HTTP_is_no_answer()
    {
        AssertFault(SyncFault.BrokeOff, ScriptedServer.Send(""), 0);
        AssertFault(SyncFault.BrokeOff, ScriptedServer.Send("HTTP/1.1 200 O"), 0);
        AssertFault(SyncFault.NotHttp, ScriptedServer.Send("SSH-2.0-OpenSSH_9.6\r\n\r\n"), 0);
        AssertFault(SyncFault.NotHttp, ScriptedServer.Send("HTTP/1.1 200 OK\r\nX: " + new string('a', 20000) + "\r\n\r\n"), 0);
    }

    [TestMethod]
    public void A_server_that_falls_silent_is_given_up_in_time()
    {
        Stopwatch time = Stopwatch.StartNew();
        AssertFault(SyncFault.TimedOut, ScriptedServer.SendAndHold("HTTP/1.1 200 O"), 0, 800);
        AssertFault(SyncFault.Stalled, ScriptedServer.SendAndHold(Head + "Content-Length: 7\r\n\r\n[1,"), 3);
        Assert.IsTrue(time.ElapsedMilliseconds < 6000, time.ElapsedMilliseconds.ToString());
    }

    [TestMethod]
    public void A_server_that_drips_is_given_up_at_the_deadline()
    {
        AssertFault(SyncFault.TimedOut, async (stream, end) =>
        {
            await stream.WriteAsync(Encoding.ASCII.GetBytes(Head + "Content-Length: 100000\r\n\r\n"), end);
            while (true)
            {
                await stream.WriteAsync(new byte[] { (byte)' ' }, end);
                await Task.Delay(50, end);
            }
        }, -1, 3000, 1500);
    }

    [TestMethod]
    public void An_endless_body_is_cut_off_at_its_limit()
    {
        AssertFault(SyncFault.TooLarge, ScriptedServer.SendAndHold(Head + "Content-Length: 4194305\r\n\r\n"), 0);
        CloudProbe probe = AssertFault(SyncFault.TooLarge, async (stream, end) =>
        {
            await stream.WriteAsync(Encoding.ASCII.GetBytes(Head + "Transfer-Encoding: chunked\r\n\r\n"), end);
            byte[] chunk = Encoding.ASCII.GetBytes("10000\r\n" + new string(' ', 65536) + "\r\n");
            while (true)
            {
                await stream.WriteAsync(chunk, end);
            }
        }, -1);
        Assert.IsTrue(probe.Reader.Bytes <= CloudRequest.MaxBodyBytes);
    }

    [TestMethod]
    public void Nobody_at_the_port_and_no_such_name_are_told_apart()
    {
        ScriptedServer gone = new(null, ScriptedServer.Send(""));
        Uri origin = gone.Origin;
        gone.Dispose();
        Assert.AreEqual(SyncFault.NoConnection, new CloudProbe().Ask(origin, null));
        Assert.AreEqual(SyncFault.Dns, new CloudProbe().Ask(new Uri("https://nobody.invalid/"), null)); // RFC 6761: never resolves
    }

    [TestMethod]
    public void A_token_that_could_begin_another_header_is_never_sent()
    {
        using ScriptedServer server = new(null, ScriptedServer.Send(ScriptedServer.Ok("[]")));
        foreach (string token in new[] { "", "a\r\nX: y", "a b", "a\u007f", "a\0" })
        {
            CloudProbe probe = new();
            probe.Request.Begin("/", Encoding.Latin1.GetBytes(token), probe.Reader);
            Assert.IsNull(probe.Request.Authorization(), token);
        }

        Assert.AreEqual(0, server.Connections);
    }

    [TestMethod]
    public void The_end_of_the_program_ends_a_request()
    {
        using ScriptedServer server = new(null, ScriptedServer.SendAndHold("HTTP/1.1 200 O"));
        CloudProbe probe = new();
        PcCloud cloud = new(probe, server.Origin, CloudRoots.Bundled(), new CloudPatience());
        probe.Request.Begin("/", Encoding.ASCII.GetBytes(CloudProbe.Token), probe.Reader);
        cloud.Start(probe.Request);
        Assert.IsTrue(SpinWait.SpinUntil(() => server.Received.Length > 0, 10000));
        cloud.Dispose();
        Assert.IsTrue(SpinWait.SpinUntil(() => probe.Request.IsFinished, 10000));
    }

    /// <param name="bytes">Bytes of the body that reach the reader; below zero: any.</param>
    private static CloudProbe AssertFault(byte fault, Func<Stream, CancellationToken, Task> script, int bytes, int timeoutMs = 20000, int silenceMs = 500)
    {
        using ScriptedServer server = new(null, script);
        CloudProbe probe = new();
        Assert.AreEqual(fault, probe.Ask(server.Origin, null, timeoutMs, silenceMs));
        if (bytes >= 0)
        {
            Assert.AreEqual(bytes, probe.Reader.Bytes);
        }

        Assert.AreEqual(1, server.Connections, "nothing is sent twice");
        return probe;
    }
}
