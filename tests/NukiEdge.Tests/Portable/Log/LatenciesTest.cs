using NukiEdge.Core.Log;
using NukiEdge.Tests.Support;

namespace NukiEdge.Tests.Log;

[TestClass]
public class LatenciesTest
{
    [TestMethod]
    public void A_percentile_is_the_end_of_its_bucket_and_never_above_the_longest()
    {
        Latencies latencies = new Latencies();
        Assert.AreEqual(0u, latencies.PercentileUs(50));
        for (uint us = 1; us <= 100; us++)
        {
            latencies.Add(us);
        }

        Assert.AreEqual(50u, latencies.PercentileUs(50));
        Assert.AreEqual(100u, latencies.PercentileUs(51));
        Assert.AreEqual(100u, latencies.PercentileUs(95));
        latencies.Add(7000000);
        Assert.AreEqual(7000000u, latencies.MaxUs);
        Assert.AreEqual(7000000u, latencies.PercentileUs(100));
        Assert.AreEqual(101u, latencies.Count);
    }

    [TestMethod]
    public void Decisions_relays_and_answered_calls_are_counted_and_nothing_else()
    {
        EdgeBench bench = new EdgeBench();
        bench.Announce("3,0,54321,12345,1");
        bench.Announce("3,0,54321,999,1");
        // Anna's scene has two relays, the stranger's an MQTT message and a wait.
        Assert.AreEqual(2u, bench.Edge.Log.Relay.Count);
        Assert.AreEqual(2u, bench.Edge.Log.Decided.Count);
        Assert.AreEqual(0u, bench.Edge.Log.Http.Count, "no answer came");
    }
}
