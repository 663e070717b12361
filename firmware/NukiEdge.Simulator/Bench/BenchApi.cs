using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using NukiEdge.Core.Locks;
using NukiEdge.Core.Log;
using NukiEdge.Simulator.VirtualDoor;

namespace NukiEdge.Simulator.Bench;

/// <summary>
/// What the page asks for and does. Presses go out as MQTT from the virtual lock; what comes of them is seen in the next
/// picture, not in the answer.
/// </summary>
internal sealed class BenchApi
{
    private readonly Appliance _appliance;
    private readonly IReadOnlyList<VirtualLock> _locks;
    private readonly CallSink? _sink;
    private readonly LiveFeed _feed;

    public BenchApi(Appliance appliance, IReadOnlyList<VirtualLock> locks, CallSink? sink, LiveFeed feed)
    {
        _appliance = appliance;
        _locks = locks;
        _sink = sink;
        _feed = feed;
    }

    /// <summary>The endpoints.</summary>
    public void Map(IEndpointRouteBuilder app)
    {
        app.MapMethods("/api/state", ["GET"], _feed.AnswerPollAsync);
        app.MapMethods("/api/events", ["GET"], _feed.AnswerStreamAsync);
        app.MapMethods("/api/locks/{id}/keys", ["POST"], context => AtLockAsync(context, PressAsync));
        app.MapMethods("/api/locks/{id}/payload", ["POST"], context => AtLockAsync(context, PublishAsync));
        app.MapMethods("/api/locks/{id}/door", ["POST"], context => AtLockAsync(context, MoveDoorAsync));
        app.MapMethods("/api/locks/{id}/bolt", ["POST"], context => AtLockAsync(context, TurnBoltAsync));
        app.MapMethods("/api/locks/{id}/battery", ["POST"], context => AtLockAsync(context, SetBatteryAsync));
        app.MapMethods("/api/locks/{id}/power", ["POST"], context => AtLockAsync(context, SwitchPowerAsync));
        app.MapMethods("/api/logins/confirm", ["POST"], ConfirmAsync);
        new ClockApi(_appliance, _feed).Map(app);
        new BrokerApi(_appliance, _feed).Map(app);
    }

    private async Task AtLockAsync(HttpContext context, Func<HttpContext, VirtualLock, Fields, Task> act)
    {
        string? id = context.Request.RouteValues["id"] as string;
        VirtualLock? door = _locks.FirstOrDefault(one => string.Equals(one.HexId, id, StringComparison.OrdinalIgnoreCase));
        if (door is null)
        {
            await Problem.WriteAsync(context, StatusCodes.Status404NotFound, "no virtual lock has this id");
            return;
        }

        Fields? fields = await FieldsAsync(context);
        if (fields is not null)
        {
            await act(context, door, fields);
            _feed.Poke();
        }
    }

    private async Task PressAsync(HttpContext context, VirtualLock door, Fields fields)
    {
        KeyPress? press = KeyPress.Read(fields);
        if (press is null)
        {
            await Problem.WriteAsync(context, fields.Bad!);
            return;
        }

        string payload = press.Payload(door);
        _sink?.MarkEvent();
        await AnswerAsync(context, press.Press(door) ? null : NoAnswer(door), payload);
    }

    private async Task PublishAsync(HttpContext context, VirtualLock door, Fields fields)
    {
        RawPublish? raw = RawPublish.Read(fields);
        if (raw is null)
        {
            await Problem.WriteAsync(context, fields.Bad!);
            return;
        }

        _sink?.MarkEvent();
        await AnswerAsync(context, raw.Send(door, _locks), raw.Payload);
    }

    private static async Task MoveDoorAsync(HttpContext context, VirtualLock door, Fields fields)
    {
        bool open = fields.Flag("open");
        if (!fields.AreGood())
        {
            await Problem.WriteAsync(context, fields.Bad!);
            return;
        }

        door.MoveDoor(open ? DoorSensorCode.Open : DoorSensorCode.Closed);
        await AnswerAsync(context, door.IsConnected ? null : NoAnswer(door), null);
    }

