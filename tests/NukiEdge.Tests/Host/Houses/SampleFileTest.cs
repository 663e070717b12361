using System.IO;
using NukiEdge.Core;
using NukiEdge.Core.Houses;
using NukiEdge.Tests.Repository;
using NukiEdge.Tests.Support;
using NukiEdge.Web.Houses;

namespace NukiEdge.Tests.Houses;

/// <summary>The sample house that the simulator starts with.</summary>
[TestClass]
public class SampleFileTest
{
    private static readonly string Path = System.IO.Path.Combine(Checkout.Root, "firmware", "NukiEdge.Simulator", "Sample", "house.json");

    [TestMethod]
    public void The_sample_house_fits_both_boards()
    {
        byte[] file = File.ReadAllBytes(Path);
        foreach (Limits limits in new[] { Limits.SmallBoard(), Limits.LargeBoard() })
        {
            HouseError error = HouseReader.Read(new MemorySource(file, file.Length, 128), new House(limits));
            Assert.IsNull(error, error?.Text());
        }
    }

    [TestMethod]
    public void The_sample_house_cut_at_any_byte_is_refused_with_a_line_of_the_file()
    {
        byte[] file = File.ReadAllBytes(Path);
        int end = file.Length;
        while (file[end - 1] is (byte)'\n' or (byte)'\r' or (byte)' ')
        {
            end--;
        }

        int line = 1;
        for (int length = 0; length < end; length++)
        {
            HouseError error = HouseReader.Read(new MemorySource(file, length, 128), new House(Limits.LargeBoard()));
            Assert.IsNotNull(error, "cut at " + length);
            Assert.IsTrue(error.Line <= line, $"cut at {length}: line {error.Line} of {line}");
            line += file[length] == '\n' ? 1 : 0;
        }
    }
}
