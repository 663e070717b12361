using NukiEdge.Core.Log;

namespace NukiEdge.Connect.Answers;

/// <summary>What is wrong with a text from Nuki Web, as a number; field, record and byte stand beside it in the reader.</summary>
public static class AnswerFault
{
    /// <summary>Nothing.</summary>
    public const byte Ok = 0;

    /// <summary>Not JSON (RFC 8259), or not UTF-8; complete only up to here; nested deeper than 16; a text over 256 bytes.</summary>
    public const byte NotJson = 1, EndsEarly = 2, TooDeep = 3, TextTooLong = 4;

    /// <summary>JSON, but no list.</summary>
    public const byte NotAList = 5;

    /// <summary>A field is not there; is of another type, as a number in quotes or a name that is null; is there twice.</summary>
    public const byte MissingField = 6, WrongType = 7, FieldTwice = 8;

    /// <summary>A number that cannot be.</summary>
    public const byte OutOfRange = 9;

    /// <summary>An auth of a type that no document knows, at a lock of this house.</summary>
    public const byte UnknownType = 10;

    /// <summary>More than there is room for.</summary>
    public const byte TooMany = 11;

    /// <summary>A document id that is not 24 hexadecimal digits, or all zero; a time that is not one.</summary>
    public const byte BadDocument = 12, BadDate = 13;

    /// <summary>Two devices have one MQTT id, so that nobody can tell whose record is whose; or a device is listed twice.</summary>
    public const byte LockTwice = 14;

    /// <summary>The sync's number for it (<see cref="SyncFault"/>).</summary>
    public static byte ToSync(byte fault)
    {
        switch (fault)
        {
            case Ok:
                return SyncFault.None;
            case NotJson:
            case EndsEarly:
            case TooDeep:
            case TextTooLong:
                return SyncFault.NotJson;
            case TooMany:
                return SyncFault.TooManyAuths;
            case FieldTwice:
            case LockTwice:
                return SyncFault.Contradiction;
            default:
                return SyncFault.NotAuths;
        }
    }
}
