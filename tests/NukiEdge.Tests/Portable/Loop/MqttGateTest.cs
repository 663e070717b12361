using NukiEdge.Core.Log;
using NukiEdge.Core.Ports;
using NukiEdge.Tests.Support;

namespace NukiEdge.Tests.Loop;

[TestClass]
public class MqttGateTest
{
    private const int Refused = -5, WrongLogin = -4, Unavailable = -3, BadId = -2;

    private readonly EdgeBench _bench = new EdgeBench();
    private uint _peer = 0xC0A80005;
    private int _sameClientId = -1;

    [TestMethod]
    public void A_login_needs_its_own_password()
    {
        Assert.AreEqual(EdgeBench.Reader, Connect("reader|secret3|", 1));
        Assert.AreEqual(WrongLogin, Connect("reader|secret4|", 2));
        Assert.AreEqual(WrongLogin, Connect("||", 3));
        Assert.AreEqual("wrong user or password from 192.168.0.5\nwrong user or password from 192.168.0.5\n", _bench.TakeLog());
    }

    [TestMethod]
    public void Guessing_is_slowed_down_for_that_address_only()
    {
        for (int i = 0; i < 5; i++)
        {
            Assert.AreEqual(WrongLogin, Connect("reader|x|", i + 1));
        }

        Assert.IsTrue(_bench.TakeLog().IndexOf("too often: it has to wait") > 0, "log");
        Assert.AreEqual(Unavailable, Connect("reader|secret3|", 9));
        _peer++;
        Assert.AreEqual(EdgeBench.Reader, Connect("reader|secret3|", 10));
        _peer--;
        _bench.Clock.PassMs(1000);
        Assert.AreEqual(EdgeBench.Reader, Connect("reader|secret3|", 11));
    }

    [TestMethod]
    public void A_locks_login_comes_only_with_its_own_lock()
    {
        Assert.AreEqual(EdgeBench.Front, Connect("front|secret1|nuki/3807B7EC/connected", 1));
        _bench.Edge.Gate.Disconnected(EdgeBench.Front, 1);
        Assert.AreEqual(EdgeBench.Front, Connect("front|secret1|nuki/3807b7ec/connected", 2));
        _bench.Edge.Gate.Disconnected(EdgeBench.Front, 2);
        _bench.TakeLog();
        Assert.AreEqual(Refused, Connect("front|secret1|nuki/1A/connected", 3));
        Assert.AreEqual("login front refused: it came with lock 1A but belongs to Front\n", _bench.TakeLog());
        string[] wrong = { "", "nuki/3807B7EC/state", "nuki/0/connected", "x", "nuki/3807B7EC/connected/x" };
        for (int i = 0; i < wrong.Length; i++)
        {
            Assert.AreEqual(Refused, Connect("front|secret1|" + wrong[i], 4), wrong[i]);
        }
    }

    [TestMethod]
    public void What_a_lock_sends_again_may_be_from_before_the_start_until_a_connection_of_a_minute_has_ended()
    {
        const string Front = "front|secret1|nuki/3807B7EC/connected";
        Assert.IsTrue(_bench.Edge.Gate.MayBeFromBefore(EdgeBench.Front));
        Connect(Front, 1);
        _bench.Clock.PassMs(3600000);
        Assert.IsTrue(_bench.Edge.Gate.MayBeFromBefore(EdgeBench.Front), "on the first connection there is no other first sending");
        _bench.Clock.PassMs(-3599000);
        _bench.Edge.Gate.Disconnected(EdgeBench.Front, 1);
        _bench.Clock.PassMs(3600000);
        Connect(Front, 2);
        Assert.IsTrue(_bench.Edge.Gate.MayBeFromBefore(EdgeBench.Front), "the first was too short to send again");
        _bench.Clock.PassMs(60000);
        _bench.Edge.Gate.Disconnected(EdgeBench.Front, 2);
        Connect(Front, 3);
        Assert.IsFalse(_bench.Edge.Gate.MayBeFromBefore(EdgeBench.Front));
    }

    [TestMethod]
    public void A_fresh_login_is_bound_to_the_lock_it_comes_with_and_is_not_confirmed()
    {
        Assert.AreEqual(EdgeBench.Fresh, Connect("fresh|secret2|nuki/1A/connected", 1));
        Assert.AreEqual(1, _bench.House.Logins.LockOf(EdgeBench.Fresh));
        Assert.IsFalse(_bench.House.Logins.IsConfirmed(EdgeBench.Fresh));
        Assert.AreEqual("login fresh was bound to lock 1A; its events are held until you confirm that\n", _bench.TakeLog());
        _bench.Edge.Gate.Disconnected(EdgeBench.Fresh, 1);
        Assert.AreEqual(Refused, Connect("fresh|secret2|nuki/3807B7EC/connected", 2), "for good");
    }

