using System;
using System.Collections.Generic;
using System.Linq;
using NukiEdge.Simulator.VirtualDoor;

namespace NukiEdge.Simulator.Bench;

/// <summary>The attack corner: any payload below a lock's prefix, as the lock itself or as what must move nothing.</summary>
internal sealed class RawPublish
{
    /// <summary>Longest payload. A real one is shorter than 60 characters; longer ones show what the parser says.</summary>
    public const int MaxPayload = 256;

    private const int AsLock = 0, Retained = 1, Twice = 2;

    private const string EventTopic = "lockActionEvent";

    private static readonly string[] Ways = ["lock", "retained", "twice", "forged"];

    private readonly int _way;
    private readonly string _payload;

    private RawPublish(int way, string payload)
    {
        _way = way;
        _payload = payload;
    }

    /// <summary>The payload.</summary>
    public string Payload => _payload;

    /// <summary>Reads as and payload.</summary>
    /// <returns>null when a field is wrong.</returns>
    public static RawPublish? Read(Fields fields)
    {
        var raw = new RawPublish(fields.Word("as", Ways), fields.Ascii("payload", MaxPayload));
        return fields.AreGood() ? raw : null;
    }

    /// <summary>Publishes it.</summary>
    /// <param name="others">Locks whose logins can be used to forge.</param>
    /// <returns>null when it went out, else why not.</returns>
    public string? Send(VirtualLock door, IReadOnlyList<VirtualLock> others)
    {
        switch (_way)
        {
            case AsLock:
                return door.Announce(_payload) ? null : NotAcknowledged(door);
            case Retained:
                return Went(Publish(door, topic => new Publication(topic, _payload, 1) { Retain = true }, out _), door);
            case Twice:
                return SendTwice(door);
            default:
                return Forge(door, others);
        }
    }

    /// <summary>As a lock that never heard the PUBREC: the same packet again with DUP, before its PUBREL.</summary>
    private string? SendTwice(VirtualLock door)
    {
        PublishOutcome first = Publish(door, topic => new Publication(topic, _payload, 2) { WithholdPubrel = true }, out int id);
        return first != PublishOutcome.Done
            ? NotAcknowledged(door)
            : Went(Publish(door, topic => new Publication(topic, _payload, 2) { PacketId = id, Dup = true }, out _), door);
    }

    private string? Forge(VirtualLock door, IReadOnlyList<VirtualLock> others)
    {
        VirtualLock? forger = others.FirstOrDefault(other => other.Id != door.Id && other.IsConnected);
        if (forger is null)
        {
            return "no other virtual lock is connected whose login could be used";
        }

        string topic = "nuki/" + door.HexId + "/" + EventTopic;
        return Went(Publish(forger, _ => new Publication(topic, _payload, 2), out _), forger);
    }

    private static PublishOutcome Publish(VirtualLock door, Func<string, Publication> publication, out int packetId)
    {
        return door.Publish(EventTopic, publication, out packetId);
    }

    private static string? Went(PublishOutcome outcome, VirtualLock door)
    {
        return outcome == PublishOutcome.Done ? null : NotAcknowledged(door);
    }

    private static string NotAcknowledged(VirtualLock door)
    {
        return door.IsConnected ? "the broker did not acknowledge" : door.Name + " is not connected";
    }
}
