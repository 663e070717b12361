using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Xml.Linq;

namespace NukiEdge.Tests.Repository;

/// <summary>One set of files, two project files each: what the PC compiles is what the board compiles.</summary>
[TestClass]
public class ProjectFilesTest
{
    [TestMethod]
    public void The_boards_project_of_Core_lists_exactly_the_files_that_the_PC_compiles()
    {
        AssertSame("firmware/NukiEdge.Core/NukiEdge.Core.nfproj");
    }

    [TestMethod]
    public void The_boards_project_of_Net_lists_exactly_the_files_that_the_PC_compiles()
    {
        AssertSame("firmware/NukiEdge.Net/NukiEdge.Net.nfproj");
    }

    [TestMethod]
    public void The_boards_projects_of_Web_and_Connect_list_exactly_the_files_that_the_PC_compiles()
    {
        AssertSame("firmware/NukiEdge.Web/NukiEdge.Web.nfproj");
        AssertSame("firmware/NukiEdge.Web.Api/NukiEdge.Web.Api.nfproj");
        AssertSame("firmware/NukiEdge.Connect/NukiEdge.Connect.nfproj");
    }

    [TestMethod]
    public void The_boards_test_projects_list_every_portable_test()
    {
        string[] projects =
        {
            "tests/NFUnitTest/NFUnitTest.nfproj", "tests/NFUnitTestNet/NFUnitTestNet.nfproj", "tests/NFUnitTestWeb/NFUnitTestWeb.nfproj",
            "tests/NFUnitTestHttp/NFUnitTestHttp.nfproj",
        };
        var taken = new List<string>();
        foreach (string project in projects)
        {
            string[] folders = FoldersOf(project);
            AssertSame(project, folders);
            taken.AddRange(folders);
        }

        var all = Directory.EnumerateDirectories(Path.Combine(Checkout.Root, "tests/NukiEdge.Tests/Portable")).Select(Path.GetFileName);
        Assert.AreEqual("", string.Join(", ", all.Where(f => !taken.Contains("tests/NukiEdge.Tests/Portable/" + f))), "in neither project");
        Assert.AreEqual(0, Directory.EnumerateFiles(Path.Combine(Checkout.Root, "tests/NukiEdge.Tests/Portable"), "*.cs").Count(),
            "a test outside the folders");
    }

    /// <summary>The folders whose files belong to a project besides its own, as its comments say to firmware/sync-nfproj.</summary>
    private static string[] FoldersOf(string project)
    {
        string path = Path.Combine(Checkout.Root, project);
        return System.Text.RegularExpressions.Regex.Matches(File.ReadAllText(path), "files from: ([^ ]+)")
            .Select(m => Path.GetRelativePath(Checkout.Root, Path.Combine(Path.GetDirectoryName(path)!, m.Groups[1].Value))).ToArray();
    }

    [TestMethod]
    public void The_boards_program_lists_its_own_files_and_the_shared_socket_code()
    {
        AssertSame("firmware/NukiEdge.Device/NukiEdge.Device.nfproj", "firmware/shared");
    }

    [TestMethod]
    public void The_boards_packages_are_those_that_its_projects_reference()
    {
        foreach (string project in Directory.EnumerateFiles(Checkout.Root, "*.nfproj", SearchOption.AllDirectories))
        {
            var hints = XDocument.Load(project).Descendants().Where(e => e.Name.LocalName == "HintPath")
                .Select(e => e.Value.Split('\\').SkipWhile(p => p != "packages").ElementAt(1)).Distinct().Order();
            var packages = XDocument.Load(Path.Combine(Path.GetDirectoryName(project)!, "packages.config")).Root!.Elements()
                .Select(e => (string)e.Attribute("id") + "." + (string)e.Attribute("version")).Order();
            Assert.AreEqual(string.Join("\n", packages), string.Join("\n", hints), project);
        }
    }

    private static void AssertSame(string project, params string[] moreFolders)
    {
        string path = Path.Combine(Checkout.Root, project);
        string folder = Path.GetDirectoryName(path)!;
        var listed = XDocument.Load(path).Descendants().Where(e => e.Name.LocalName == "Compile")
            .Select(e => Path.GetFullPath(Path.Combine(folder, ((string)e.Attribute("Include"))!.Replace('\\', '/'))));
        var there = moreFolders.Select(f => Path.Combine(Checkout.Root, f)).Append(folder).SelectMany(SourcesIn);
        Assert.AreEqual(string.Join("\n", there.Order(StringComparer.Ordinal)), string.Join("\n", listed.Order(StringComparer.Ordinal)),
            project + ": run firmware/sync-nfproj");
    }

    private static IEnumerable<string> SourcesIn(string folder)
    {
        return Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories)
            .Where(f => !f.Contains("/obj/", StringComparison.Ordinal) && !f.Contains("/bin/", StringComparison.Ordinal))
            .Select(Path.GetFullPath);
    }
}
