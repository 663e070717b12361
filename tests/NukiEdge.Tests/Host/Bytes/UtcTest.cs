using System;
using NukiEdge.Core.Bytes;
using NukiEdge.Tests.Support;

namespace NukiEdge.Tests.Bytes;

[TestClass]
public class UtcTest
{
    [TestMethod]
    public void Ten_thousand_instants_are_written_as_DotNet_writes_them()
    {
        int seed = Environment.TickCount;
        var random = new Random(seed);
        for (int i = 0; i < 10000; i++)
        {
            long seconds = random.NextInt64(253402300800);
            ByteWriter writer = Raw.Writer(20);
            writer.AddUtc(seconds);
            string wanted = DateTime.UnixEpoch.AddSeconds(seconds).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'");
            Assert.AreEqual(wanted, Raw.Text(writer), $"{seconds} s, seed {seed}");
        }
    }
}
