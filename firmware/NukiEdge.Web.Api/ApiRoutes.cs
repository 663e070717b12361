using NukiEdge.Net.Http;

namespace NukiEdge.Web.Api;

/// <summary>All routes of the API on one screen; a test holds http-api.md and openapi.json against it.</summary>
public static class ApiRoutes
{
    /// <summary>Handler numbers: one for each operation.</summary>
    public const int Access = 0, LoginFirst = 1, LoginFinal = 2, SetupFirst = 3, SetupFinal = 4, Logout = 5, Password = 6, Keys = 7, NewKey = 8,
        ChangeKey = 9, RemoveKey = 10, Status = 11, Log = 12, LogCsv = 13, LogJson = 14, Events = 15, Persons = 16, NewPerson = 17, Rename = 18,
        Confirm = 19, Join = 20, Give = 21, Forget = 22, Learnt = 23, Learn = 24, House = 25, HandIn = 26, Rules = 27, Scenes = 28, Relays = 29,
        Restart = 30, OrderRelay = 31, RunScene = 32, WhatIf = 33, Settings = 34, ChangeSettings = 35, Sync = 36,
        Pins = 37, Network = 38, ChangeNetwork = 39, Logins = 40, NewLogin = 41, RemoveLogin = 42, ConfirmLogin = 43, LoginPassword = 44, NameLock = 45,
        Hook = 46, Reset = 47, Broker = 48, ChangeBroker = 49, TestBroker = 50, BrokerTested = 51, ChangeRules = 52, ChangeTarget = 53, RemoveTarget = 54,
        Count = 55;

    /// <summary>Bytes of all paths; the table's IsGood says when it is too few.</summary>
    private const int PathBytes = 745;

    private const int Get = HttpVerb.Get, Post = HttpVerb.Post, Put = HttpVerb.Put, Delete = HttpVerb.Delete;
    private const int All = Role.Nobody, Reader = Role.Reader, Controller = Role.Controller, Owner = Role.Session;
    private const int Act = RouteTable.Changes, Json = RouteTable.Changes | RouteTable.JsonBody;
    private const int Asks = RouteTable.JsonBody; // changes nothing that is kept; proves itself in its body

    /// <summary>The table; a rim may add its own machine routes behind.</summary>
    /// <param name="more">Room for so many of them.</param>
    public static RouteTable Make(int more)
    {
        return new RouteTable(Count + more, PathBytes + 24 * more)
            .Add(Get, "/api/access", All, Access, 0)
            .Add(Post, "/api/login/first", All, LoginFirst, Asks)
            .Add(Post, "/api/login/final", All, LoginFinal, Asks)
            .Add(Post, "/api/setup/first", All, SetupFirst, Asks)
            .Add(Post, "/api/setup/final", All, SetupFinal, Asks)
            .Add(Post, "/api/logout", Owner, Logout, Act)
            .Add(Put, "/api/password", Owner, Password, Json)
            .Add(Get, "/api/keys", Owner, Keys, 0)
            .Add(Post, "/api/keys", Owner, NewKey, Json)
            .Add(Put, "/api/keys/{id}", Owner, ChangeKey, Json)
            .Add(Delete, "/api/keys/{id}", Owner, RemoveKey, Act)
            .Add(Get, "/api/status", Reader, Status, 0)
            .Add(Get, "/api/log", Reader, Log, 0)
            .Add(Get, "/api/log.csv", Reader, LogCsv, 0)
            .Add(Get, "/api/log.json", Reader, LogJson, 0)
            .Add(Get, "/api/events", Reader, Events, RouteTable.LiveEvents)
            .Add(Get, "/api/persons", Reader, Persons, 0)
            .Add(Post, "/api/persons", Owner, NewPerson, Json)
            .Add(Post, "/api/persons/{id}", Owner, Rename, Json)
            .Add(Post, "/api/persons/{id}/confirm", Owner, Confirm, Act)
            .Add(Post, "/api/persons/{id}/join", Owner, Join, Json)
            .Add(Post, "/api/credentials", Owner, Give, Json)
            .Add(Delete, "/api/credentials/{id}", Owner, Forget, Act)
            .Add(Get, "/api/learn", Owner, Learnt, 0)
            .Add(Post, "/api/learn", Owner, Learn, Act)
            .Add(Get, "/api/house", Owner, House, 0)
            .Add(Put, "/api/house", Owner, HandIn, RouteTable.Changes | RouteTable.StreamedBody)
            .Add(Get, "/api/rules", Reader, Rules, 0)
            .Add(Get, "/api/scenes", Owner, Scenes, 0)
            .Add(Get, "/api/relays", Reader, Relays, 0)
            .Add(Post, "/api/restart", Owner, Restart, Act)
            .Add(Post, "/api/relays/{id}", Controller, OrderRelay, Json)
            .Add(Post, "/api/scenes/{id}/run", Controller, RunScene, Act)
            .Add(Get, "/api/whatif", Owner, WhatIf, 0)
            .Add(Get, "/api/settings", Owner, Settings, 0)
            .Add(Put, "/api/settings", Owner, ChangeSettings, Json)
            .Add(Post, "/api/sync", Owner, Sync, Act)
            .Add(Get, "/api/pins", Owner, Pins, 0)
            .Add(Get, "/api/network", Owner, Network, 0)
            .Add(Put, "/api/network", Owner, ChangeNetwork, Json)
            .Add(Get, "/api/logins", Owner, Logins, 0)
            .Add(Post, "/api/logins", Owner, NewLogin, Json)
            .Add(Delete, "/api/logins/{id}", Owner, RemoveLogin, Act)
            .Add(Post, "/api/logins/{id}/confirm", Owner, ConfirmLogin, Act)
            .Add(Post, "/api/logins/{id}/password", Owner, LoginPassword, Act)
            .Add(Post, "/api/locks/{id}", Owner, NameLock, Json)
            .Add(Post, "/hooks/nuki", Role.Machine, Hook, Json)
            .Add(Post, "/api/reset", Owner, Reset, Json)
            .Add(Get, "/api/broker", Owner, Broker, 0)
            .Add(Put, "/api/broker", Owner, ChangeBroker, Json)
            .Add(Post, "/api/broker/test", Owner, TestBroker, Json)
            .Add(Get, "/api/broker/test", Owner, BrokerTested, 0)
            .Add(Put, "/api/rules", Owner, ChangeRules, RouteTable.Changes | RouteTable.StreamedBody)
            .Add(Put, "/api/targets", Owner, ChangeTarget, Json)
            .Add(Delete, "/api/targets/{id}", Owner, RemoveTarget, Act);
    }
}
