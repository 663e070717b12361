using System;
using System.Collections.Generic;
using System.Text;
using System.Text.Json;
using NukiEdge.Core;
using NukiEdge.Core.Bytes;
using NukiEdge.Core.Log;
using NukiEdge.Simulator.Adapters;
using NukiEdge.Tests.Support;
using NukiEdge.Web.Access;

namespace NukiEdge.Tests.Access;

/// <summary>
/// The box, spoken to in lines of JSON instead of HTTP. Keeps all that crossed, and repeats each request at once as a listener would:
/// the repetition must be refused.
/// </summary>
internal sealed class BoxOnLine
{
    public const string BrokerLogin = "planted broker login 4711";

    public readonly TestClock Clock = new();
    public readonly EventLog Log = new(200);
    public readonly PageAccess Box;
    public readonly List<string> Crossed = new();
    public readonly List<JsonElement> Requests = new();

    public BoxOnLine()
    {
        Box = new PageAccess(Limits.SmallBoard(), Clock, new PcHmac(), new PcRandom(), Log);
        DeviceCode.Make(Box.Kept, new PcHmac(), new PcRandom());
        Box.ButtonPressed(Clock.NowUs);
    }

    /// <summary>Answers a request.</summary>
    public string Answer(string line)
    {
        JsonElement request = JsonDocument.Parse(line).RootElement;
        if (request.GetProperty("method").GetString() == "-")
        {
            Clock.PassMs(1000);
            return "{}";
        }

        Crossed.Add(line);
        Requests.Add(request);
        (int status, string body) = Handle(request);
        Crossed.Add(body);
        Clock.PassMs(20);
        AssertUseless(request, "at once");
        return JsonSerializer.Serialize(new { status, body });
    }

    /// <summary>A request that crossed already does nothing.</summary>
    public void AssertUseless(JsonElement request, string when)
    {
        string target = request.GetProperty("target").GetString()!;
        if (target is "/api/login/first" or "/api/setup/first" or "/api/epoch")
        {
            return; // a beginning has no effect
        }

        string before = Convert.ToHexString(Box.Kept.Bytes) + Box.Sessions.Count(Clock.NowUs);
        (int status, string body) = Handle(request);
        Assert.AreNotEqual(200, status, when + ", again: " + target + " gave " + body);
        Assert.AreEqual(before, Convert.ToHexString(Box.Kept.Bytes) + Box.Sessions.Count(Clock.NowUs), target);
        Box.ButtonPressed(Clock.NowUs); // the listener's guesses shall not slow the owner down here
    }

    private (int Status, string Body) Handle(JsonElement request)
    {
        string method = request.GetProperty("method").GetString()!;
        string target = request.GetProperty("target").GetString()!;
        byte[] body = Encoding.UTF8.GetBytes(request.GetProperty("body").GetString()!);
        ByteWriter answer = Raw.Writer(400);
        switch (target)
        {
            case "/api/setup/first":
                return Text(Box.SetupFirst(body, 0, body.Length, AccessBench.Peer, Clock.NowUs, answer), answer);
            case "/api/setup/final":
                return Text(Box.SetupFinal(body, 0, body.Length, AccessBench.Peer, Clock.NowUs, answer), answer);
            case "/api/login/first":
                return Text(Box.LoginFirst(body, 0, body.Length, AccessBench.Peer, Clock.NowUs, answer), answer);
            case "/api/login/final":
                return Text(Box.LoginFinal(body, 0, body.Length, AccessBench.Peer, Clock.NowUs, answer), answer);
            case "/api/epoch":
                return (200, Encoding.ASCII.GetString(Box.Keys.EpochText()));
        }

        SignedRequest signed = Prove(request, method, target, body);
        return signed is null ? (401, "") : Do(signed, target, body, answer);
    }

    private SignedRequest Prove(JsonElement request, string method, string target, byte[] body)
    {
        byte[] proof = Raw.Of(request.GetProperty("proof").GetString());
        byte[] path = Raw.Of(target);
        byte where = request.GetProperty("header").GetString() switch
        {
            "session" => SignedRequest.Session,
            "ticket" => SignedRequest.Ticket,
            _ => SignedRequest.Authorization,
        };
        SignedRequest signed = Box.Check.Begin(where, proof, 0, proof.Length, Raw.Of(method), path, 0, path.Length, body.Length, AccessBench.Peer,
            Clock.NowUs);
        signed?.Add(new PcHmac(), body, 0, body.Length);
        return signed is null || Box.Check.End(signed, Clock.NowUs) == AccessRole.None ? null : signed;
    }

    private (int Status, string Body) Do(SignedRequest signed, string target, byte[] body, ByteWriter answer)
    {
        switch (target)
        {
            case "/api/nuki/token":
                byte[] token = Box.Open(signed, Raw.Of("token"), body, 0, body.Length);
                Token = Encoding.UTF8.GetString(token);
                return (200, "ok");
            case "/api/broker/login":
                byte[] login = Raw.Of(BrokerLogin);
                return (200, Encoding.ASCII.GetString(Box.Seal(signed, Raw.Of("login"), login, login.Length)));
            case "/api/keys":
                return Text(Box.AddKey(signed, AccessRole.Controller, 0, Raw.Of("Home"), Array.Empty<uint>(), Clock.NowUs, answer), answer);
            case "/api/password":
                return Text(Box.ChangePassword(signed, body, 0, body.Length, Clock.NowUs), answer);
            default:
                return (200, signed.Role.ToString(System.Globalization.CultureInfo.InvariantCulture));
        }
    }

    /// <summary>The token that the page sealed.</summary>
    public string Token { get; private set; }

    private static (int Status, string Body) Text(byte verdict, ByteWriter answer)
    {
        int[] status = { 200, 400, 401, 429, 409, 409, 403 };
        return (status[verdict], Raw.Text(answer));
    }
}
