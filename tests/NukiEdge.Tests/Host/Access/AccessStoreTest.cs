using NukiEdge.Core;
using NukiEdge.Core.Flash;
using NukiEdge.Tests.Flash;
using NukiEdge.Web.Access;

namespace NukiEdge.Tests.Access;

[TestClass]
public class AccessStoreTest
{
    [TestMethod]
    public void Password_and_keys_outlive_a_restart_and_sessions_do_not()
    {
        AccessBench bench = AccessBench.WithPassword("right");
        bench.LogIn("right");
        string key = bench.MakeKey(AccessRole.Reader, AccessImage.Bearer, new uint[0]);
        FakeFlash flash = new FakeFlash(1);
        AccessStore store = Store(flash, bench.Box.Kept);
        Assert.IsTrue(store.SaveAll());

        PageAccess again = new PageAccess(Limits.SmallBoard(), bench.Clock, bench.Hmac, bench.Random, bench.Log);
        Assert.AreEqual((int)SlotResult.Ok, (int)Store(flash, again.Kept).Load());
        bench.Box = again;
        Assert.AreEqual(AccessRole.None, bench.Send("GET", "/", ""));
        Assert.AreEqual(AccessRole.Reader, bench.Ask(SignedRequest.Authorization, "Bearer " + key, "GET", "/", ""));
        Assert.AreEqual(AccessVerdict.Ok, bench.LogIn("right"));
    }

    [TestMethod]
    public void A_change_is_saved_in_pieces_and_one_in_between_is_saved_too()
    {
        AccessBench bench = AccessBench.WithPassword("right");
        FakeFlash flash = new FakeFlash(1);
        AccessStore store = Store(flash, bench.Box.Kept);
        Assert.IsFalse(store.IsSaved);
        store.Step(0);
        bench.Box.ButtonHeld(bench.Clock.NowUs);
        int turns = 0;
        while (store.Step(turns) != long.MaxValue)
        {
            Assert.IsTrue(turns++ < 50, "it ends");
        }

        Assert.IsTrue(store.IsSaved);
        AccessImage kept = new AccessImage(Limits.SmallBoard());
        Store(flash, kept).Load();
        Assert.IsTrue(kept.HasCode);
        Assert.IsFalse(kept.HasPassword);
    }

    [TestMethod]
    public void What_cannot_be_read_leaves_no_password_no_code_and_no_key()
    {
        AccessImage kept = new AccessImage(Limits.SmallBoard());
        for (int i = 0; i < kept.Bytes.Length; i++)
        {
            kept.Bytes[i] = 0xFF;
        }

        Store(new FakeFlash(1), kept).Load();
        Assert.IsFalse(kept.HasCode || kept.HasPassword || kept.IsKey(0));
    }

    [TestMethod]
    public void A_code_is_made_once_of_letters_that_do_not_look_alike()
    {
        AccessImage kept = new AccessImage(Limits.SmallBoard());
        DiceRandom random = new DiceRandom(Support.Dice.New());
        DeviceCode.Make(kept, new QuickHmac(), random);
        string text = DeviceCode.Text(kept);
        DeviceCode.Make(kept, new QuickHmac(), random);
        Assert.AreEqual(text, DeviceCode.Text(kept));
        Assert.AreEqual(14, text.Length);
        for (int i = 0; i < text.Length; i++)
        {
            Assert.IsTrue("-0123456789ABCDEFGHJKMNPQRSTVWXYZ".IndexOf(text[i]) >= 0, text);
        }
    }

    private static AccessStore Store(FakeFlash flash, AccessImage image)
    {
        return new AccessStore(image, new SlotStore(flash, new Crc32(), new byte[SlotStore.WorkBytes], StoreKind.Access, AccessImage.Version));
    }

    /// <summary>No HMAC: a thousand rounds of the managed one take the interpreter a minute.</summary>
    private sealed class QuickHmac : NukiEdge.Core.Ports.IHmac
    {
        public byte[] Of(byte[] key, byte[] data)
        {
            return new byte[32];
        }
    }
}