    [TestMethod]
    public void A_fresh_login_takes_no_lock_that_has_a_login()
    {
        Assert.AreEqual(Refused, Connect("fresh|secret2|nuki/3807B7EC/connected", 1));
        Assert.AreEqual(-1, _bench.House.Logins.LockOf(EdgeBench.Fresh));
    }

    [TestMethod]
    public void A_fresh_login_brings_a_new_lock_under_its_id()
    {
        Assert.AreEqual(EdgeBench.Fresh, Connect("fresh|secret2|nuki/77/connected", 1));
        Assert.AreEqual(3, _bench.House.Locks.Count);
        Assert.AreEqual("77", _bench.House.Locks.Names.Text(2));
        Assert.AreEqual(2, _bench.House.Locks.IndexOf(0x77));
        _bench.Send("nuki/77/lockActionEvent", "1,2,0,0,1", EdgeBench.Fresh, 1);
        Assert.AreEqual("", _bench.Relays.Trace);
        Assert.AreEqual(Reason.LockNotConfirmed, _bench.Last(EventLog.Announcement).Reason);
    }

    [TestMethod]
    public void A_lock_that_a_fresh_login_brings_gets_a_name_of_its_own()
    {
        EdgeBench bench = new EdgeBench(SampleHouse.With("[{`name`:`fresh`,`id`:`1`},{`name`:`78`,`id`:`2`}]", SampleHouse.Relays, "[]",
            "[]", "[]", "[{`user`:`fresh`,`password`:`a`,`role`:`lock`},{`user`:`78`,`password`:`b`,`role`:`lock`}]"));
        Assert.AreEqual(0, Connect(bench, "fresh|a|nuki/77/connected", 1));
        Connect(bench, "78|b|nuki/78/connected", 2);
        for (int i = 0; i < bench.House.Locks.Count; i++)
        {
            for (int k = 0; k < i; k++)
            {
                Assert.IsTrue(bench.House.Locks.Names.Text(i) != bench.House.Locks.Names.Text(k), "two locks with one name");
            }
        }
    }

    [TestMethod]
    public void When_all_places_for_locks_are_taken_a_fresh_login_is_refused()
    {
        while (_bench.House.Locks.Count < _bench.House.Locks.Capacity)
        {
            _bench.House.Locks.Add((uint)_bench.House.Locks.Count + 100, Raw.Of("x"), 0, 1);
        }

        Assert.AreEqual(Refused, Connect("fresh|secret2|nuki/77/connected", 1));
        Assert.AreEqual(-1, _bench.House.Logins.LockOf(EdgeBench.Fresh));
    }

    [TestMethod]
    public void A_connected_lock_is_taken_over_only_with_its_client_id_and_another_address_warns()
    {
        Assert.AreEqual(EdgeBench.Front, Connect("front|secret1|nuki/3807B7EC/connected", 1));
        Assert.AreEqual(Refused, Connect("front|secret1|nuki/3807B7EC/connected", 2), "another client id");
        _bench.TakeLog();
        _sameClientId = EdgeBench.Front;
        Assert.AreEqual(EdgeBench.Front, Connect("front|secret1|nuki/3807B7EC/connected", 3));
        Assert.AreEqual("Front connected again\n", _bench.TakeLog());
        _peer++;
        Assert.AreEqual(EdgeBench.Front, Connect("front|secret1|nuki/3807B7EC/connected", 4));
        Assert.AreEqual("WARNING: Front connected again from another address, 192.168.0.6\n", _bench.TakeLog());
        _bench.Edge.Gate.Disconnected(EdgeBench.Front, 3);
        _sameClientId = -1;
        Assert.AreEqual(Refused, Connect("front|secret1|nuki/3807B7EC/connected", 5), "the old one's end does not free the seat");
        _bench.Edge.Gate.Disconnected(EdgeBench.Front, 4);
        Assert.AreEqual(EdgeBench.Front, Connect("front|secret1|nuki/3807B7EC/connected", 6));
    }

    [TestMethod]
    public void A_client_id_of_another_login_is_refused()
    {
        _sameClientId = EdgeBench.Front;
        Assert.AreEqual(BadId, Connect("reader|secret3|", 1));
        _sameClientId = EdgeBench.Reader;
        Assert.AreEqual(EdgeBench.Reader, Connect("reader|secret3|", 2));
    }

    [TestMethod]
    public void A_lock_publishes_below_its_own_id_and_nowhere_else()
    {
        May(EdgeBench.Front, "nuki/3807B7EC/state|nuki/3807b7ec/lockActionEvent|nuki/3807B7EC/future|"
            + "homeassistant/lock/nuki_3807B7EC_lock/config|homeassistant/sensor/3807B7EC/battery/config");
        MayNot(EdgeBench.Front, "nuki/1A/lockActionEvent|nuki/3807B7ED/state|nuki/|nuki/x/y|nuki/3807B7EC|nuki/3807B7EC/lockAction|"
            + "nuki/3807B7EC/unlock|home/x|nukiedge/status|$SYS/x|homeassistant/lock/nuki_1A_lock/config|homeassistant/|homeassistant|"
            + "homeassistant/13807B7EC/x|homeassistant/3807B7EC0/x|homeassistant/3807B7E/C|homeassistant/x3807B7EC/y");
    }

