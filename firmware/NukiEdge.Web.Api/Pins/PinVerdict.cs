namespace NukiEdge.Web.Api.Pins;

/// <summary>What <see cref="PinCheck"/> thinks of a pin as a relay output.</summary>
public enum PinVerdict
{
    /// <summary>A relay may hang on it.</summary>
    Fit,

    /// <summary>Read at reset to choose how the chip starts: a relay stage there can keep the board from starting.</summary>
    Strapping,

    /// <summary>Has no output driver.</summary>
    InputOnly,

    /// <summary>Wired to the flash chip or, on some modules, to the PSRAM.</summary>
    Memory,

    /// <summary>Wired to the Ethernet chip of this board.</summary>
    Ethernet,

    /// <summary>Serial or USB port of the console, which talks at every start.</summary>
    Console,

    /// <summary>Sends a signal of its own while the chip starts: the relay would chatter.</summary>
    NoisyAtStart,

    /// <summary>The chip has no such pin.</summary>
    Missing,

    /// <summary>The board needs it: button, LED or heartbeat.</summary>
    Taken,
}
