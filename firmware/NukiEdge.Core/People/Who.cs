namespace NukiEdge.Core.People;

/// <summary>Answers to "who is it?" (design section 4).</summary>
public static class Who
{
    /// <summary>A person of the roster.</summary>
    public const int Person = 0;

    /// <summary>A credential that the roster does not have, or has without a person.</summary>
    public const int Unknown = 1;

    /// <summary>The event names no one: button, HomeKit, MQTT.</summary>
    public const int Nobody = 2;

    /// <summary>From here on no rule is tried. The keypad itself, without a code: it identifies no one.</summary>
    public const int Keypad = 3;

    /// <summary>The shape x,0,A,0,1 with an A that the Web API does not call an app: perhaps a wrong code.</summary>
    public const int Unproven = 4;

    /// <summary>A code and a fingerprint with the same number at the same lock.</summary>
    public const int Collision = 5;

    /// <summary>The auth behind the number is not enabled, or not valid at this time: the table may be old.</summary>
    public const int NotValid = 6;

    /// <summary>The auth behind the number is valid at times, and the clock is not set.</summary>
    public const int NotSure = 7;

    /// <summary>Nuki Web has two auths with this number, or its name fits two persons (design section 4, rule 4).</summary>
    public const int Doubtful = 8;
}
