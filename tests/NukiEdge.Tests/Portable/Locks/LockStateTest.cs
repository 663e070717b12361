using NukiEdge.Core.Locks;
using NukiEdge.Tests.Support;

namespace NukiEdge.Tests.Locks;

[TestClass]
public class LockStateTest
{
    /// <summary>The retained set that a real lock left on a broker: shared/nuki/samples/mqtt_retained_set.txt.</summary>
    private const string Retained = "deviceType 4|name Front Door|firmware 3.9.5|mode 2|state 1|batteryCritical false|"
        + "batteryChargeState 85|batteryCharging false|doorsensorState 2|doorsensorBatteryCritical false|serverConnected true|"
        + "timestamp 2026-07-17T10:00:00+00:00|connected true";

    [TestMethod]
    public void Nothing_is_known_before_the_first_message()
    {
        LockState state = new LockState();
        for (int kind = 0; kind < LockTopic.StateKinds; kind++)
        {
            Assert.AreEqual(LockState.NotKnown, state.Value(kind));
            Assert.AreEqual(-1L, state.ReceivedUs(kind));
        }

        Assert.AreEqual("", state.Text(LockTopic.Name));
    }

    [TestMethod]
    public void A_real_locks_retained_set_is_taken_over_whole()
    {
        LockState state = new LockState();
        string[] lines = Retained.Split('|');
        LockTopic topic = new LockTopic();
        for (int i = 0; i < lines.Length; i++)
        {
            int space = lines[i].IndexOf(' ');
            byte[] name = Raw.Of("nuki/2BB28570/" + lines[i].Substring(0, space));
            Assert.IsTrue(topic.Parse(name, 0, name.Length), lines[i]);
            Update(state, topic.Kind, lines[i].Substring(space + 1), 5000000 + i * 1000000);
            Assert.AreEqual(5000000L + i * 1000000, state.ReceivedUs(topic.Kind), lines[i]);
        }

        Assert.AreEqual(0, state.BadPayloads);
        Assert.AreEqual(DeviceTypeCode.SmartLock3And4, state.Value(LockTopic.DeviceType));
        Assert.AreEqual("Front Door", state.Text(LockTopic.Name));
        Assert.AreEqual("3.9.5", state.Text(LockTopic.Firmware));
        Assert.AreEqual(LockMode.Door, state.Value(LockTopic.Mode));
        Assert.AreEqual(LockStateCode.Locked, state.State);
        Assert.AreEqual(0, state.Value(LockTopic.BatteryCritical));
        Assert.AreEqual(85, state.Value(LockTopic.BatteryChargeState));
        Assert.AreEqual(0, state.Value(LockTopic.BatteryCharging));
        Assert.AreEqual(DoorSensorCode.Closed, state.DoorSensorState);
        Assert.AreEqual(0, state.Value(LockTopic.DoorSensorBatteryCritical));
        Assert.AreEqual(1, state.Value(LockTopic.ServerConnected));
        Assert.AreEqual("2026-07-17T10:00:00+00:00", state.Text(LockTopic.Timestamp));
        Assert.AreEqual(1, state.Connected);
        Assert.AreEqual(LockState.NotKnown, state.Value(LockTopic.KeypadBatteryCritical), "this lock has no keypad");
    }

    [TestMethod]
    public void The_topics_that_the_sample_lacks_are_taken_over_too()
    {
        LockState state = new LockState();
        Update(state, LockTopic.KeypadBatteryCritical, "true", 1);
        Update(state, LockTopic.RingActionTimestamp, "2026-07-17T10:00:01+00:00", 1);
        Update(state, LockTopic.RingActionState, "true", 1);
        Assert.AreEqual(1, state.Value(LockTopic.KeypadBatteryCritical));
        Assert.AreEqual("2026-07-17T10:00:01+00:00", state.Text(LockTopic.RingActionTimestamp));
        Assert.AreEqual(1, state.Value(LockTopic.RingActionState));
        Assert.AreEqual("", state.Text(LockTopic.Timestamp), "a slot of its own");
    }

