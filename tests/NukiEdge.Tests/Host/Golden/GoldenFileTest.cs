using System;
using System.Collections.Generic;
using System.IO;

namespace NukiEdge.Tests.Golden;

/// <summary>The vectors as they stand in tests/golden/lockActionEvent.json.</summary>
[TestClass]
public class GoldenFileTest
{
    [TestMethod]
    public void Every_vector_of_the_file_is_read_and_identified_as_it_says()
    {
        var wrong = new List<string>();
        foreach (GoldenVector vector in GoldenFile.Read())
        {
            string fault = GoldenParts.Check(vector);
            if (fault.Length > 0)
            {
                wrong.Add(vector.Name + " " + fault);
            }
        }

        Assert.AreEqual("", string.Join("\n", wrong));
    }

    [TestMethod]
    public void Every_vector_of_the_file_runs_what_it_may_run_and_nothing_else()
    {
        var wrong = new List<string>();
        foreach (GoldenVector vector in GoldenFile.Read())
        {
            string fault = GoldenLoop.Check(vector);
            if (fault.Length > 0)
            {
                wrong.Add(vector.Name + " " + fault);
            }
        }

        Assert.AreEqual("", string.Join("\n", wrong));
    }

    [TestMethod]
    public void Vectors_have_names_of_their_own()
    {
        var names = new HashSet<string>();
        foreach (GoldenVector vector in GoldenFile.Read())
        {
            Assert.IsTrue(names.Add(vector.Name), vector.Name);
        }
    }

    [TestMethod]
    public void The_boards_table_is_the_file_in_compact_form()
    {
        string folder = Path.Combine(GoldenFile.Folder, "NukiEdge.Tests", "Portable", "Golden");
        foreach ((string name, string wanted) in CompactForm.Files(GoldenFile.Read()))
        {
            string path = Path.Combine(folder, name);
            if (Environment.GetEnvironmentVariable("NUKIEDGE_REWRITE") == "1")
            {
                File.WriteAllText(path, wanted);
            }

            Assert.AreEqual(wanted, File.Exists(path) ? File.ReadAllText(path).Replace("\r\n", "\n") : "",
                name + " is stale: NUKIEDGE_REWRITE=1 dotnet test --filter The_boards_table writes it anew");
        }
    }

    [TestMethod]
    public void The_compact_form_loses_nothing()
    {
        foreach (GoldenVector vector in GoldenFile.Read())
        {
            string line = CompactForm.Line(vector);
            Assert.AreEqual(line, CompactForm.Line(GoldenText.Read(line)), vector.Name);
        }
    }
}
