using NukiEdge.Core.Ports;

namespace NukiEdge.Web.Api.Pins;

/// <summary>
/// The boards, in one table. Relays are active-high: setting a pin to output drives it low at once, and a pull-down
/// keeps it low before that. GPIO numbers; <see cref="NoPin"/> where there is none.
/// </summary>
public sealed class Board : IPinRules
{
    /// <summary>No such pin on this board.</summary>
    public const int NoPin = -1;

    /// <summary>As in the file that names a board; case counts.</summary>
    public readonly string Name;

    /// <summary>Start of the firmware image's name that goes with this board only; null where images are shared.</summary>
    public readonly string Image;

    /// <summary>The chip.</summary>
    public readonly Chip Chip;

    /// <summary>The ESP32's own Ethernet controller is wired and the image drives it.</summary>
    public readonly bool HasEthernet;

    /// <summary>Relay outputs, relay 0 first: those of the relays to which the house gives no pin.</summary>
    public int[] RelayPins = new int[0];

    /// <summary>Button to ground, with a pull-up.</summary>
    public int ButtonPin = NoPin;

    /// <summary>A plain LED, on when high.</summary>
    public int StatusLedPin = NoPin;

    /// <summary>Changes its level twice a second while the loop runs: the input of an external watchdog.</summary>
    public int HeartbeatPin = NoPin;

    private const string Unknown = "unknown board";

    // In the order of PinVerdict, which is that of http-api.md.
    private static readonly string[] Reasons = { null, "strapping", "input only", "memory", "ethernet", "console", "noisy at start", "missing", "taken" };

    private Board(string name, string image, Chip chip, bool hasEthernet)
    {
        Name = name;
        Image = image;
        Chip = chip;
        HasEthernet = hasEthernet;
    }

    /// <summary>
    /// The board by its name, else by the firmware image it runs, else one without any pins: a pin that is driven
    /// without knowing what hangs on it could open a door.
    /// </summary>
    /// <param name="name">Null or empty where nobody named the board.</param>
    /// <param name="image">Name of the firmware image, as SystemInfo.TargetName has it.</param>
    public static Board Choose(string name, string image)
    {
        Board[] all = All();
        for (int i = 0; i < all.Length; i++)
        {
            if (all[i].Name == name)
            {
                return all[i];
            }
        }

        if (string.IsNullOrEmpty(name))
        {
            for (int i = 0; i < all.Length; i++)
            {
                if (all[i].Image != null && Begins(image, all[i].Image))
                {
                    return all[i];
                }
            }
        }

        return new Board(Unknown, null, Chip.Esp32, false);
    }

    /// <summary>GPIO numbers of the chip go from 0 to one less than this.</summary>
    public int PinCount => Chip == Chip.Esp32S3 ? 49 : 40;

    /// <inheritdoc/>
    public int Own(int relay)
    {
        return relay < RelayPins.Length ? RelayPins[relay] : NoPin;
    }

    /// <inheritdoc/>
    public string WhyNot(int pin)
    {
        PinVerdict verdict = Name == Unknown ? PinVerdict.Missing : PinCheck.ForRelay(Chip, HasEthernet, pin);
        return Reasons[(int)(verdict == PinVerdict.Fit && Use(pin) != null ? PinVerdict.Taken : verdict)];
    }

    /// <summary>What the board itself needs a GPIO for, in a word of http-api.md; null for nothing.</summary>
    public string Use(int pin)
    {
        return pin == NoPin ? null : pin == ButtonPin ? "button" : pin == StatusLedPin ? "led" : pin == HeartbeatPin ? "heartbeat" : null;
    }

    private static bool Begins(string text, string front)
    {
        return text.Length >= front.Length && text.Substring(0, front.Length) == front;
    }

    /// <summary>The table. Of two entries whose images begin alike the longer one stands first.</summary>
    public static Board[] All()
    {
        return new Board[]
        {
            // arduino-esp32 variants/wt32-eth01: header pins 2, 4, 5, 12, 14, 15, 17, 32, 33 and inputs 35, 36, 39;
            // PHY power on 16, clock into 0. The button needs a pull-up of its own: 39 has none.
            new Board("WT32-ETH01", "ESP32_WT32_ETH01", Chip.Esp32, true)
            {
                RelayPins = new int[] { 32, 33, 4 }, ButtonPin = 39, HeartbeatPin = 17,
            },
            // arduino-esp32 variants/esp32-poe: button 34, PHY power 12, clock out of 17 (WROVER: 0), I2C with
            // pull-ups on 13 and 16, which would switch a relay on at power-up; SD card on 2, 14, 15.
            new Board("ESP32-POE", "ESP32_OLIMEX", Chip.Esp32, true)
            {
                RelayPins = new int[] { 32, 33, 4 }, ButtonPin = 34, HeartbeatPin = 13,
            },
            // Xinyuan-LilyGO/LilyGo-T-Relay examples/T-Relay-4-ESP32/simple: relays 21, 19, 18, 5, LED 25.
            // The fourth relay hangs on strapping pin 5, which is high at start: not used.
            new Board("T-Relay", null, Chip.Esp32, false)
            {
                RelayPins = new int[] { 21, 19, 18 }, StatusLedPin = 25,
            },
            // The same, examples/T-Relay-8/simple: relays 33, 32, 13, 12, 21, 19, 18, 5, LED 25.
            // The fourth and eighth hang on strapping pins 12 and 5: not used.
            new Board("T-Relay-8", null, Chip.Esp32, false)
            {
                RelayPins = new int[] { 33, 32, 13, 21, 19, 18 }, StatusLedPin = 25,
            },
            // ESP32-S3-DevKitC-1 user guide: BOOT button on 0; the LED on 38 or 48 is no plain one.
            new Board("ESP32-S3", "ESP32_S3", Chip.Esp32S3, false)
            {
                RelayPins = new int[] { 4, 5, 6, 7 }, ButtonPin = 0, HeartbeatPin = 15,
            },
            // ESP32-DevKitC and its many likes: BOOT button on 0, an LED, where there is one, on 2.
            new Board("ESP32", "ESP32_REV", Chip.Esp32, false)
            {
                RelayPins = new int[] { 25, 26, 27, 33 }, ButtonPin = 0, StatusLedPin = 2, HeartbeatPin = 23,
            },
            new Board("ESP32 with PSRAM", "ESP32_PSRAM_REV", Chip.Esp32, false)
            {
                RelayPins = new int[] { 25, 26, 27, 33 }, ButtonPin = 0, StatusLedPin = 2, HeartbeatPin = 23,
            },
        };
    }
}
