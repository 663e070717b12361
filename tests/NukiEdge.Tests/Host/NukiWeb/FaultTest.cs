using System;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Net.Http;
using System.Text;
using System.Text.Json;
using System.Threading;
using NukiEdge.Simulator.NukiWeb;

namespace NukiEdge.Tests.NukiWeb;

/// <summary>Each fault does what its name says, over TLS, and is over when it is switched off.</summary>
[TestClass]
public sealed class FaultTest
{
    private const int SilentMs = 300; // how long a client listens before it believes in silence

    [TestMethod]
    public void Every_fault_has_a_case_here_and_ends_when_it_is_switched_off()
    {
        foreach (NukiFault fault in Enum.GetValues<NukiFault>().Where(one => one != NukiFault.None))
        {
            using NukiRig rig = Rig();
            string good = rig.Text("GET", "/smartlock/auth", 200);
            rig.Server.Faults.Set(fault, answers: 1);
            Try(rig, fault, good);
            Assert.AreEqual(NukiFault.None, rig.Server.Faults.Now, fault.ToString());
            if (fault == NukiFault.RevokedInside)
            {
                rig.Text("GET", "/smartlock/auth", 401);
                rig.Server.Token.Renew(NukiRig.Token);
            }

            Assert.AreEqual(good, rig.Text("GET", "/smartlock/auth", 200), fault.ToString());
        }
    }

    [TestMethod]
    public void Fault_stays_until_it_is_switched_and_hits_writes_too()
    {
        using NukiRig rig = Rig();
        rig.Server.Faults.Set(NukiFault.Status503);
        rig.Text("GET", "/smartlock", 503);
        rig.Text("PUT", $"/smartlock/{rig.Front}/auth", 503, """{"name":"A","type":13,"code":345678}""");
        Assert.IsEmpty(rig.Account.Pending);
        rig.Server.Faults.Set(NukiFault.EmptyList);
        Assert.AreEqual(0, rig.Get("/smartlock").GetArrayLength());
        rig.Text("PUT", $"/smartlock/{rig.Front}/auth", 204, """{"name":"A","type":13,"code":345678}""");
        Assert.HasCount(1, rig.Account.Pending);
        rig.Server.Faults.Set(NukiFault.None);
        Assert.AreEqual(2, rig.Get("/smartlock").GetArrayLength());
    }

    [TestMethod]
    public void Redirect_leads_to_the_server_that_was_set_and_only_there_is_seen_whether_a_token_came()
    {
        using NukiRig rig = Rig();
        using NukiWebServer other = NukiWebServer.Start(new NukiAccount(rig.Time), "x", rig.Time, rig.Root);
        rig.Server.Faults.RedirectTo = other.Address;
        rig.Server.Faults.Set(NukiFault.Redirect302);
        using HttpResponseMessage answer = rig.Send("GET", "/smartlock/auth?types=13");
        Assert.AreEqual(new Uri(other.Address, "/smartlock/auth?types=13"), answer.Headers.Location);
        Assert.AreEqual(0, other.Received);
        rig.Client.GetAsync(answer.Headers.Location).Result.Dispose(); // a client that should not have
        Assert.IsTrue(other.Requests[0].HadToken);
    }

    private static NukiRig Rig()
    {
        var rig = new NukiRig();
        for (uint i = 1; i <= 3; i++)
        {
            rig.PutCode(rig.Front, i, "Front " + i);
            rig.PutCode(rig.Gate, i, "Gate " + i);
        }

        return rig;
    }

