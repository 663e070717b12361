using NukiEdge.Core.Bytes;
using NukiEdge.Core.Log;

namespace NukiEdge.Core.Flash;

/// <summary>
/// A log record in flash: 48 bytes that prove themselves, so that one that is torn or rotten harms no other.
/// <code>
///  0-3   number: counts all records ever saved, and wraps
///  4-43  the record as in <see cref="EventLog"/>, byte by byte
/// 44-47  CRC-32 of bytes 0 to 43
/// </code>
/// </summary>
public static class SavedRecord
{
    /// <summary>Bytes of a record in flash.</summary>
    public const int Bytes = EventLog.RecordBytes + 8;

    private const int CrcAt = EventLog.RecordBytes + 4;

    /// <summary>Writes a record that was read out of the log.</summary>
    public static void Put(byte[] buffer, int at, uint number, LogRecord record, Crc32 crc)
    {
        Image.PutU32(buffer, at, number);
        PutFields(buffer, at + 4, record);
        Image.PutU32(buffer, at + CrcAt, crc.Of(buffer, at, CrcAt));
    }

    /// <summary>True when the bytes are a record as it was saved.</summary>
    public static bool IsWhole(byte[] buffer, int at, Crc32 crc)
    {
        return Image.U32(buffer, at + CrcAt) == crc.Of(buffer, at, CrcAt);
    }

    /// <summary>The record's number.</summary>
    public static uint Number(byte[] buffer, int at)
    {
        return Image.U32(buffer, at);
    }

    /// <summary>Reads a record.</summary>
    public static void Get(byte[] buffer, int at, LogRecord into)
    {
        into.Fill(buffer, at + 4, Number(buffer, at));
    }

    // The way back of LogRecord.Fill. Bytes that two kinds share are the same in both of their fields.
    private static void PutFields(byte[] image, int at, LogRecord record)
    {
        image[at] = record.Kind;
        image[at + 1] = (byte)(record.Lock + 1);
        image[at + 2] = record.Verdict;
        image[at + 3] = record.Reason;
        Image.PutU32(image, at + 4, record.UtcSeconds);
        image[at + 8] = (byte)record.Source;
        image[at + 9] = (byte)record.Who;
        Image.PutU16(image, at + 10, record.Person + 1);
        image[at + 12] = (byte)record.Run;
        image[at + 13] = (byte)record.StepType;
        image[at + 14] = (byte)(record.Scene + 1);
        image[at + 15] = (byte)record.CredentialKind;
        Image.PutU32(image, at + 16, record.Action);
        Image.PutU32(image, at + 20, record.AuthId);
        Image.PutU32(image, at + 24, record.CodeId);
        Image.PutU32(image, at + 28, record.StartUs);
        Image.PutU32(image, at + 32, record.EndUs);
        Image.PutU16(image, at + 36, record.Login + 1);
        image[at + 38] = (byte)record.Context;
        image[at + 39] = (byte)record.Trigger;
    }
}
