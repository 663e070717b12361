using System;
using System.Linq;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;
using System.IO;

namespace NukiEdge.Tests.Repository;

/// <summary>Design section 5: an assembly holds at most 64 KB of IL and 64 KB of text on the platform.</summary>
[TestClass]
public class AssemblySizeTest
{
#if DEBUG
    // What is not optimized is larger, and no board gets it.
    private const int Limit = 64 * 1024;
#else
    private const int Limit = 52428; // from here on nano-check warns: 80 % of 64 KB
#endif

    [TestMethod]
    public void The_portable_assemblies_stay_well_under_what_the_platform_holds()
    {
        foreach (Type type in new[] { typeof(NukiEdge.Core.Loop.EdgeLoop), typeof(NukiEdge.Net.Mqtt.MqttBroker), typeof(NukiEdge.Web.Houses.HouseReader),
            typeof(NukiEdge.Web.Api.PageServer) })
        {
            string path = type.Assembly.Location;
            using var pe = new PEReader(File.OpenRead(path));
            MetadataReader metadata = pe.GetMetadataReader();
            int il = metadata.MethodDefinitions.Select(metadata.GetMethodDefinition).Where(m => m.RelativeVirtualAddress != 0)
                .Sum(m => pe.GetMethodBody(m.RelativeVirtualAddress).GetILBytes()!.Length);
            int text = metadata.GetHeapSize(HeapIndex.UserString) / 2 + metadata.GetHeapSize(HeapIndex.String);
            Console.WriteLine($"{Path.GetFileName(path)}: {il:N0} bytes of IL, {text:N0} bytes of text");
            Assert.IsTrue(il < Limit && text < Limit, $"{path}: {il} bytes of IL, {text} of text, limit {Limit}");
        }
    }
}
