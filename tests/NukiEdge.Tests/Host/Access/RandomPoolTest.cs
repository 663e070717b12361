using System;
using System.Collections.Generic;
using NukiEdge.Core.Ports;
using NukiEdge.Simulator.Adapters;
using NukiEdge.Web.Seals;

namespace NukiEdge.Tests.Access;

/// <summary>Random bytes on a board whose generator only calculates.</summary>
[TestClass]
public sealed class RandomPoolTest
{
    [TestMethod]
    public void Two_boxes_whose_generators_give_the_same_bytes_give_others()
    {
        var seen = new HashSet<string>();
        foreach ((string own, long us) in new[] { ("A", 0L), ("B", 0L), ("A", 1L), ("A", 2L) })
        {
            var pool = new RandomPool(new PcHmac(), new Stuck(), System.Text.Encoding.ASCII.GetBytes(own));
            pool.Stir(us);
            Assert.IsTrue(seen.Add(Take(pool, 24)), own + us);
        }

        var same = new RandomPool(new PcHmac(), new Stuck(), "A"u8.ToArray());
        same.Stir(1);
        Assert.IsFalse(seen.Add(Take(same, 24)), "nothing else goes in");
        var mixed = new RandomPool(new PcHmac(), new Stuck(), "A"u8.ToArray());
        mixed.Stir(1);
        mixed.Mix([7]);
        Assert.IsTrue(seen.Add(Take(mixed, 24)));
    }

    [TestMethod]
    public void No_bytes_come_twice_and_all_values_come_as_often()
    {
        var pool = new RandomPool(new PcHmac(), new Stuck(), []);
        var seen = new HashSet<string>();
        int[] counts = new int[256];
        for (int i = 0; i < 4000; i++)
        {
            byte[] bytes = new byte[100];
            pool.Fill(bytes);
            Assert.IsTrue(seen.Add(Convert.ToHexString(bytes, 0, 32)) && seen.Add(Convert.ToHexString(bytes, 32, 32)) && seen.Add(Convert.ToHexString(bytes, 68, 32)));
            foreach (byte b in bytes)
            {
                counts[b]++;
            }
        }

        foreach (int count in counts)
        {
            Assert.IsInRange(1300, 1850, count); // 1562 expected, seven deviations to either side
        }
    }

    private static string Take(RandomPool pool, int count)
    {
        byte[] bytes = new byte[count];
        pool.Fill(bytes);
        return Convert.ToHexString(bytes);
    }

    /// <summary>A generator that always gives the same.</summary>
    private sealed class Stuck : IRandom
    {
        public void Fill(byte[] into)
        {
            Array.Clear(into);
        }
    }
}
