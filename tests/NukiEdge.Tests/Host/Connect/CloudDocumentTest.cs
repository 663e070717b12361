using System;
using System.IO;
using System.Text;
using NukiEdge.Connect.Sync;
using NukiEdge.Core.Log;
using NukiEdge.Tests.Repository;
using NukiEdge.Web.Log;

namespace NukiEdge.Tests.Connect;

/// <summary>The document's table of faults is the code's.</summary>
[TestClass]
public class CloudDocumentTest
{
    private const string Begin = "<!-- computed: tests/NukiEdge.Tests/Host/Connect -->";
    private const string End = "<!-- end of computed -->";

    [TestMethod]
    public void Each_fault_stands_in_the_document_with_its_words_and_its_back_off()
    {
        StringBuilder table = new("| code | what the owner reads | next try after | then up to |\n|---:|---|---:|---:|\n");
        for (byte fault = SyncFault.Dns; fault <= SyncFault.NotTaken; fault++)
        {
            bool isUsed = fault <= SyncFault.Unexpected || (fault >= SyncFault.Unauthorized && fault <= SyncFault.OtherStatus) || fault >= SyncFault.NotJson;
            if (isUsed)
            {
                table.Append($"| {fault} | {SyncText.Sentence(fault, 418)} | {Time(SyncBackOff.Seconds(fault, 1))} | {Time(SyncBackOff.Seconds(fault, 100))} |\n");
            }
        }

        string path = Path.Combine(Checkout.Root, "firmware/docs/cloud-sync.md");
        string text = File.ReadAllText(path);
        int from = text.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length;
        int to = text.IndexOf(End, StringComparison.Ordinal);
        if (Environment.GetEnvironmentVariable("NUKIEDGE_WRITE") == "1")
        {
            File.WriteAllText(path, text[..from] + "\n" + table + text[to..]);
        }
        else
        {
            Assert.AreEqual(table.ToString(), text[from..to].TrimStart('\n'), "cloud-sync.md is stale: run this test with NUKIEDGE_WRITE=1");
        }
    }

    private static string Time(int seconds)
    {
        return seconds < 3600 ? seconds / 60 + " min" : seconds / 3600 + " h";
    }
}
