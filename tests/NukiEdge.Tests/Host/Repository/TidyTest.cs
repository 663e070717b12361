using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;

namespace NukiEdge.Tests.Repository;

/// <summary>The repository checks itself: what the team agreed on and no compiler says.</summary>
[TestClass]
public class TidyTest
{
    private const int LongestFile = 400;

    // Exceptions stop at adapters: these are the adapters, and the one catch around the loop of each program.
    private static readonly string[] MayCatchAll =
    {
        "firmware/shared/", "firmware/NukiEdge.Device/", "firmware/NukiEdge.Simulator/", "tests/",
    };

    [TestMethod]
    public void No_file_grows_beyond_one_idea()
    {
        AssertNone(Sources().Where(f => File.ReadLines(f).Count() > LongestFile
            && !f.EndsWith("GoldenVectors.cs", StringComparison.Ordinal)), "longer than " + LongestFile + " lines");
    }

    [TestMethod]
    public void Only_adapters_catch_every_exception()
    {
        AssertNone(Sources().Where(f => Regex.IsMatch(File.ReadAllText(f), @"catch\s*(\(Exception\b[^)]*\)\s*\{|\{)")
            && !MayCatchAll.Any(m => Relative(f).StartsWith(m, StringComparison.Ordinal))), "catch everything");
    }

    [TestMethod]
    public void No_type_is_called_Manager_Helper_Service_or_Util()
    {
        AssertNone(Sources().Where(f => Regex.IsMatch(File.ReadAllText(f), @"\b(class|struct|interface|enum)\s+\w*(Manager|Helper|Service|Util|Utils)\b")),
            "have a type with an empty name");
    }

    [TestMethod]
    public void No_to_do_list_is_left_in_the_tree()
    {
        string marker = "TO" + "DO";
        AssertNone(Sources().Where(f => Regex.IsMatch(File.ReadAllText(f), @"\b(" + marker + "|FIX" + "ME|HA" + "CK)\\b")), "have a " + marker);
    }

    [TestMethod]
    public void Portable_code_reads_time_and_randomness_from_ports_only()
    {
        string portable = "firmware/NukiEdge.(Core|Net)/";
        AssertNone(Sources().Where(f => Regex.IsMatch(Relative(f), portable)
            && Regex.IsMatch(File.ReadAllText(f), @"\b(DateTime\.|Environment\.Tick|new Random|Thread\.Sleep|Stopwatch)")), "read time by themselves");
    }

    [TestMethod]
    public void No_test_sleeps()
    {
        string sleep = "Thread.Sl" + "eep(";
        AssertNone(Sources().Where(f => Relative(f).StartsWith("tests/NukiEdge.Tests", StringComparison.Ordinal)
            && File.ReadAllText(f).Contains(sleep, StringComparison.Ordinal)), "sleep");
    }

    private static void AssertNone(IEnumerable<string> files, string what)
    {
        Assert.AreEqual("", string.Join("\n", files.Select(Relative)), "these files " + what);
    }

    private static string Relative(string file)
    {
        return Path.GetRelativePath(Checkout.Root, file).Replace('\\', '/');
    }

    private static List<string> Sources()
    {
        return Directory.EnumerateFiles(Checkout.Root, "*.cs", SearchOption.AllDirectories)
            .Where(f => !f.Contains("/obj/", StringComparison.Ordinal) && !f.Contains("/bin/", StringComparison.Ordinal)
                && !f.Contains("/packages/", StringComparison.Ordinal)).ToList();
    }
}
