using NukiEdge.Core.Bytes;

namespace NukiEdge.Web.Access;

/// <summary>
/// Which counters of a session or key have come: the sliding window of RFC 4303 section 3.4.3, 32 wide, because a browser's
/// connections overtake each other. Changes are stricter: each has a higher counter than all changes before it. A row of an image:
/// <code>
/// 0-7 highest   8-15 highest of a change   16-19 bit n: highest - 1 - n has come
/// </code>
/// </summary>
public static class CounterWindow
{
    /// <summary>Bytes of a row.</summary>
    public const int Bytes = 20;

    /// <summary>How far a counter may come too late.</summary>
    public const int Width = 32;

    private const int ChangeAt = 8, SeenAt = 16;

    /// <summary>Takes a counter, once its MAC is proven.</summary>
    /// <returns>false when it came already, comes too late, or is a change that others overtook.</returns>
    public static bool Take(byte[] rows, int at, long counter, bool isChange)
    {
        long highest = Image.I64(rows, at);
        if (counter <= 0 || (isChange && counter <= Image.I64(rows, at + ChangeAt)) || !TakeOnce(rows, at, highest, counter))
        {
            return false;
        }

        if (isChange)
        {
            Image.PutI64(rows, at + ChangeAt, counter);
        }

        return true;
    }

    private static bool TakeOnce(byte[] rows, int at, long highest, long counter)
    {
        uint seen = Image.U32(rows, at + SeenAt);
        if (counter > highest)
        {
            long step = counter - highest;
            seen = step > Width ? 0 : (step == Width ? 0 : seen << (int)step) | 1u << (int)(step - 1);
            Image.PutI64(rows, at, counter);
        }
        else
        {
            long back = highest - counter;
            if (back == 0 || back > Width || (seen >> (int)(back - 1) & 1) != 0)
            {
                return false;
            }

            seen |= 1u << (int)(back - 1);
        }

        Image.PutU32(rows, at + SeenAt, seen);
        return true;
    }
}