    [TestMethod]
    public void The_answer_to_a_command_is_kept()
    {
        // facts A3: the lock publishes commandResponse too; issue 2 asks for every topic in LockState
        EdgeBench bench = new EdgeBench();
        bench.Send("nuki/3807B7EC/commandResponse", "69", EdgeBench.Front, 1);
        Assert.AreEqual(CommandResponse.Busy, bench.House.Locks.At(0).State.Value(LockTopic.CommandResponse));
    }

    [TestMethod]
    public void A_number_that_is_none_changes_nothing_and_is_counted()
    {
        string[] wrong = { "", "256", "1000", "-1", "+1", " 1", "1 ", "1.0", "true", "1x", "\u0661", "0x1" };
        LockState state = new LockState();
        Update(state, LockTopic.State, "3", 2000000);
        for (int i = 0; i < wrong.Length; i++)
        {
            Update(state, LockTopic.State, wrong[i], 9000000);
            Assert.AreEqual(3, state.State, wrong[i]);
            Assert.AreEqual(2000000L, state.ReceivedUs(LockTopic.State), wrong[i]);
            Assert.AreEqual(i + 1, state.BadPayloads, wrong[i]);
        }

        Update(state, LockTopic.State, "255", 3000000);
        Assert.AreEqual(LockStateCode.Undefined, state.State);
        Update(state, LockTopic.State, "0", 3000000);
        Assert.AreEqual(0, state.State);
    }

    [TestMethod]
    public void A_flag_is_true_or_false_and_nothing_else()
    {
        string[] wrong = { "", "1", "0", "True", "TRUE", "true ", "tru", "truee", "on", "falsetrue" };
        LockState state = new LockState();
        Update(state, LockTopic.Connected, "true", 1);
        for (int i = 0; i < wrong.Length; i++)
        {
            Update(state, LockTopic.Connected, wrong[i], 2);
            Assert.AreEqual(1, state.Connected, wrong[i]);
        }

        Assert.AreEqual(wrong.Length, state.BadPayloads);
        Update(state, LockTopic.Connected, "false", 3);
        Assert.AreEqual(0, state.Connected);
    }

    [TestMethod]
    public void A_text_of_more_than_32_bytes_is_cut_between_two_characters()
    {
        LockState state = new LockState();
        Update(state, LockTopic.Name, Raw.Repeat("x", 32), 1);
        Assert.AreEqual(Raw.Repeat("x", 32), state.Text(LockTopic.Name));
        Update(state, LockTopic.Name, Raw.Repeat("x", 31) + "\u00fc", 2);
        Assert.AreEqual(Raw.Repeat("x", 31), state.Text(LockTopic.Name));
        Update(state, LockTopic.Name, Raw.Repeat("\u20ac", 32), 3);
        Assert.AreEqual(Raw.Repeat("\u20ac", 10), state.Text(LockTopic.Name));
        Update(state, LockTopic.Name, "short", 4);
        Assert.AreEqual("short", state.Text(LockTopic.Name));
        Assert.AreEqual("", state.Text(LockTopic.Firmware), "the neighbour");
    }

    [TestMethod]
    public void Kinds_that_are_no_states_are_left_alone()
    {
        LockState state = new LockState();
        Update(state, LockTopic.LockActionEvent, "1,0,1,0,0", 1);
        Update(state, LockTopic.LockActionCommand, "x", 1);
        Update(state, LockTopic.Unknown, "x", 1);
        Assert.AreEqual(0, state.BadPayloads);
    }

    private static void Update(LockState state, int kind, string payload, long nowUs)
    {
        byte[] bytes = Raw.Of("?" + payload + "?");
        state.Update(kind, bytes, 1, bytes.Length - 2, nowUs);
    }
}