    [TestMethod]
    public void A_publish_below_a_lock_that_is_not_its_own_is_called_forged()
    {
        _bench.TakeLog();
        MayNot(EdgeBench.Fresh + 1, "nuki/3807B7EC/lockActionEvent");
        Assert.AreEqual("FORGED: login reader published below nuki/3807B7EC, which is not its lock; dropped\n", _bench.TakeLog());
        MayNot(EdgeBench.Control, "nuki/3807B7EC/lockActionEvent|nuki/3807B7EC/state");
        Assert.IsTrue(_bench.TakeLog().StartsWith("FORGED: login control"), "log");
    }

    [TestMethod]
    public void A_reader_publishes_nothing_and_a_controller_commands_only_what_it_was_granted()
    {
        MayNot(EdgeBench.Reader, "x|nuki/3807B7EC/lockAction|nukiedge/x|homeassistant/x|home/x");
        May(EdgeBench.Control, "x|home/x|homeassistant/x|nuki/3807B7EC/lockAction|nuki/3807B7EC/lock|nuki/3807b7ec/unlock");
        MayNot(EdgeBench.Control, "nuki/1A/lockAction|nuki/99/unlock|nukiedge/status|$SYS/x|nuki/|nuki/3807B7EC/name|nuki/3807B7EC/commandResponse");
    }

    [TestMethod]
    public void A_lock_subscribes_below_its_own_id_and_others_read_everything()
    {
        Assert.IsTrue(MaySubscribe(EdgeBench.Front, "nuki/3807B7EC/lockAction"));
        Assert.IsFalse(MaySubscribe(EdgeBench.Front, "nuki/1A/lockAction"));
        Assert.IsFalse(MaySubscribe(EdgeBench.Front, "#"));
        Assert.IsFalse(MaySubscribe(EdgeBench.Front, "nuki/+/lockAction"));
        Assert.IsTrue(MaySubscribe(EdgeBench.Reader, "#"));
        Assert.IsTrue(MaySubscribe(EdgeBench.Control, "nuki/+/lockActionEvent"));
    }

    [TestMethod]
    public void States_are_retained_first_and_what_is_of_the_moment_never()
    {
        Assert.AreEqual("state", Retain("nuki/3807B7EC/state"));
        Assert.AreEqual("state", Retain("nuki/3807B7EC/timestamp"));
        Assert.AreEqual("yes", Retain("nuki/3807B7EC/future"));
        Assert.AreEqual("yes", Retain("homeassistant/lock/x/config"));
        Assert.AreEqual("no", Retain("nuki/3807B7EC/lockActionEvent"));
        Assert.AreEqual("no", Retain("nuki/3807B7EC/commandResponse"));
        Assert.AreEqual("no", Retain("nuki/3807B7EC/lockAction"));
        Assert.AreEqual("no", Retain("nuki/3807B7EC/lock"));
        Assert.AreEqual("no", Retain("nuki/3807B7EC/unlock"));
    }

    private string Retain(string topic)
    {
        bool may = _bench.Edge.Gate.MayRetain(_bench.Message(topic, "x", EdgeBench.Front, 1), out bool isState);
        return isState ? "state" : may ? "yes" : "no";
    }

    private bool MaySubscribe(int login, string filter)
    {
        byte[] bytes = Raw.Of(filter);
        return _bench.Edge.Gate.MaySubscribe(login, bytes, 0, bytes.Length);
    }

    private void May(int login, string topics)
    {
        string[] all = topics.Split('|');
        for (int i = 0; i < all.Length; i++)
        {
            Assert.IsTrue(_bench.Edge.Gate.MayPublish(_bench.Message(all[i], "x", login, 1)), all[i]);
        }
    }

    private void MayNot(int login, string topics)
    {
        string[] all = topics.Split('|');
        for (int i = 0; i < all.Length; i++)
        {
            Assert.IsFalse(_bench.Edge.Gate.MayPublish(_bench.Message(all[i], "x", login, 1)), all[i]);
        }
    }

    private int Connect(string userPasswordWill, int connection)
    {
        return Connect(_bench, userPasswordWill, connection);
    }

    private int Connect(EdgeBench bench, string userPasswordWill, int connection)
    {
        string[] parts = userPasswordWill.Split('|');
        byte[] buffer = Raw.Of(parts[0] + parts[1] + parts[2]);
        return bench.Edge.Gate.Connect(new ConnectRequest
        {
            Buffer = buffer,
            Connection = connection,
            PeerAddress = _peer,
            UserLength = parts[0].Length,
            PasswordOffset = parts[0].Length,
            PasswordLength = parts[1].Length,
            WillTopicOffset = parts[0].Length + parts[1].Length,
            WillTopicLength = parts[2].Length,
            SameClientIdLogin = _sameClientId,
        });
    }
}
