using NukiEdge.Core.Houses;
using NukiEdge.Core.Ports;

namespace NukiEdge.Web.Houses;

/// <summary>Which GPIO each relay of a house hangs on.</summary>
public static class HousePins
{
    /// <summary>The relay's own pin, else the board's output of its place; -1 where there is none.</summary>
    /// <param name="rules">Of the board; null where none is known.</param>
    public static int Of(House house, IPinRules rules, int relay)
    {
        int pin = house.RelayPins[relay];
        return pin != House.OwnPin ? pin : rules == null ? -1 : rules.Own(relay);
    }

    /// <summary>The first relay before this one that hangs on the same pin, or -1.</summary>
    public static int Twin(House house, IPinRules rules, int relay)
    {
        int pin = Of(house, rules, relay);
        for (int i = 0; i < relay && pin >= 0; i++)
        {
            if (Of(house, rules, i) == pin)
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>Refuses a relay that was read and hangs on a pin that is not fit, or is another relay's.</summary>
    internal static bool MayHang(HouseFields f, House house, int relay)
    {
        IPinRules rules = f.How.Pins;
        int pin = house.RelayPins[relay];
        string why = rules == null || pin == House.OwnPin ? null : rules.WhyNot(pin);
        if (why == null && Twin(house, rules, relay) < 0)
        {
            return true;
        }

        f.Fail(why != null ? HouseFault.BadPin : HouseFault.PinTwice, why ?? "");
        f.Error.Path += ".pin";
        return false;
    }
}
