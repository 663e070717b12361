namespace NukiEdge.Core.Locks;

/// <summary>
/// A lock's announcement that an action is about to be executed: "action,trigger,authId,codeId,context"
/// (Nuki MQTT API 1.5 section 4.3 and page 11; facts A4). One object, filled again for each message.
/// </summary>
public sealed class LockActionEvent
{
    /// <summary>Results of <see cref="Parse"/>: why a payload was refused.</summary>
    public const byte Ok = 0, Empty = 1, TooFewFields = 2, EmptyField = 3, NotADigit = 4, LeadingZero = 5, TooLarge = 6;

    /// <summary>What the lock is about to do: <see cref="LockAction"/>.</summary>
    public uint Action;

    /// <summary>What made it: <see cref="LockTrigger"/>.</summary>
    public uint Trigger;

    /// <summary>Authorization of the user, or of the keypad itself; 0 for none.</summary>
    public uint AuthId;

    /// <summary>Keypad code (or fingerprint) number; 0 for none.</summary>
    public uint CodeId;

    /// <summary>Keypad: 0 back key, 1 code, 2 fingerprint. Trigger 0: 1 auto-unlock. Button and fob: number of presses.</summary>
    public uint Context;

    /// <summary>
    /// Strict grammar: four or more fields, each an unsigned decimal of at most 4294967295 without sign, space or leading
    /// zero; the first five are used, a missing fifth is 0. The first fault from the left is reported.
    /// </summary>
    /// <returns><see cref="Ok"/>, or why it was refused; the fields are then undefined.</returns>
    public byte Parse(byte[] buffer, int offset, int length)
    {
        if (length == 0)
        {
            return Empty;
        }

        Context = 0;
        int field = 0;
        int end = offset + length;
        int at = offset;
        while (true)
        {
            int start = at;
            uint value = 0;
            for (; at < end && buffer[at] != ','; at++)
            {
                uint digit = (uint)(buffer[at] - '0');
                if (digit > 9)
                {
                    return NotADigit;
                }

                if (at > start && value == 0)
                {
                    return LeadingZero;
                }

                // 4294967295 = 429496729 * 10 + 5
                if (value > 429496729 || (value == 429496729 && digit > 5))
                {
                    return TooLarge;
                }

                value = value * 10 + digit;
            }

            if (at == start)
            {
                return EmptyField;
            }

            Set(field++, value);
            if (at == end)
            {
                return field < 4 ? TooFewFields : Ok;
            }

            at++;
        }
    }

    /// <summary>Takes over all fields.</summary>
    public void CopyFrom(LockActionEvent other)
    {
        Action = other.Action;
        Trigger = other.Trigger;
        AuthId = other.AuthId;
        CodeId = other.CodeId;
        Context = other.Context;
    }

    /// <summary>True when all five fields are the same.</summary>
    public bool Equals(uint action, uint trigger, uint authId, uint codeId, uint context)
    {
        return Action == action && Trigger == trigger && AuthId == authId && CodeId == codeId && Context == context;
    }

    private void Set(int field, uint value)
    {
        switch (field)
        {
            case 0:
                Action = value;
                break;
            case 1:
                Trigger = value;
                break;
            case 2:
                AuthId = value;
                break;
            case 3:
                CodeId = value;
                break;
            case 4:
                Context = value;
                break;
            default:
                break; // more fields than the 1.5 document knows: a later firmware's
        }
    }
}
