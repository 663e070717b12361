using System;
using System.Globalization;
using System.Text;

namespace NukiEdge.Simulator.NukiWeb;

/// <summary>The two ids of a lock.</summary>
public static class NukiIds
{
    /// <summary>The Web API's id of a lock: type in the upper, MQTT id in the lower 32 bits (facts A2, samples/id_mapping.json).</summary>
    public static long SmartlockId(int type, uint mqttId)
    {
        return ((long)type << 32) + mqttId;
    }

    /// <summary>The id in the lock's MQTT topics.</summary>
    public static uint MqttId(long smartlockId)
    {
        return unchecked((uint)smartlockId);
    }
}

/// <summary>What a lock makes of a name.</summary>
internal static class NukiNames
{
    /// <summary>What the API takes (swagger 3.9; facts B3).</summary>
    public const int Longest = 32;

    private const int LongestCodeBytes = 20; // name[20] of the BLE API, facts E

    /// <summary>A code's name is cut to what the lock has room for, at the end of a character.</summary>
    public static string AsStored(string name, bool isCode)
    {
        if (!isCode)
        {
            return name;
        }

        int bytes = 0;
        int length = 0;
        foreach (Rune rune in name.EnumerateRunes())
        {
            bytes += rune.Utf8SequenceLength;
            if (bytes > LongestCodeBytes)
            {
                break;
            }

            length += rune.Utf16SequenceLength;
        }

        return name[..length];
    }
}

/// <summary>
/// Document ids in the style of Mongo's ObjectId: seconds since 1970, a number of this account, a counter. The same seed
/// and clock give the same ids.
/// </summary>
internal sealed class DocumentIds
{
    private readonly long _account;
    private int _counter;

    public DocumentIds(int seed)
    {
        var random = new Random(seed);
        _account = random.NextInt64(1L << 40);
        _counter = random.Next(1 << 23);
    }

    /// <summary>The next one: 24 hexadecimal digits in lower case.</summary>
    public string Next(DateTimeOffset at)
    {
        _counter = (_counter + 1) & 0xFFFFFF;
        return string.Create(CultureInfo.InvariantCulture, $"{(uint)at.ToUnixTimeSeconds():x8}{_account:x10}{_counter:x6}");
    }
}
