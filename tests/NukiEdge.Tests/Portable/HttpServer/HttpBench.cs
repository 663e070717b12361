using System;
using NukiEdge.Core;
using NukiEdge.Net.Http;
using NukiEdge.Tests.Mqtt;
using NukiEdge.Tests.Support;

namespace NukiEdge.Tests.Serving;

/// <summary>A server with the small board's limits on a network in memory, with a clock that the test moves.</summary>
public sealed class HttpBench
{
    public const uint Alice = 0xC0A80001, Bob = 0xC0A80002;
    public const string Host = "Host: box.local\r\n";
    private const int MostSteps = 20000;

    public readonly Limits Limits = Limits.SmallBoard();
    public readonly FakeClock Clock = new FakeClock();
    public readonly FakeSockets Net = new FakeSockets();
    public readonly FakeAccess Access = new FakeAccess();
    public readonly FakePages Pages = new FakePages();
    public readonly FakeHandler Handler = new FakeHandler();
    public readonly HostList Hosts = new HostList(64);
    public HttpServer Server;

    /// <summary>Every kind of route; handler n answers route n.</summary>
    public static RouteTable Routes()
    {
        return new RouteTable(12, 300)
            .Add(HttpVerb.Get, "/api/hello", Role.Nobody, 0, 0)
            .Add(HttpVerb.Get, "/api/things/{id}", Role.Reader, 0, 0)
            .Add(HttpVerb.Put, "/api/things/{id}", Role.Session, 0, RouteTable.JsonBody | RouteTable.Changes)
            .Add(HttpVerb.Post, "/api/login", Role.Nobody, 0, RouteTable.JsonBody)
            .Add(HttpVerb.Post, "/api/import", Role.Session, 0, RouteTable.StreamedBody | RouteTable.Changes)
            .Add(HttpVerb.Get, "/api/list", Role.Reader, 0, 0)
            .Add(HttpVerb.Get, "/api/events", Role.Reader, 0, RouteTable.LiveEvents)
            .Add(HttpVerb.Post, "/hooks/nuki", Role.Machine, 0, RouteTable.JsonBody)
            .Add(HttpVerb.Post, "/api/relays/{id}/on", Role.Controller, 0, RouteTable.Changes);
    }

    public HttpBench Start()
    {
        Hosts.Add(Raw.Of("box.local"));
        Hosts.AddAddress(0xC0A80105);
        RouteTable routes = Routes();
        Server = new HttpServer(Limits, Net, Hosts, routes, new IHttpHandler[] { Handler }, Access, Pages, 1000);
        if (!routes.IsGood || !Server.Start(80))
        {
            throw new Exception("the server does not start");
        }

        return this;
    }

    /// <summary>Steps as the loop would until there is nothing to do at this moment; returns the next deadline.</summary>
    public long Run()
    {
        for (int i = 0; i < MostSteps; i++)
        {
            int read = Net.BytesRead;
            long next = Server.Step(Clock.NowUs);
            if (next > Clock.NowUs && read == Net.BytesRead)
            {
                return next;
            }
        }

        throw new Exception("the server is never done");
    }

    public void PassSeconds(int seconds)
    {
        for (int i = 0; i < seconds * 4; i++)
        {
            Clock.NowUs += 250000;
            Run();
        }
    }

    /// <summary>A TCP connection that has not sent anything.</summary>
    public FakeConnection Call(uint peer)
    {
        FakeConnection connection = Net.Call(peer);
        Run();
        return connection;
    }

    /// <summary>Sends, lets the server work, and returns what came.</summary>
    public string Send(FakeConnection connection, string text)
    {
        connection.Write(Raw.Of(text));
        Run();
        return Take(connection);
    }

    public static string Take(FakeConnection connection)
    {
        string text = Raw.Text(connection.ToClient, 0, connection.ToClientCount);
        connection.ToClientCount = 0;
        return text;
    }

    /// <summary>The whole reply to one request on a connection of its own.</summary>
    public string Ask(string request)
    {
        FakeConnection connection = Call(Alice);
        string reply = Send(connection, request);
        connection.PeerIsGone = true;
        Run();
        return reply;
    }

    /// <summary>The status of the reply to a request with the right Host and more headers, each with its line end.</summary>
    public string Status(string line, string headers = "", string body = "")
    {
        return StatusOf(Ask(line + " HTTP/1.1\r\n" + Host + headers + "\r\n" + body));
    }

    public static string StatusOf(string reply)
    {
        return reply.Length < 12 || !reply.StartsWith("HTTP/1.1 ") ? "none" : reply.Substring(9, 3);
    }

    /// <summary>What stands behind the head.</summary>
    public static string BodyOf(string reply)
    {
        int at = reply.IndexOf("\r\n\r\n");
        return at < 0 ? "" : reply.Substring(at + 4);
    }

    public static int CountOf(string text, string part)
    {
        int count = 0;
        for (int at = text.IndexOf(part); at >= 0; at = text.IndexOf(part, at + part.Length))
        {
            count++;
        }

        return count;
    }
}
