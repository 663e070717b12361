using System.Threading;

namespace NukiEdge.Tests;

/// <summary>
/// Servers, timers and clients of many tests share the thread pool, which begins with one thread a core and adds one in half a second:
/// on two cores a test that waits on such a thread would make another's answers half a second late.
/// </summary>
[TestClass]
public static class TestThreads
{
    private const int Least = 64;

    [Microsoft.VisualStudio.TestTools.UnitTesting.AssemblyInitialize]
    public static void HaveEnough(Microsoft.VisualStudio.TestTools.UnitTesting.TestContext context)
    {
        ThreadPool.SetMinThreads(Least, Least);
    }
}
