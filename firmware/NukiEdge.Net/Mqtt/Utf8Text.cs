namespace NukiEdge.Net.Mqtt;

/// <summary>What MQTT accepts as a text (MQTT 3.1.1 section 1.5.3).</summary>
public static class Utf8Text
{
    /// <summary>
    /// Well-formed UTF-8 (RFC 3629 section 4: no overlong form, no surrogate, nothing above U+10FFFF) without U+0000
    /// [MQTT-1.5.3-1, MQTT-1.5.3-2].
    /// </summary>
    public static bool IsValid(byte[] buffer, int offset, int length)
    {
        int end = offset + length;
        int at = offset;
        while (at < end)
        {
            int first = buffer[at];
            if (first > 0 && first < 0x80)
            {
                at++;
                continue;
            }
            int more = BytesAfter(first);
            if (more == 0 || end - at <= more || !IsSecond(first, buffer[at + 1]))
            {
                return false;
            }

            for (int i = 2; i <= more; i++)
            {
                if ((buffer[at + i] & 0xC0) != 0x80)
                {
                    return false;
                }
            }
            at += more + 1;
        }
        return true;
    }

    /// <summary>How many bytes follow a first byte of more than one; 0 where none may stand here.</summary>
    private static int BytesAfter(int first)
    {
        if (first < 0xC2 || first > 0xF4)
        {
            return 0;
        }

        return first < 0xE0 ? 1 : first < 0xF0 ? 2 : 3;
    }

    /// <summary>After E0, ED, F0 and F4 the range is narrower: that keeps out overlong forms and surrogates.</summary>
    private static bool IsSecond(int first, int second)
    {
        int lowest = first == 0xE0 ? 0xA0 : first == 0xF0 ? 0x90 : 0x80;
        int highest = first == 0xED ? 0x9F : first == 0xF4 ? 0x8F : 0xBF;
        return second >= lowest && second <= highest;
    }
}
