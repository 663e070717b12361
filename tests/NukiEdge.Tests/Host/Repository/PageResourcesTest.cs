using System;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using NukiEdge.Device;
using NukiEdge.Simulator.Adapters;

namespace NukiEdge.Tests.Repository;

/// <summary>What the board carries of the page is the committed dist, file by file. What differs: run firmware/NukiEdge.Web/Page/build.</summary>
[TestClass]
public sealed class PageResourcesTest
{
    private const string Advice = ": run firmware/NukiEdge.Web/Page/build (--board, where dist is right)";

    private static readonly string Device = Path.Combine(Checkout.Root, "firmware/NukiEdge.Device");
    private static readonly string[] Dist = Directory.GetFiles(Path.Combine(Checkout.Root, "firmware/NukiEdge.Web/Page/dist"))
        .Order(StringComparer.Ordinal).ToArray();

    [TestMethod]
    public void The_boards_resources_are_the_files_of_dist_and_no_others()
    {
        var listed = XDocument.Load(Path.Combine(Device, "PageResources.resx")).Root!.Elements("data").ToList();
        var files = listed.Select(d => Path.GetFullPath(Path.Combine(Device, d.Element("value")!.Value.Split(';')[0].Replace('\\', '/'))));
        Assert.AreEqual(string.Join('\n', Dist), string.Join('\n', files.Order(StringComparer.Ordinal)), "PageResources.resx" + Advice);
        Assert.IsTrue(listed.All(d => d.Element("value")!.Value.Split(';')[1].StartsWith("System.Byte[],", StringComparison.Ordinal)));

        string designer = File.ReadAllText(Path.Combine(Device, "PageResources.Designer.cs"));
        var numbers = Regex.Matches(designer, @"^ +(\w+) = (-?\d+),$", RegexOptions.Multiline)
            .ToDictionary(m => m.Groups[1].Value, m => int.Parse(m.Groups[2].Value, CultureInfo.InvariantCulture));
        var names = listed.Select(d => d.Attribute("name")!.Value).ToList();
        Assert.AreEqual(string.Join('\n', names), string.Join('\n', numbers.Keys), "PageResources.Designer.cs" + Advice);
        foreach (string name in names)
        {
            Assert.AreEqual(NumberOf(name), numbers[name], name);
        }

        Assert.AreEqual(numbers.Count, numbers.Values.Distinct().Count());
        string ofTable = string.Join('\n', Enumerable.Range(0, PageTable.Count).Select(i => (int)PageTable.Resource(i)));
        string ofDesigner = string.Join('\n', numbers.Values);
        Assert.AreEqual(ofDesigner, ofTable, "PageTable.cs" + Advice);
        string project = File.ReadAllText(Path.Combine(Device, "NukiEdge.Device.nfproj"));
        Microsoft.VisualStudio.TestTools.UnitTesting.StringAssert.Contains(project, "<EmbeddedResource Include=\"PageResources.resx\">");
        Microsoft.VisualStudio.TestTools.UnitTesting.StringAssert.Contains(designer, "\"NukiEdge.Device.PageResources\"", "its root namespace and the file's name");
    }

    [TestMethod]
    public void The_board_gives_each_file_the_path_length_type_and_tag_that_the_PC_gives_it()
    {
        FolderPages pc = FolderPages.BuiltIn();
        Assert.AreEqual(PageTable.Count, Dist.Length, "PageTable.cs" + Advice);
        for (int i = 0; i < PageTable.Count; i++)
        {
            string path = PageTable.Path(i);
            byte[] bytes = Encoding.ASCII.GetBytes(path);
            int file = pc.Find(bytes, 0, bytes.Length);
            Assert.IsTrue(file >= 0, path);
            Assert.AreEqual(Path.GetFileName(Dist[i]), path[1..] + ".gz");
            Assert.AreEqual(new FileInfo(Dist[i]).Length, PageTable.Length(i), path + Advice);
            Assert.AreEqual(pc.Length(file), PageTable.Length(i), path + Advice);
            Assert.AreEqual(Encoding.ASCII.GetString(pc.Tag(file)), PageTable.Tag(i), path + Advice);
            Assert.AreEqual(Encoding.ASCII.GetString(pc.ContentType(file)), PageTable.ContentType(i), path);
            Assert.IsTrue(pc.IsGzip(file), path);
        }

        Assert.IsNull(PageTable.Path(PageTable.Count));
    }

    [TestMethod]
    public void A_resources_number_is_the_one_that_the_metadata_processor_makes_of_its_name()
    {
        // "String1" of the project template, as its generated file has had it since the .NET Micro Framework.
        Assert.AreEqual(1228, NumberOf("String1"));
    }

    /// <summary>nanoFramework metadata-processor, nanoResourcesTable.cs, GenerateIdFromResourceName: computed anew from its description.</summary>
    private static int NumberOf(string name)
    {
        int[] half = [(5381 << 16) + 5381, (5381 << 16) + 5381];
        for (int i = 0; i < name.Length; i++)
        {
            half[i & 1] = unchecked((half[i & 1] * 33) ^ name[i]);
        }

        int hash = unchecked(half[0] + (half[1] * 1566083941));
        return (short)((hash >> 16) ^ hash);
    }
}
