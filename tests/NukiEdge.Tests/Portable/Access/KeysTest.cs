using NukiEdge.Core.Ports;
using NukiEdge.Tests.Support;
using NukiEdge.Web.Access;

namespace NukiEdge.Tests.Access;

[TestClass]
public class KeysTest
{
    private const string Password = "a long pass phrase";

    [TestMethod]
    public void A_key_signs_requests_with_its_role_and_none_works_twice()
    {
        AccessBench bench = LoggedIn();
        string reader = bench.MakeKey(AccessRole.Reader, 0, new uint[0]);
        string controller = bench.MakeKey(AccessRole.Controller, 0, new uint[] { 0x2AF5C3D1 });
        Assert.AreEqual(41, reader.Length);
        Assert.AreEqual(AccessRole.Reader, Ask(bench, reader, 1, "GET"));
        Assert.AreEqual(AccessRole.Controller, Ask(bench, controller, 1, "POST"));
        Assert.AreEqual(AccessRole.None, Ask(bench, controller, 1, "POST"), "twice");
        Assert.AreEqual(AccessRole.Controller, Ask(bench, controller, 1795307946123456, "POST") | Ask(bench, controller, 179530794612345, "POST"), "time as counter");
        int key = bench.Request.KeyIndex;
        Assert.IsTrue(bench.Box.Keys.AllowsLock(key, 0x2AF5C3D1));
        Assert.IsFalse(bench.Box.Keys.AllowsLock(key, 0x2AF5C3D2));
        Assert.IsFalse(bench.Box.Keys.AllowsLock(key, 0));
        Assert.IsFalse(bench.Box.Keys.AllowsLock(0, 0x2AF5C3D1), "the reader's");
        Assert.AreEqual("Home Assistant", AccessBench.Text(bench.Box.Keys.Name(key)));
    }

    [TestMethod]
    public void A_keys_request_that_was_changed_at_any_byte_is_refused()
    {
        AccessBench bench = LoggedIn();
        string key = bench.MakeKey(AccessRole.Controller, AccessImage.AllLocks, new uint[0]);
        string proof = bench.SignKey(key, Epoch(bench), 1, "POST", "/api/x", "{}");
        for (int at = 0; at < proof.Length; at++)
        {
            Assert.AreEqual(AccessRole.None, bench.Ask(SignedRequest.Authorization, AccessBench.Changed(proof, at, 1), "POST", "/api/x", "{}"), at.ToString());
        }

        Assert.AreEqual(AccessRole.None, bench.Ask(SignedRequest.Session, proof, "POST", "/api/x", "{}"), "in another header");
        Assert.AreEqual(AccessRole.Controller, bench.Ask(SignedRequest.Authorization, proof, "POST", "/api/x", "{}"));
        Assert.IsTrue(bench.Box.Keys.AllowsLock(bench.Request.KeyIndex, 5));
    }

    [TestMethod]
    public void A_restart_makes_old_requests_of_a_key_worthless_and_keeps_the_key()
    {
        AccessBench bench = LoggedIn();
        string key = bench.MakeKey(AccessRole.Reader, 0, new uint[0]);
        byte[] before = Epoch(bench);
        string proof = bench.SignKey(key, before, 7, "GET", "/", "");
        bench.Restart();
        Assert.AreEqual(AccessRole.None, bench.Ask(SignedRequest.Authorization, proof, "GET", "/", ""));
        Assert.AreEqual(AccessRole.Reader, Ask(bench, key, 1, "GET"));
    }

    [TestMethod]
    public void A_bearer_token_works_only_where_the_owner_switched_it_on_and_the_kept_verifier_is_none()
    {
        AccessBench bench = LoggedIn();
        string key = bench.MakeKey(AccessRole.Controller, 0, new uint[0]);
        Assert.AreEqual(AccessRole.None, Bearer(bench, key));
        bench.Send("PUT", "/", "");
        Assert.AreEqual(AccessVerdict.Ok, bench.Box.SetBearer(bench.Request, 0, true, bench.Clock.NowUs));
        Assert.AreEqual(AccessRole.Controller, Bearer(bench, key));
        Assert.AreEqual(AccessRole.Controller, Bearer(bench, key), "it is meant to");
        for (int at = 0; at < key.Length; at++)
        {
            Assert.AreEqual(AccessRole.None, Bearer(bench, AccessBench.Changed(key, at, 1)), at.ToString());
            Assert.AreEqual(AccessRole.None, Bearer(bench, key.Substring(0, at)), at.ToString());
        }

        string kept = AccessBench.Small(bench.Hmac.Of(Raw.FromHex(key.Substring(9)), Raw.Of("NukiEdge key")), 16);
        Assert.AreEqual(AccessRole.None, Bearer(bench, key.Substring(0, 9) + kept));
        bench.Send("PUT", "/", "");
        bench.Box.SetBearer(bench.Request, 0, false, bench.Clock.NowUs);
        Assert.AreEqual(AccessRole.None, Bearer(bench, key));
    }

