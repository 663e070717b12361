using System;

namespace NukiEdge.Tests.Memory;

/// <summary>What code allocates itself: the runtime allocates on the same thread whenever it compiles a part anew, so the least of many tries counts.</summary>
internal static class LeastAllocated
{
    private const int Tries = 40;

    /// <summary>Bytes that the work allocates each time; a try that allocates nothing is the last.</summary>
    /// <param name="prepare">Makes what the work needs; not measured.</param>
    public static long By(Action prepare, Action work)
    {
        long least = long.MaxValue;
        for (int i = 0; i < Tries && least > 0; i++)
        {
            prepare();
            long before = GC.GetAllocatedBytesForCurrentThread();
            work();
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        return least;
    }
}
