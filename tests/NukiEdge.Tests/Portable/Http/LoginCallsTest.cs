using System;
using System.Text;
using NukiEdge.Core;
using NukiEdge.Core.Bytes;
using NukiEdge.Core.Ports;
using NukiEdge.Core.Scenes;
using NukiEdge.Net.Http;

namespace NukiEdge.Tests.Http;

/// <summary>A caller's calls: which requests go out, and what becomes the call's result.</summary>
[TestClass]
public class LoginCallsTest
{
    private const uint Address = 0x0A000009;
    private const string Digest = "Digest realm=\"r\", nonce=\"n\", qop=\"auth\"";

    private readonly FakeTarget _target = new FakeTarget();
    private readonly HttpCall _call = new HttpCall(100) { Address = Address, Port = 80 };
    private readonly byte[] _random = new byte[8];

    [TestMethod]
    public void A_target_without_a_login_is_asked_once_and_its_headers_are_nobodys_business()
    {
        LoginCalls calls = Calls(false);
        _call.Port = 81;
        Assert.IsFalse(calls.HasLogin(_call));
        _target.Statuses = "401";
        Assert.AreEqual(401, calls.Make(_call, _random));
        Assert.AreEqual("no login;", _target.Trace);
    }

    [TestMethod]
    public void The_first_call_learns_the_nonce_and_the_next_ones_use_it()
    {
        LoginCalls calls = Calls(false);
        Assert.IsTrue(calls.HasLogin(_call));
        _target.Statuses = "401,200,204";
        Assert.AreEqual(200, calls.Make(_call, _random));
        Assert.AreEqual(204, calls.Make(_call, _random));
        Assert.AreEqual("plain;Digest nc=00000001;Digest nc=00000002;", _target.Trace);
    }

    [TestMethod]
    public void Two_callers_share_nonce_and_back_off()
    {
        TargetLogins logins = Logins(false);
        LoginCalls one = new LoginCalls(logins, _target, _target);
        LoginCalls other = new LoginCalls(logins, _target, _target);
        _target.Statuses = "401,200,200,429";
        Assert.AreEqual(200, one.Make(_call, _random));
        Assert.AreEqual(200, other.Make(_call, _random));
        Assert.AreEqual(429, one.Make(_call, _random));
        Assert.AreEqual(HttpCall.Waiting, other.Make(_call, _random));
        Assert.AreEqual("plain;Digest nc=00000001;Digest nc=00000002;Digest nc=00000003;", _target.Trace);
    }

    [TestMethod]
    public void A_refused_login_is_a_401_and_then_nothing_is_sent_until_the_back_off_is_over()
    {
        LoginCalls calls = Calls(false);
        _target.Statuses = "401,401,200";
        Assert.AreEqual(401, calls.Make(_call, _random));
        Assert.AreEqual(HttpCall.Waiting, calls.Make(_call, _random));
        _target.NowUs += LoginBackOff.FirstUs;
        Assert.AreEqual(200, calls.Make(_call, _random));
        Assert.AreEqual("plain;Digest nc=00000001;plain;", _target.Trace);
    }

    [TestMethod]
    public void Another_target_that_comes_or_goes_leaves_this_one_its_nonce_and_a_new_password_begins_anew()
    {
        TargetTable table = new TargetTable(2);
        TargetLogins logins = new TargetLogins(table, Limits.SmallBoard());
        LoginCalls calls = new LoginCalls(logins, _target, _target);
        logins.Changed(table.Put(-1, Address + 1, 80, false, Encoding.UTF8.GetBytes("other"), Encoding.UTF8.GetBytes("x")));
        Assert.IsFalse(calls.HasLogin(_call));
        logins.Changed(table.Put(-1, Address, 80, false, Encoding.UTF8.GetBytes("u"), Encoding.UTF8.GetBytes("p")));
        _target.Statuses = "401,200,200,401,401";
        Assert.AreEqual(200, calls.Make(_call, _random));
        table.Remove(0);
        logins.Removed(0);
        Assert.AreEqual(200, calls.Make(_call, _random));
        Assert.AreEqual(401, calls.Make(_call, _random));
        Assert.AreEqual(HttpCall.Waiting, calls.Make(_call, _random));
        logins.Changed(table.Put(0, Address, 80, false, Encoding.UTF8.GetBytes("u"), Encoding.UTF8.GetBytes("q")));
        _target.Statuses = "401,200";
        Assert.AreEqual(200, calls.Make(_call, _random));
        table.Remove(0);
        logins.Removed(0);
        Assert.IsFalse(calls.HasLogin(_call));
    }

