namespace NukiEdge.Web.Api.Pins;

/// <summary>
/// Which pins of a chip a relay may hang on. Sources: ESP-IDF documentation, "GPIO and RTC GPIO", the tables for ESP32
/// and ESP32-S3; ESP32 datasheet, "Boot Configurations"; ESP-IDF examples/ethernet/README.md for the RMII pins, which
/// the chip fixes; nanoFramework's targets/ESP32/_Network/NF_ESP32_Ethernet.cpp for MDC (23) and MDIO (18).
/// </summary>
public static class PinCheck
{
    /// <summary>Checks one pin as a relay output.</summary>
    /// <param name="chip">Which chip the board has.</param>
    /// <param name="hasEthernet">true when the ESP32's own Ethernet controller is wired.</param>
    /// <param name="pin">GPIO number.</param>
    public static PinVerdict ForRelay(Chip chip, bool hasEthernet, int pin)
    {
        return chip == Chip.Esp32S3 ? ForRelayOnS3(pin) : ForRelayOnEsp32(hasEthernet, pin);
    }

    private static PinVerdict ForRelayOnEsp32(bool hasEthernet, int pin)
    {
        switch (pin)
        {
            case 0: case 2: case 5: case 12: case 15:
                return PinVerdict.Strapping;
            case 1: case 3:
                return PinVerdict.Console;
            case 6: case 7: case 8: case 9: case 10: case 11:
            case 16: case 17:
                return PinVerdict.Memory;
            case 14:
                return PinVerdict.NoisyAtStart;
            case 18: case 19: case 21: case 22: case 23: case 25: case 26: case 27:
                return hasEthernet ? PinVerdict.Ethernet : PinVerdict.Fit;
            case 34: case 35: case 36: case 37: case 38: case 39:
                return PinVerdict.InputOnly;
            case 4: case 13: case 32: case 33:
                return PinVerdict.Fit;
            default:
                return PinVerdict.Missing;
        }
    }

    private static PinVerdict ForRelayOnS3(int pin)
    {
        if (pin == 0 || pin == 3 || pin == 45 || pin == 46)
        {
            return PinVerdict.Strapping;
        }

        if (pin == 19 || pin == 20 || pin == 43 || pin == 44)
        {
            return PinVerdict.Console;
        }

        if (pin >= 26 && pin <= 37) // 33 to 37 with octal flash or PSRAM only; one table for all modules
        {
            return PinVerdict.Memory;
        }

        if (pin < 0 || pin > 48 || (pin >= 22 && pin <= 25))
        {
            return PinVerdict.Missing;
        }

        return PinVerdict.Fit;
    }
}
