using System;
using System.IO;
using NukiEdge.Core.Ports;
using NukiEdge.Simulator.Adapters;
using CollectionAssert = Microsoft.VisualStudio.TestTools.UnitTesting.CollectionAssert;
using OSCondition = Microsoft.VisualStudio.TestTools.UnitTesting.OSConditionAttribute;
using OperatingSystems = Microsoft.VisualStudio.TestTools.UnitTesting.OperatingSystems;

namespace NukiEdge.Tests.Data;

[TestClass]
public sealed class FileSegmentsTest : SegmentsContract, IDisposable
{
    private readonly TempFolder _folder = TempFolder.Made();

    public void Dispose()
    {
        _folder.Dispose();
    }

    protected override ISegments Make(int count)
    {
        return new FileSegments(new DataFolder(_folder.Path), count);
    }

    [TestMethod]
    public void What_one_has_written_another_reads_and_appends_to()
    {
        Make(2).Append(1, [1, 2], 0, 2);

        Assert.IsTrue(Make(2).Append(1, [3], 0, 1));
        CollectionAssert.AreEqual(new byte[] { 1, 2, 3 }, File.ReadAllBytes(_folder.FileOf("log1-1")));
    }

    [TestMethod]
    public void Without_its_folder_every_call_says_so_and_none_throws()
    {
        _folder.Dispose();

        AssertFails(Make(2));
    }

    [TestMethod]
    public void What_is_no_file_fails_and_does_not_throw()
    {
        Directory.CreateDirectory(_folder.FileOf("log1-0"));

        AssertFails(Make(2));
    }

    [TestMethod]
    [OSCondition(OperatingSystems.Linux)]
    public void A_full_disk_takes_nothing_and_says_so()
    {
        File.CreateSymbolicLink(_folder.FileOf("log1-0"), "/dev/full");

        Assert.IsFalse(Make(2).Append(0, [1], 0, 1));
    }

    [TestMethod]
    public void A_reader_who_has_a_file_open_hinders_neither_append_nor_start()
    {
        ISegments segments = Make(2);
        segments.Append(0, [1], 0, 1);
        using var reader = new FileStream(_folder.FileOf("log1-0"), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);

        Assert.IsTrue(segments.Append(0, [2], 0, 1));
        Assert.AreEqual(2, segments.Size(0));
        Assert.IsTrue(segments.Start(0));
        Assert.AreEqual(0, segments.Size(0));
    }

    private static void AssertFails(ISegments segments)
    {
        Assert.AreEqual(-1, segments.Size(0));
        Assert.AreEqual(-1, segments.Read(0, 0, new byte[4], 0, 4));
        Assert.IsFalse(segments.Start(0));
        Assert.IsFalse(segments.Append(0, [1], 0, 1));
    }
}
