namespace NukiEdge.Core.Scenes;

/// <summary>Types of steps, as stored in a scene image and in the log.</summary>
public static class StepType
{
    public const byte Relay = 1, Http = 2, Mqtt = 3, Wait = 4;
}

/// <summary>What a relay step does.</summary>
public static class RelayOrder
{
    public const byte Off = 0, On = 1, Toggle = 2, Pulse = 3;
}

/// <summary>Results of relay and MQTT steps in the log; those of HTTP steps are in <see cref="HttpCall"/>.</summary>
public static class StepResult
{
    public const int Done = 0, NoSuchRelay = -10, NoLink = -11, TooLong = -12, QueueFull = -13, Ended = -14;
}