    private static void Try(NukiRig rig, NukiFault fault, string good)
    {
        string name = fault.ToString();
        if (name.StartsWith("Status", StringComparison.Ordinal))
        {
            using HttpResponseMessage answer = rig.Send("GET", "/smartlock/auth");
            Assert.AreEqual(name[6..9], ((int)answer.StatusCode).ToString(CultureInfo.InvariantCulture));
            Assert.AreEqual(JsonValueKind.String, JsonDocument.Parse(Body(answer)).RootElement.GetProperty("detailMessage").ValueKind);
            Assert.AreEqual(fault is NukiFault.Status429 or NukiFault.Status503 ? 30 : null, answer.Headers.RetryAfter?.Delta?.TotalSeconds, name);
            Assert.AreEqual(fault == NukiFault.Status429Date ? rig.Time.GetUtcNow().AddSeconds(30).ToString("R") : null,
                answer.Headers.RetryAfter?.Date?.ToString("R"), name);
            return;
        }

        switch (fault)
        {
            case NukiFault.Silent:
            case NukiFault.StalledAfterHeaders:
            case NukiFault.StalledInside:
                Stalls(rig, fault, good);
                break;
            case NukiFault.CutAndClosed:
            case NukiFault.CutChunks:
                using (HttpResponseMessage answer = rig.Client.GetAsync("/smartlock/auth", HttpCompletionOption.ResponseHeadersRead).Result)
                {
                    Assert.AreEqual(fault == NukiFault.CutAndClosed ? good.Length : null, answer.Content.Headers.ContentLength);
                    Assert.AreEqual(fault == NukiFault.CutChunks, answer.Headers.TransferEncodingChunked == true);
                    Assert.AreEqual(good[..(good.Length / 2)], UntilItBreaks(answer));
                }

                break;
            case NukiFault.Slow:
                Drips(rig, good);
                break;
            case NukiFault.Redirect301:
            case NukiFault.Redirect302:
                using (HttpResponseMessage answer = rig.Send("GET", "/smartlock/auth"))
                {
                    Assert.AreEqual(fault == NukiFault.Redirect301 ? 301 : 302, (int)answer.StatusCode);
                    Assert.AreEqual("https://elsewhere.invalid/smartlock/auth", answer.Headers.Location!.ToString());
                }

                break;
            default:
                Changed(rig, fault, good);
                break;
        }
    }

