using System;
using System.Collections.Generic;
using System.Linq;
using NukiEdge.Core.Ports;
using NukiEdge.Tests.Flash;
using CollectionAssert = Microsoft.VisualStudio.TestTools.UnitTesting.CollectionAssert;

namespace NukiEdge.Tests.Data;

/// <summary>What <see cref="ISegments"/> promises, for every implementation that a PC can run.</summary>
public abstract class SegmentsContract
{
    private const int Count = 3;

    protected abstract ISegments Make(int count);

    [TestMethod]
    public void A_segment_that_was_never_written_is_empty()
    {
        ISegments segments = Make(Count);

        Assert.AreEqual(Count, segments.Count);
        for (int i = 0; i < Count; i++)
        {
            Assert.AreEqual(0, segments.Size(i));
            Assert.AreEqual(0, segments.Read(i, 0, new byte[4], 0, 4));
        }
    }

    [TestMethod]
    public void What_is_appended_follows_what_was_there_and_is_read_from_any_place()
    {
        ISegments segments = Make(Count);

        Assert.IsTrue(segments.Append(1, [9, 1, 2, 3, 9], 1, 3));
        Assert.IsTrue(segments.Append(1, [4, 5], 0, 2));

        Assert.AreEqual(5, segments.Size(1));
        CollectionAssert.AreEqual(new byte[] { 1, 2, 3, 4, 5 }, ReadAll(segments, 1));
        byte[] into = [7, 7, 7, 7, 7];
        Assert.AreEqual(2, segments.Read(1, 2, into, 1, 2));
        CollectionAssert.AreEqual(new byte[] { 7, 3, 4, 7, 7 }, into);
        Assert.AreEqual(1, segments.Read(1, 4, into, 0, 5), "less than asked for before the end");
        Assert.AreEqual(0, segments.Read(1, 5, into, 0, 5), "at the end");
        Assert.AreEqual(0, segments.Read(1, 50, into, 0, 5), "behind the end");
    }

    [TestMethod]
    public void Starting_a_segment_empties_it_and_no_other()
    {
        ISegments segments = Make(Count);
        segments.Append(0, [1, 2], 0, 2);
        segments.Append(1, [3, 4], 0, 2);

        Assert.IsTrue(segments.Start(0));
        Assert.IsTrue(segments.Start(2), "one that was never written");

        Assert.AreEqual(0, segments.Size(0));
        Assert.AreEqual(0, segments.Size(2));
        Assert.IsTrue(segments.Append(0, [5], 0, 1));
        CollectionAssert.AreEqual(new byte[] { 5 }, ReadAll(segments, 0));
        CollectionAssert.AreEqual(new byte[] { 3, 4 }, ReadAll(segments, 1));
    }

    [TestMethod]
    public void A_thousand_random_calls_do_what_lists_of_bytes_do()
    {
        const int seed = 20261122;
        var dice = new Random(seed);
        ISegments segments = Make(Count);
        List<byte>[] model = [[], [], []];
        for (int i = 0; i < 1000; i++)
        {
            int segment = dice.Next(Count);
            byte[] bytes = new byte[dice.Next(100)];
            dice.NextBytes(bytes);
            if (dice.Next(20) == 0)
            {
                Assert.IsTrue(segments.Start(segment));
                model[segment].Clear();
            }
            else if (dice.Next(2) == 0)
            {
                int offset = dice.Next(bytes.Length + 1);
                Assert.IsTrue(segments.Append(segment, bytes, offset, bytes.Length - offset));
                model[segment].AddRange(bytes.Skip(offset));
            }
            else
            {
                int at = dice.Next(model[segment].Count + 10);
                int got = segments.Read(segment, at, bytes, 0, bytes.Length);
                CollectionAssert.AreEqual(model[segment].Skip(at).Take(bytes.Length).ToList(), bytes.Take(got).ToList(), $"seed {seed}, call {i}");
            }

            Assert.AreEqual(model[segment].Count, segments.Size(segment), $"seed {seed}, call {i}");
        }
    }

    private static byte[] ReadAll(ISegments segments, int segment)
    {
        byte[] bytes = new byte[segments.Size(segment)];
        Assert.AreEqual(bytes.Length, segments.Read(segment, 0, bytes, 0, bytes.Length));
        return bytes;
    }
}

/// <summary>The fake that all tests of the flash format rest on keeps the same promises.</summary>
[TestClass]
public class FakeSegmentsTest : SegmentsContract
{
    protected override ISegments Make(int count)
    {
        return new FakeFlash(count);
    }
}