    private static async Task TurnBoltAsync(HttpContext context, VirtualLock door, Fields fields)
    {
        bool locked = fields.Flag("locked");
        if (!fields.AreGood())
        {
            await Problem.WriteAsync(context, fields.Bad!);
            return;
        }

        door.TurnByHand(locked ? LockStateCode.Locked : LockStateCode.Unlocked);
        await AnswerAsync(context, door.IsConnected ? null : NoAnswer(door), null);
    }

    private static async Task SetBatteryAsync(HttpContext context, VirtualLock door, Fields fields)
    {
        bool isKeypads = fields.Flag("keypad");
        bool low = fields.Flag("low");
        if (!fields.AreGood())
        {
            await Problem.WriteAsync(context, fields.Bad!);
            return;
        }

        if (isKeypads)
        {
            door.SetKeypadBattery(low);
        }
        else
        {
            door.SetBattery(low);
        }

        await AnswerAsync(context, door.IsConnected ? null : NoAnswer(door), null);
    }

    private static async Task SwitchPowerAsync(HttpContext context, VirtualLock door, Fields fields)
    {
        bool on = fields.Flag("on");
        if (!fields.AreGood())
        {
            await Problem.WriteAsync(context, fields.Bad!);
            return;
        }

        if (!on)
        {
            door.PullPlug();
        }

        await AnswerAsync(context, !on || door.PlugIn() ? null : "the broker did not let it in: " + door.LastConnect, null);
    }

    /// <summary>The owner says that a login which bound itself belongs to that lock.</summary>
    private async Task ConfirmAsync(HttpContext context)
    {
        Fields? fields = await FieldsAsync(context);
        if (fields is null)
        {
            return;
        }

        int login = (int)fields.Number("login", 0, (uint)_appliance.House.Limits.Logins - 1);
        if (!fields.AreGood())
        {
            await Problem.WriteAsync(context, fields.Bad!);
            return;
        }

        bool wasWaiting = _appliance.Ask(() => Confirm(login));
        _feed.Poke();
        await AnswerAsync(context, wasWaiting ? null : "this login does not wait to be confirmed", null);
    }

    /// <summary>On the loop's thread.</summary>
    private bool Confirm(int login)
    {
        LoginTable logins = _appliance.House.Logins;
        if (login >= logins.Count || logins.Role(login) != LoginRole.Lock || logins.LockOf(login) < 0
            || logins.IsConfirmed(login))
        {
            return false;
        }

        logins.Confirm(login);
        int lockIndex = logins.LockOf(login);
        _appliance.Edge.Log.Add(EventLog.Note, _appliance.Clock.UtcSeconds);
        _appliance.Edge.Log.SetNote(NoteCode.LoginConfirmed, lockIndex, login, _appliance.House.Locks.At(lockIndex).Id);
        return true;
    }

    /// <summary>The fields of a body, or null when it was refused for its length.</summary>
    internal static async Task<Fields?> FieldsAsync(HttpContext context)
    {
        byte[] body = await BodyReader.ReadAsync(context.Request, LoopbackHost.MaxBodyBytes, context.RequestAborted);
        if (body.Length > LoopbackHost.MaxBodyBytes)
        {
            await Problem.WriteAsync(context, new BadField("body", "at most " + LoopbackHost.MaxBodyBytes + " bytes"));
            return null;
        }

        return new Fields(body);
    }

    /// <summary>A lock without power is an ordinary thing at a bench: the page says so, the browser reports no error.</summary>
    internal static Task AnswerAsync(HttpContext context, string? fault, string? payload)
    {
        return context.Response.WriteAsJsonAsync(new { payload, fault }, context.RequestAborted);
    }

    private static string NoAnswer(VirtualLock door)
    {
        return door.IsConnected ? "the broker did not acknowledge" : door.Name + " is not connected";
    }
}
