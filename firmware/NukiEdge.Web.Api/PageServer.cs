using NukiEdge.Core;
using NukiEdge.Core.Log;
using NukiEdge.Core.Ports;
using NukiEdge.Net.Http;
using NukiEdge.Web.Access;
using NukiEdge.Web.People;

namespace NukiEdge.Web.Api;

/// <summary>The page's server put together: routes, handlers, access, live events. One part of the loop.</summary>
public sealed class PageServer : IPart
{
    private readonly PageAccess _access;
    private readonly AccessStore _store;
    private readonly HouseApi _house;
    private readonly BrokerApi _broker;
    private int _ended;

    /// <summary>Allocates everything; listens only after <see cref="HttpServer.Start"/>.</summary>
    /// <param name="pages">The page's files.</param>
    /// <param name="hosts">Names and addresses of this box.</param>
    /// <param name="store">Keeps the access, or null.</param>
    /// <param name="firstEvent">Another number at each start: 1 to 500,000,000.</param>
    public PageServer(Limits limits, ApiParts parts, ISockets sockets, HostList hosts, IPageSource pages, AccessStore store, int firstEvent)
    {
        _access = parts.Access;
        _store = store;
        ApiReply reply = new ApiReply();
        LogRecord record = new LogRecord(); // what one request or piece reads, the next may overwrite
        ApiAccess access = new ApiAccess(parts.Access, parts.Hmac, parts.Clock) { Parts = parts };
        OwnerDecisions people = new OwnerDecisions(parts.House, parts.Edge.Log, parts.Clock);
        _house = new HouseApi(parts, access, reply);
        IHttpHandler[] handlers = new IHttpHandler[ApiRoutes.Count];
        Fill(handlers, ApiRoutes.Access, ApiRoutes.RemoveKey, new AccessApi(parts.Access, access, parts.Clock, reply));
        Fill(handlers, ApiRoutes.Status, ApiRoutes.Status, new StatusApi(parts, people, reply));
        Fill(handlers, ApiRoutes.Log, ApiRoutes.LogJson, new LogApi(parts, record, reply));
        Fill(handlers, ApiRoutes.Persons, ApiRoutes.Forget, new PeopleApi(parts, people, reply));
        TryApi tries = new TryApi(parts, record, reply);
        Fill(handlers, ApiRoutes.Learnt, ApiRoutes.Learn, tries);
        Fill(handlers, ApiRoutes.WhatIf, ApiRoutes.WhatIf, tries);
        Fill(handlers, ApiRoutes.House, ApiRoutes.Restart, _house);
        Fill(handlers, ApiRoutes.OrderRelay, ApiRoutes.RunScene, new HandApi(parts, access, _house, reply));
        Fill(handlers, ApiRoutes.Settings, ApiRoutes.Sync, new SettingsApi(parts, access, reply));
        Fill(handlers, ApiRoutes.Pins, ApiRoutes.Pins, new BoardApi(parts, reply));
        Fill(handlers, ApiRoutes.Network, ApiRoutes.ChangeNetwork, new NetworkApi(parts, access, _house, reply));
        Fill(handlers, ApiRoutes.Logins, ApiRoutes.NameLock, new LoginsApi(parts, access, reply));
        handlers[ApiRoutes.Reset] = new ResetApi(parts, access, _house, reply);
        _broker = new BrokerApi(parts, access, reply);
        Fill(handlers, ApiRoutes.Broker, ApiRoutes.BrokerTested, _broker);
        handlers[ApiRoutes.Hook] = new HookApi(parts, reply);
        Fill(handlers, ApiRoutes.ChangeRules, ApiRoutes.ChangeRules, new RulesApi(parts, _house, reply));
        Fill(handlers, ApiRoutes.ChangeTarget, ApiRoutes.RemoveTarget, new TargetsApi(parts, access, _house, reply));
        Server = new HttpServer(limits, sockets, hosts, ApiRoutes.Make(0), handlers, access, pages, firstEvent);
        Onlooker = new Onlooker(parts.House, parts.Edge, Server);
    }

    /// <summary>The server.</summary>
    public HttpServer Server { get; }

    /// <summary>To be stepped at the end of each turn.</summary>
    public Onlooker Onlooker { get; }

    /// <inheritdoc/>
    public long Step(long nowUs)
    {
        long next = Server.Step(nowUs);
        if (_access.Ended != _ended)
        {
            // Who is still allowed comes back at once; nobody is asked again while a stream runs.
            _ended = _access.Ended;
            Server.EndStreams();
        }

        next = Sooner(next, _access.Step(nowUs));
        next = Sooner(next, _house.Step(nowUs));
        next = Sooner(next, _broker.Step(nowUs));
        return _store == null ? next : Sooner(next, _store.Step(nowUs));
    }

    private static long Sooner(long a, long b)
    {
        return a < b ? a : b;
    }

    private static void Fill(IHttpHandler[] handlers, int first, int last, IHttpHandler handler)
    {
        for (int i = first; i <= last; i++)
        {
            handlers[i] = handler;
        }
    }
}
