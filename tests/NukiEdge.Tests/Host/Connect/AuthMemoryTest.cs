using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using System.Text;
using Mono.Cecil;
using NukiEdge.Connect.Answers;
using NukiEdge.Connect.Past;
using NukiEdge.Connect.Webhooks;
using NukiEdge.Core;
using NukiEdge.Core.Bytes;
using NukiEdge.Core.Houses;
using NukiEdge.Core.Log;
using NukiEdge.Core.Ports;
using NukiEdge.Tests.Memory;
using NukiEdge.Tests.Support;

namespace NukiEdge.Tests.Connect;

/// <summary>What readers keep, and what they do not.</summary>
[TestClass]
public class AuthMemoryTest
{
    [TestMethod]
    public void A_sync_takes_at_most_4_KB_over_the_second_table_at_10_and_200_and_2000_auths()
    {
        var bench = new AnswerBench(Limits.LargeBoard());
        foreach (int auths in new[] { 10, 200, 2000 })
        {
            MemorySource body = null;
            long allocated = LeastAllocated.By(() => body = List(auths), () => bench.Reader.Read(body));

            var sum = new HeapSum(("table", new object[] { bench.Table, bench.Builder, bench.Locks, bench.Persons, bench.Table.Records }),
                ("reader", new object[] { bench.Reader, bench.Json }));
            int over = sum.Rows[1].Arrays + sum.Rows[1].Objects;
            Console.WriteLine($"{auths} auths: {allocated} bytes allocated while reading, {over} bytes preallocated over the table");
            Assert.AreEqual(AnswerFault.Ok, bench.Reader.Fault);
            Assert.AreEqual(auths, bench.Table.Records.Count);
            Assert.AreEqual(0L, allocated, auths + " auths");
            Assert.IsTrue(over <= 4096, over + " bytes");
        }
    }

    [TestMethod]
    public void History_and_webhooks_together_take_less_than_6_KB_on_the_small_board()
    {
        var limits = Limits.SmallBoard();
        var bench = new AnswerBench(limits);
        var settings = new NukiWebSettings(limits);
        var log = new EventLog(limits.LogEntries);
        var logs = new LogListReader(bench.Json, limits.PastEntries);
        var outages = new Outages(settings, log, logs, limits.Locks);
        var hmac = new HmacSha256();
        var clock = new TestClock();
        var receiver = new WebhookReceiver(settings, hmac, clock, null, bench.Locks, log, outages.Past);
        var sum = new HeapSum(("house", new object[] { bench.Table, bench.Builder, bench.Locks, bench.Persons, settings, log, hmac, clock, limits }),
            ("auths", new object[] { bench.Reader, bench.Json }), ("devices", new object[] { new SmartlockListReader(bench.Json) }),
            ("history", new object[] { outages }), ("webhooks", new object[] { receiver }));
        int total = 0;
        foreach (var (name, arrays, objects) in sum.Rows.Skip(1))
        {
            Console.WriteLine($"{name}: {arrays + objects} bytes, {objects} of them objects");
            total += arrays + objects;
        }

        Assert.IsTrue(sum.Rows[3].Arrays + sum.Rows[3].Objects + sum.Rows[4].Arrays + sum.Rows[4].Objects < 6 * 1024, total + " bytes");
    }

    [TestMethod]
    public void A_string_of_one_megabyte_is_refused_and_takes_no_memory()
    {
        var bench = new AnswerBench(Limits.LargeBoard());
        foreach (string field in new[] { "name", "other" })
        {
            byte[] text = Encoding.UTF8.GetBytes("[{\"" + field + "\":\"" + new string('x', 1024 * 1024) + "\"}]");
            MemorySource body = null;
            Assert.AreEqual(0L, LeastAllocated.By(() => body = new MemorySource(text, text.Length, 1000), () => bench.Reader.Read(body)));
            Assert.AreEqual(AnswerFault.TextTooLong, bench.Reader.Fault);
        }
    }

    [TestMethod]
    public void No_PIN_stays_in_any_array_whatever_became_of_the_answer()
    {
        string good = SampleHouse.Json("[" + AnswerBench.Code("5", "") + "]");
        foreach (string text in new[] { good, good[..^1], good[..(good.IndexOf("982345", StringComparison.Ordinal) + 6)], good.Replace("\"Anna\"", "null") })
        {
            var bench = new AnswerBench();
            bench.Reader.Read(new MemorySource(text));
            List<byte[]> arrays = Arrays(bench.Reader, bench.Json, bench.Table, bench.Builder).ToList();
            Assert.IsTrue(arrays.Count > 8, "the walk reaches the buffers");
            foreach (byte[] array in arrays)
            {
                string ascii = Encoding.Latin1.GetString(array);
                Assert.IsFalse(ascii.Contains("98234", StringComparison.Ordinal), text);
                Assert.IsFalse(ascii.Contains("82345", StringComparison.Ordinal), text);
            }
        }
    }

