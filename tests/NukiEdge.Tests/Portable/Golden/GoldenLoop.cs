using NukiEdge.Core;
using NukiEdge.Core.Houses;
using NukiEdge.Core.Locks;
using NukiEdge.Core.Log;
using NukiEdge.Core.Loop;
using NukiEdge.Core.People;
using NukiEdge.Core.Ports;
using NukiEdge.Core.Rules;
using NukiEdge.Core.Scenes;
using NukiEdge.Tests.Support;

namespace NukiEdge.Tests.Golden;

/// <summary>
/// Sends a vector through the whole loop, with rules for anyone known, Unknown and Nobody. Relays tell what ran:
/// 0 known, 1 Unknown, 2 Nobody, 3 an arrival, 4 an arrival if chosen.
/// </summary>
public static class GoldenLoop
{
    private const long NowUs = 3000000000000;
    private const int RelayCount = 5;

    private static readonly uint[] LockIds = { 0x3807B7EC, 0x1A };

    /// <summary>What is wrong, or an empty text.</summary>
    public static string Check(GoldenVector vector)
    {
        Limits limits = new Limits { Locks = 2, Persons = 3, Credentials = 4, Rules = 9, Scenes = RelayCount, SceneBytes = 64,
            Relays = RelayCount, Logins = 1, SceneRuns = 1, Calls = 1, QueuedCalls = 1, CallBytes = 64, LogEntries = 24 };
        House house = new House(limits);
        string fault = Furnish(vector, house);
        if (fault != "")
        {
            return fault;
        }

        TestClock clock = new TestClock();
        FakeRelays relays = new FakeRelays(RelayCount);
        EdgeLoop edge = new EdgeLoop(limits, clock, new FakeWait(), relays, new ICaller[] { new FakeCaller() }, house);
        for (int i = 0; i < vector.History.Length; i++)
        {
            Send(vector.History[i], clock, edge);
        }

        edge.Halt();
        relays.TakeTrace();
        Send(vector.Message, clock, edge);
        return CheckEffects(vector, relays, edge, house.Locks.At(vector.Message.Lock - 1));
    }

    private static string CheckEffects(GoldenVector vector, FakeRelays relays, EdgeLoop edge, NukiLock door)
    {
        string wanted = "";
        if (vector.MayRun)
        {
            int relay = vector.Who == "unknown" ? 1 : vector.Who == "nobody" ? 2 : 0;
            wanted = relay.ToString() + "+ " + (vector.Arrival == "yes" ? "3+ " : vector.Arrival == "if chosen" ? "4+ " : "");
        }

        if (relays.Trace != wanted)
        {
            return "relays: " + relays.Trace + "instead of " + wanted;
        }

        bool counts = vector.Refused == "" && vector.Ignored == "";
        if (counts && vector.CodeId != 0 && vector.AuthId != 0 && !door.IsKeypad(vector.AuthId))
        {
            return "the keypad was not learned";
        }

        return CheckLog(vector, edge.Log);
    }

    /// <summary>The first record that the message made says the same.</summary>
    private static string CheckLog(GoldenVector vector, EventLog log)
    {
        LogRecord record = new LogRecord();
        long number = log.Written - 1;
        while (log.Read(number, record) && record.Kind != EventLog.Announcement)
        {
            number--;
        }

        byte verdict = vector.MayRun ? Verdict.Ran : vector.Refused != "" || vector.Ignored != "" ? Verdict.Ignored : Verdict.Held;
        if (record.Kind != EventLog.Announcement || record.Verdict != verdict || record.Lock != vector.Message.Lock - 1)
        {
            return "the log's verdict: " + record.Verdict.ToString() + " for " + record.Reason.ToString();
        }

        byte reason = vector.Refused != "" ? Reason.Unreadable
            : vector.Ignored == "retained" ? Reason.Retained
            : vector.Ignored == "repeated" ? Reason.Repeated
            : vector.Ignored == "duplicate" ? Reason.Duplicate
            : vector.MayRun ? Reason.None
            : vector.Who == "keypad" ? Reason.Keypad
            : vector.Who == "unproven" ? Reason.Unproven
            : vector.Who == "collision" ? Reason.Collision
            : vector.Via == "auto-lock" ? Reason.AutoLock
            : vector.Via == "time control" ? Reason.TimeControl
            : Reason.NotKnown;
        return record.Reason == reason ? "" : "the log's reason: " + record.Reason.ToString();
    }

    private static string Furnish(GoldenVector vector, House house)
    {
        house.Locks.Add(LockIds[0], Raw.Of("one"), 0, 3);
        house.Locks.Add(LockIds[1], Raw.Of("two"), 0, 3);
        for (int i = 0; i < vector.Roster.Length; i++)
        {
            byte[] name = Raw.Of(vector.Roster[i].Person);
            if (name.Length > 0 && house.Persons.IndexOf(name, 0, name.Length) < 0)
            {
                house.Persons.Add(name, 0, name.Length);
            }
        }

        string fault = GoldenParts.Fill(vector, house.NextRoster, house.Persons);
        house.Roster = house.NextRoster.Finish(house.Roster);
        SceneBuilder scenes = new SceneBuilder(house.Scenes, house.Limits);
        for (int relay = 0; relay < RelayCount; relay++)
        {
            byte[] name = Raw.Of("r" + relay.ToString());
            house.RelayNames.Add(name, 0, name.Length);
            house.LongestOnMs[relay] = 1000;
            house.Scenes.Names.Add(name, 0, name.Length);
            scenes.Begin();
            scenes.AddRelay(relay, RelayOrder.On, 0);
            scenes.End();
        }

        AddRules(house, 0xFF, -1);
        AddRules(house, LockAction.ArrivalBits, 3);
        AddRules(house, LockAction.ArrivalIfChosenBits, 4);
        return fault;
    }

    private static void AddRules(House house, int actions, int scene)
    {
        int[] whom = { RuleWho.AnyKnown, RuleWho.Unknown, RuleWho.Nobody };
        for (int i = 0; i < whom.Length; i++)
        {
            byte[] name = Raw.Of("rule" + house.Rules.Count.ToString());
            house.Rules.Names.Add(name, 0, name.Length);
            house.Rules.Define(whom[i], 0, -1, actions, ActionSource.AllBits, 0, scene < 0 ? i : scene, true);
        }
    }

    private static void Send(GoldenMessage message, TestClock clock, EdgeLoop edge)
    {
        clock.NowUs = NowUs - message.AgoMs * 1000;
        byte[] topic = Raw.Of(message.Lock == 1 ? "nuki/3807B7EC/lockActionEvent" : "nuki/1A/lockActionEvent");
        byte[] buffer = new byte[topic.Length + message.Payload.Length];
        System.Array.Copy(topic, 0, buffer, 0, topic.Length);
        System.Array.Copy(message.Payload, 0, buffer, topic.Length, message.Payload.Length);
        edge.OnMessage(new Message
        {
            Buffer = buffer,
            TopicLength = topic.Length,
            PayloadOffset = topic.Length,
            PayloadLength = message.Payload.Length,
            Retain = message.Retain,
            Dup = message.Dup,
            Repeated = message.Repeated,
            Login = -1,
            Connection = message.Connection,
            ReceivedUs = clock.NowUs,
        });
    }
}