    private static void Drips(NukiRig rig, string good)
    {
        const int Bytes = 30;
        const int ByteMs = 5;
        rig.Server.Faults.ByteDelayMs = ByteMs;
        long start = Stopwatch.GetTimestamp();
        using HttpResponseMessage answer = rig.Client.GetAsync("/smartlock/auth", HttpCompletionOption.ResponseHeadersRead).Result;
        using Stream body = answer.Content.ReadAsStream();
        var got = new byte[Bytes];
        body.ReadExactly(got);
        Assert.IsGreaterThan((Bytes / 2) * ByteMs, Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        Assert.AreEqual(good[..Bytes], Encoding.UTF8.GetString(got));
    }

    /// <summary>What comes before the connection ends too early.</summary>
    private static string UntilItBreaks(HttpResponseMessage answer)
    {
        using Stream body = answer.Content.ReadAsStream();
        using var got = new MemoryStream();
        Assert.Throws<IOException>(() => body.CopyTo(got));
        return Encoding.UTF8.GetString(got.ToArray());
    }

    private static void Stalls(NukiRig rig, NukiFault fault, string good)
    {
        using var deadline = new CancellationTokenSource();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/smartlock/auth");
        if (fault == NukiFault.Silent)
        {
            deadline.CancelAfter(SilentMs);
            Assert.ThrowsExactly<System.Threading.Tasks.TaskCanceledException>(
                () => rig.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, deadline.Token).GetAwaiter().GetResult());
            return;
        }

        using HttpResponseMessage answer = rig.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead).Result;
        Assert.AreEqual(200, (int)answer.StatusCode);
        using Stream body = answer.Content.ReadAsStream();
        var half = new byte[fault == NukiFault.StalledInside ? good.Length / 2 : 0];
        body.ReadExactly(half);
        Assert.AreEqual(good[..half.Length], Encoding.UTF8.GetString(half));
        deadline.CancelAfter(SilentMs);
        Assert.Throws<OperationCanceledException>(() => body.ReadAsync(new byte[1], deadline.Token).AsTask().GetAwaiter().GetResult());
    }

    private static void Changed(NukiRig rig, NukiFault fault, string good)
    {
        using HttpResponseMessage answer = rig.Send("GET", "/smartlock/auth");
        Assert.AreEqual(200, (int)answer.StatusCode);
        byte[] bytes = answer.Content.ReadAsByteArrayAsync().Result;
        string text = Encoding.UTF8.GetString(bytes);
        bool isHtml = fault is NukiFault.Html or NukiFault.WrongContentType;
        Assert.AreEqual(isHtml ? "text/html" : "application/json", answer.Content.Headers.ContentType!.MediaType);
        switch (fault)
        {
            case NukiFault.Html:
                Assert.StartsWith("<!DOCTYPE html>", text);
                break;
            case NukiFault.WrongContentType:
                Assert.AreEqual(good, text);
                break;
            case NukiFault.CutToLength:
                Assert.AreEqual(good[..(good.Length / 2)], text);
                Assert.AreEqual(text.Length, answer.Content.Headers.ContentLength);
                break;
            case NukiFault.RevokedInside:
                Assert.StartsWith(good[..(good.Length / 2)] + "{\"detailMessage\"", text);
                Assert.Throws<JsonException>(() => JsonDocument.Parse(text));
                break;
            case NukiFault.Gzip:
                Assert.AreEqual("gzip", answer.Content.Headers.ContentEncoding.Single());
                using (var reader = new StreamReader(new GZipStream(new MemoryStream(bytes), CompressionMode.Decompress)))
                {
                    Assert.AreEqual(good, reader.ReadToEnd());
                }

                break;
            case NukiFault.DeepJson:
                Assert.StartsWith("[{\"deep\":" + new string('[', 1000) + new string(']', 1000) + ",\"id\":", text);
                Assert.AreEqual(good.Length + 2008, text.Length);
                break;
            case NukiFault.DuplicateKeys:
                string[] of = good.Split("},");
                Assert.AreEqual(12, text.Split("\"authId\":").Length - 1);
                Assert.AreEqual(12, text.Split("\"name\":").Length - 1);
                Assert.StartsWith(of[0] + ",\"authId\":2,\"name\":\"Front 1 again\",\"smartlockId\":", text);
                break;
            default:
                ChangedEntries(rig, fault, JsonDocument.Parse(good).RootElement, JsonDocument.Parse(text).RootElement);
                break;
        }
    }

    private static void ChangedEntries(NukiRig rig, NukiFault fault, JsonElement good, JsonElement got)
    {
        string first = good[0].GetRawText();
        switch (fault)
        {
            case NukiFault.EmptyList:
                Assert.AreEqual(0, got.GetArrayLength());
                break;
            case NukiFault.HalfList:
                Assert.AreEqual(3, got.GetArrayLength());
                Assert.AreEqual(first, got[0].GetRawText());
                break;
            case NukiFault.LockMissing:
                Assert.AreEqual(3, got.GetArrayLength());
                Assert.IsTrue(got.EnumerateArray().All(one => one.GetProperty("smartlockId").GetInt64() == rig.Gate));
                break;
            case NukiFault.NumbersAsStrings:
                Assert.IsTrue(got.EnumerateArray().All(one => one.EnumerateObject().All(f => f.Value.ValueKind != JsonValueKind.Number)));
                Assert.AreEqual(rig.Front.ToString(CultureInfo.InvariantCulture), got[0].GetProperty("smartlockId").GetString());
                break;
            case NukiFault.NullNames:
                Assert.IsTrue(got.EnumerateArray().All(one => one.GetProperty("name").ValueKind == JsonValueKind.Null));
                break;
            case NukiFault.UnknownTypes:
                Assert.IsTrue(got.EnumerateArray().All(one => one.GetProperty("type").GetInt32() == 99));
                break;
            case NukiFault.HugeString:
                Assert.AreEqual(1024 * 1024, got[0].GetProperty("name").GetString()!.Length);
                Assert.AreEqual(good[1].GetRawText(), got[1].GetRawText());
                break;
            default:
                Assert.Fail("no case for " + fault);
                break;
        }
    }

    private static string Body(HttpResponseMessage answer)
    {
        return answer.Content.ReadAsStringAsync().GetAwaiter().GetResult();
    }
}