    [TestMethod]
    public void A_PIN_is_gone_before_the_next_field_is_read()
    {
        var bench = new AnswerBench();
        string text = SampleHouse.Json("[" + AnswerBench.Code("5", "") + "]");
        int cut = text.IndexOf("\"type\"", StringComparison.Ordinal) + 3;
        var body = new PausingSource(text, cut, () => Encoding.Latin1.GetString(bench.Json.Text));
        bench.Reader.Read(body);
        Assert.AreEqual(AnswerFault.Ok, bench.Reader.Fault);
        Assert.IsTrue(body.Seen.StartsWith("ty", StringComparison.Ordinal), "in the middle of the next name");
        Assert.IsFalse(body.Seen.Contains("2345", StringComparison.Ordinal), body.Seen);
    }

    private sealed class PausingSource : IByteSource
    {
        private readonly byte[] _text;
        private readonly int _cut;
        private readonly Func<string> _look;
        private int _at;

        public PausingSource(string text, int cut, Func<string> look)
        {
            _text = Encoding.UTF8.GetBytes(text);
            _cut = cut;
            _look = look;
        }

        public string Seen { get; private set; } = "";

        public int Read(byte[] buffer, int offset, int count)
        {
            if (_at == _cut)
            {
                Seen = _look();
            }

            int part = Math.Min(count, (_at < _cut ? _cut : _text.Length) - _at);
            Array.Copy(_text, _at, buffer, offset, part);
            _at += part;
            return part;
        }

        public void Rewind()
        {
        }
    }

    [TestMethod]
    public void Neither_history_nor_webhooks_can_reach_a_scene()
    {
        using var assembly = AssemblyDefinition.ReadAssembly(typeof(WebhookReceiver).Assembly.Location);
        List<string> reached = assembly.MainModule.GetTypes()
            .Where(t => t.FullName.Contains(".Past.", StringComparison.Ordinal) || t.FullName.Contains(".Webhooks.", StringComparison.Ordinal))
            .SelectMany(t => t.Methods).Where(m => m.HasBody).SelectMany(m => m.Body.Instructions)
            .Select(i => (i.Operand as MemberReference)?.DeclaringType?.FullName ?? (i.Operand as TypeReference)?.FullName ?? "")
            .Distinct().ToList();
        Assert.IsTrue(reached.Any(r => r.StartsWith("NukiEdge.Core.Log.", StringComparison.Ordinal)), "the walk finds references");
        Assert.AreEqual("", string.Join(" ", reached.Where(r => r.StartsWith("NukiEdge.Core.Scenes.", StringComparison.Ordinal)
            || r.StartsWith("NukiEdge.Core.Rules.", StringComparison.Ordinal) || r.StartsWith("NukiEdge.Core.Loop.", StringComparison.Ordinal)
            || r is "NukiEdge.Core.Locks.LockWatch" or "NukiEdge.Core.Locks.LockState")));
    }

    /// <summary>A list of so many codes, 60 names among them.</summary>
    internal static MemorySource List(int auths)
    {
        var text = new StringBuilder("[");
        for (int i = 1; i <= auths; i++)
        {
            text.Append(i > 1 ? "," : "").Append(AnswerBench.Auth(i.ToString("x24"), i % 3 == 0 ? AnswerBench.Gate : AnswerBench.Front, "13",
                i.ToString(), "Person " + i % 60, ",`creationDate`:`2023-10-18T06:43:48.733Z`,`allowedWeekDays`:" + i % 128));
        }

        byte[] bytes = Encoding.UTF8.GetBytes(SampleHouse.Json(text + "]"));
        return new MemorySource(bytes, bytes.Length, 1460);
    }

    private static IEnumerable<byte[]> Arrays(params object[] roots)
    {
        var seen = new HashSet<object>(ReferenceEqualityComparer.Instance);
        var open = new Stack<object>(roots);
        while (open.Count > 0)
        {
            object o = open.Pop();
            if (o is null || !seen.Add(o))
            {
                continue;
            }

            if (o is byte[] bytes)
            {
                yield return bytes;
                continue;
            }

            for (Type t = o.GetType(); t is not null && t.Assembly.FullName!.StartsWith("NukiEdge", StringComparison.Ordinal); t = t.BaseType)
            {
                foreach (FieldInfo f in t.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
                {
                    open.Push(f.FieldType.IsValueType || f.FieldType.Namespace == "System.Collections.Generic" ? null : f.GetValue(o));
                }
            }
        }
    }
}