    [TestMethod]
    public void Basic_is_sent_only_where_the_owner_allows_it()
    {
        _target.Challenge = "Basic realm=\"r\"";
        _target.Statuses = "401";
        Assert.AreEqual(401, Calls(false).Make(_call, _random));
        Assert.AreEqual("plain;", _target.Trace);
        _target.Statuses = "401,200";
        Assert.AreEqual(200, Calls(true).Make(_call, _random));
        Assert.AreEqual("plain;plain;Basic dTpw;", _target.Trace);
    }

    [TestMethod]
    public void A_call_that_broke_ends_with_that()
    {
        LoginCalls calls = Calls(false);
        _target.Statuses = "401,-3";
        Assert.AreEqual(HttpCall.Broken, calls.Make(_call, _random));
    }

    [TestMethod]
    public void A_header_that_does_not_fit_is_not_sent()
    {
        LoginCalls calls = Calls(false);
        _target.Target = new string('x', 2000);
        _target.Statuses = "401";
        Assert.AreEqual(401, calls.Make(_call, _random));
        Assert.AreEqual("plain;", _target.Trace);
    }

    private LoginCalls Calls(bool basic)
    {
        return new LoginCalls(Logins(basic), _target, _target);
    }

    private static TargetLogins Logins(bool basic)
    {
        TargetTable table = new TargetTable(1);
        Image.PutU32(table.Records, TargetTable.AddressAt, Address);
        Image.PutU16(table.Records, TargetTable.PortAt, 80);
        table.Records[TargetTable.BasicAt] = (byte)(basic ? 1 : 0);
        table.Records[TargetTable.UserAt] = 1;
        table.Records[TargetTable.UserAt + 1] = (byte)'u';
        table.Records[TargetTable.PasswordAt] = 1;
        table.Records[TargetTable.PasswordAt + 1] = (byte)'p';
        table.Count = 1;
        return new TargetLogins(table, Limits.SmallBoard());
    }

    /// <summary>A target that answers what it is told to, and a clock that stands still.</summary>
    private sealed class FakeTarget : IHttpExchange, IClock
    {
        public string Statuses = "";
        public string Challenge = Digest;
        public string Target = "/";
        public string Trace = "";

        public long NowUs { get; set; } = -5;

        public long UtcSeconds => -1;

        public string TargetOf(HttpCall call)
        {
            return Target;
        }

        public int Send(HttpCall call, ByteWriter authorization, LoginTry answer)
        {
            string header = authorization == null ? "" : Encoding.UTF8.GetString(authorization.Buffer, 0, authorization.Length);
            int count = header.IndexOf("nc=");
            Trace += (answer == null ? "no login" : authorization == null ? "plain" : count < 0 ? header
                : "Digest " + header.Substring(count, 11)) + ";";
            if (Statuses == "")
            {
                throw new Exception("asked once too often");
            }

            int comma = Statuses.IndexOf(',');
            int status = int.Parse(comma < 0 ? Statuses : Statuses.Substring(0, comma));
            Statuses = comma < 0 ? "" : Statuses.Substring(comma + 1);
            if (answer != null)
            {
                answer.Challenges.Add(status == 401 ? Challenge : null);
            }

            return status;
        }
    }
}