    [TestMethod]
    public void A_removed_key_is_refused_also_in_the_middle_of_its_request()
    {
        AccessBench bench = LoggedIn();
        string key = bench.MakeKey(AccessRole.Controller, 0, new uint[0]);
        byte[] proof = Raw.Of(bench.SignKey(key, Epoch(bench), 1, "POST", "/", ""));
        SignedRequest open = bench.Box.Check.Begin(SignedRequest.Authorization, proof, 0, proof.Length, Raw.Of("POST"), Raw.Of("/"), 0, 1, 0,
            AccessBench.Peer, bench.Clock.NowUs);
        Assert.IsNotNull(open);
        bench.TakeNotes();
        bench.Send("DELETE", "/", "");
        Assert.AreEqual(AccessVerdict.Ok, bench.Box.RemoveKey(bench.Request, 0));
        Assert.AreEqual("106 ", bench.TakeNotes());
        Assert.AreEqual(AccessRole.None, bench.Box.Check.End(open, bench.Clock.NowUs));
        Assert.AreEqual(AccessRole.None, Ask(bench, key, 2, "GET"));
        Assert.AreEqual(AccessVerdict.Refused, bench.Box.RemoveKey(open, 0), "no proven request");
    }

    [TestMethod]
    public void Only_a_fresh_owner_makes_keys_and_only_four()
    {
        AccessBench bench = LoggedIn();
        string[] keys = new string[4];
        for (int i = 0; i < 4; i++)
        {
            keys[i] = bench.MakeKey(AccessRole.Controller, AccessImage.Bearer, new uint[0]);
            Assert.AreEqual(41, keys[i].Length);
        }

        Assert.AreEqual("", bench.MakeKey(AccessRole.Reader, 0, new uint[0]), "no place");
        bench.Send("DELETE", "/", "");
        bench.Box.RemoveKey(bench.Request, 2);
        bench.Clock.PassMs(300000);
        Assert.AreEqual("", bench.MakeKey(AccessRole.Reader, 0, new uint[0]), "not fresh");
        Bearer(bench, keys[0]);
        Assert.AreEqual(AccessVerdict.Refused, bench.Box.AddKey(bench.Request, AccessRole.Controller, 0, Raw.Of("x"), new uint[0], bench.Clock.NowUs,
            Raw.Writer(300)), "a key makes none");
        Assert.AreEqual(AccessVerdict.Refused, bench.Box.RemoveKey(bench.Request, 0), "nor removes one");
        Assert.IsNull(bench.Box.Seal(bench.Request, Raw.Of("login"), new byte[1], 1), "nor reads a secret");
        bench.LogIn(Password);
        Assert.AreEqual("", bench.MakeKey(AccessRole.Owner, 0, new uint[0]), "no key is an owner");
        Assert.AreEqual("", bench.MakeKey(AccessRole.Reader, 4, new uint[0]));
        Assert.AreEqual("", bench.MakeKey(AccessRole.Reader, 0, new uint[5]));
        Assert.AreEqual(41, bench.MakeKey(AccessRole.Reader, 0, new uint[4]).Length);
    }

    private static AccessBench LoggedIn()
    {
        AccessBench bench = AccessBench.WithPassword(Password);
        bench.LogIn(Password);
        return bench;
    }

    private static byte[] Epoch(AccessBench bench)
    {
        return Raw.FromHex(AccessBench.Text(bench.Box.Keys.EpochText()));
    }

    private static byte Ask(AccessBench bench, string key, long counter, string method)
    {
        return bench.Ask(SignedRequest.Authorization, bench.SignKey(key, Epoch(bench), counter, method, "/api/x", ""), method, "/api/x", "");
    }

    private static byte Bearer(AccessBench bench, string key)
    {
        return bench.Ask(SignedRequest.Authorization, "Bearer " + key, "POST", "/api/x", "{}");
    }
}
