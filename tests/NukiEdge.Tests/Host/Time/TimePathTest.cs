using System;
using System.Linq;
using Mono.Cecil;
using NukiEdge.Core.Time;
using NukiEdge.Tests.EventPath;

namespace NukiEdge.Tests.Time;

/// <summary>Design section 5 for what the event path asks of time: no struct locals, boxing, lock, try, strings, new.</summary>
[TestClass]
public class TimePathTest
{
    private static readonly string[] Roots =
    {
        "PosixZone::LocalSeconds", "LocalTime::Read", "TimeWindow::Check", "FirstOfDay::Check", "FirstOfDay::MarkRan",
    };

    [TestMethod]
    public void Asking_for_time_allocates_nothing()
    {
        using ModuleDefinition core = ModuleDefinition.ReadModule(typeof(PosixZone).Assembly.Location);
        EventPathInspector inspector = new(core);
        var findings = inspector.Inspect(Roots);
        Console.WriteLine(inspector.MethodCount + " methods read from " + string.Join(", ", Roots));
        Assert.AreEqual("", string.Join("\n", findings));
        Assert.IsTrue(inspector.Methods.Any(m => m.Contains("ZoneChange::LocalSecondsIn", StringComparison.Ordinal)));
    }
}
