using NukiEdge.Core.Bytes;

namespace NukiEdge.Core.Log;

/// <summary>A record read out of the <see cref="EventLog"/>. Fields that the kind does not have are 0 or -1.</summary>
public sealed class LogRecord
{
    /// <summary>Number of the record since start.</summary>
    public long Number;

    /// <summary>EventLog.Announcement, Step or Note.</summary>
    public byte Kind;

    /// <summary><see cref="Log.Verdict"/> of an announcement.</summary>
    public byte Verdict;

    /// <summary><see cref="NoteCode"/> of a note.</summary>
    public byte Note;

    /// <summary><see cref="Log.Reason"/> of an announcement.</summary>
    public byte Reason;

    /// <summary>Seconds since 1970 UTC, 0 while the clock was not set.</summary>
    public uint UtcSeconds;

    public int Lock, Source, Who, Person, CredentialKind, Run, Rule, Scene, Login;

    /// <summary>The announcement's fields; context and trigger up to 255.</summary>
    public uint Action, AuthId, CodeId, Context, Trigger;

    /// <summary>A step: type (StepType), place in the scene, result (HTTP status, or below zero), detail (relay, bytes).</summary>
    public int StepType, StepIndex, Result, Detail;

    /// <summary>A note's detail.</summary>
    public uint NoteDetail;

    /// <summary>Microseconds after receipt of the message: the decision, or a step's start and end.</summary>
    public uint StartUs, EndUs;

    internal void Fill(byte[] ring, int at, long number)
    {
        Number = number;
        Kind = ring[at];
        Lock = ring[at + 1] - 1;
        Verdict = ring[at + 2];
        Note = ring[at + 2];
        Reason = ring[at + 3];
        UtcSeconds = Image.U32(ring, at + 4);
        Source = ring[at + 8];
        Who = ring[at + 9];
        Person = Image.U16(ring, at + 10) - 1;
        Run = ring[at + 12];
        Rule = ring[at + 13] - 1;
        StepType = ring[at + 13];
        Scene = ring[at + 14] - 1;
        CredentialKind = ring[at + 15];
        Action = Image.U32(ring, at + 16);
        Result = (int)Action;
        AuthId = Image.U32(ring, at + 20);
        NoteDetail = AuthId;
        Detail = (int)AuthId;
        CodeId = Image.U32(ring, at + 24);
        StartUs = Image.U32(ring, at + 28);
        EndUs = Image.U32(ring, at + 32);
        Login = Image.U16(ring, at + 36) - 1;
        Context = ring[at + 38];
        StepIndex = ring[at + 38];
        Trigger = ring[at + 39];
    }
}
