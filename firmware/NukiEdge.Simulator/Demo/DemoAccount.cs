using System;
using System.Linq;
using System.Threading;
using NukiEdge.Core.Houses;
using NukiEdge.Core.Locks;
using NukiEdge.Simulator.NukiWeb;

namespace NukiEdge.Simulator.Demo;

/// <summary>The account at Nuki Web of the demo's house: the double, over TLS on a free port.</summary>
internal sealed class DemoAccount : IDisposable
{
    private const int LockTakesMs = 30; // seconds with a real one (facts E)
    private const int WaitMs = 3000;
    private const int NotByItselfSeconds = 3600;

    private readonly NukiRoot _root = new();
    private readonly NukiWebServer _web;
    private readonly Random _pins = new();

    /// <summary>With the people of this house.</summary>
    public DemoAccount(House house)
    {
        NukiAccount account = SampleAccount.Of(house, TimeProvider.System);
        account.WriteDelay = TimeSpan.FromMilliseconds(LockTakesMs);
        _web = NukiWebServer.Start(account, SampleAccount.Token, TimeProvider.System, _root);
    }

    /// <summary>The appliance syncs with it, when the script says so or an unknown code comes.</summary>
    public void Serve(Appliance appliance)
    {
        RosterHand.Use(appliance, _web, NotByItselfSeconds);
    }

    /// <summary>What the owner does at Nuki Web: somebody's code is deleted, and the lock gives its number to somebody else's.</summary>
    /// <returns>true when the lock has done it.</returns>
    public bool GiveCode(uint lockId, uint number, string name)
    {
        NukiAccount account = _web.Account;
        NukiAuth? before = Code(lockId, number);
        bool isAsked = before is not null && account.Delete(before.SmartlockId, before.Id) == NukiWrite.Accepted
            && account.Create(before.SmartlockId, new NukiAuthChange
            {
                Name = name,
                Type = WebAuthType.KeypadCode,
                Code = SampleAccount.Pin(_pins),
                Number = number,
            }) == NukiWrite.Accepted;
        for (long deadline = Environment.TickCount64 + WaitMs; isAsked && Environment.TickCount64 < deadline;)
        {
            if (Code(lockId, number)?.Name == name)
            {
                return true;
            }

            Thread.Sleep(LockTakesMs);
        }

        return false;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _web.Dispose();
        _root.Dispose();
    }

    private NukiAuth? Code(uint lockId, uint number)
    {
        return _web.Account.Auths.FirstOrDefault(one => one.IsCode && one.AuthId == number && NukiIds.MqttId(one.SmartlockId) == lockId);
    }
}
