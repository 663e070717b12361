using System.Text;
using NukiEdge.Web.Api;

namespace NukiEdge.Tests.Api;

/// <summary>A board whose memory holds one house and no second one beside it.</summary>
[TestClass]
public sealed class SmallMemoryTest
{
    [TestMethod]
    public void A_house_that_cannot_be_read_beside_the_running_one_is_kept_unread_for_the_next_start()
    {
        using PageRig rig = new PageRig().LoggedIn();
        rig.Appliance.Ask(() => rig.Appliance.Api.Heap = new Heap(20000));
        Reply read = rig.Client.Ask("GET", "/api/house");
        string target = "/api/house?revision=" + read.Tag;
        Assert.AreEqual(409, rig.Client.Ask("PUT", target + "&check=1", read.Text).Status);
        Assert.IsFalse(rig.Import.Exists);
        Reply kept = rig.Client.Ask("PUT", target, "{ \"house\": 2 }");
        Assert.AreEqual(200, kept.Status, kept.Text);
        Assert.IsTrue(kept.Json.GetProperty("restart").GetBoolean());
        byte[] content = new byte[100];
        Assert.AreEqual("{ \"house\": 2 }", Encoding.UTF8.GetString(content, 0, rig.Import.Read(content, 0, 100)), "the next start refuses it");
        Assert.AreEqual(20000, rig.Client.Ask("GET", "/api/status").Json.GetProperty("heapFree").GetInt32());
    }

    [TestMethod]
    public void With_room_for_two_a_wrong_house_is_refused_at_once()
    {
        using PageRig rig = new PageRig().LoggedIn();
        rig.Appliance.Ask(() => rig.Appliance.Api.Heap = new Heap(1 << 20));
        Reply read = rig.Client.Ask("GET", "/api/house");
        Assert.AreEqual(400, rig.Client.Ask("PUT", "/api/house?revision=" + read.Tag, "{ \"house\": 2 }").Status);
        Assert.IsFalse(rig.Import.Exists);
    }

    private sealed class Heap : IHeap
    {
        private readonly long _free;

        public Heap(long free)
        {
            _free = free;
        }

        public long FreeBytes(long nowUs)
        {
            return _free;
        }

        public long FreeBytesNow()
        {
            return _free;
        }
    }
}
