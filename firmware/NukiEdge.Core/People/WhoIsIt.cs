using NukiEdge.Core.Locks;
using NukiEdge.Core.Time;

namespace NukiEdge.Core.People;

/// <summary>Resolves an announcement to a person by rules 1 and 2 of design section 4. Reads, changes nothing.</summary>
public sealed class WhoIsIt
{
    /// <summary>One of <see cref="Who"/>.</summary>
    public int Answer;

    /// <summary>Index of the person where <see cref="Answer"/> is <see cref="Who.Person"/>, else -1.</summary>
    public int Person;

    /// <summary>Kind of the credential that was used (<see cref="CredentialKind"/>), also where it is not in the roster.</summary>
    public int Kind;

    /// <summary>The record of the roster that named the person, or -1. It counts until the roster changes.</summary>
    public int Record;

    /// <summary>Takes over the answer.</summary>
    public void CopyFrom(WhoIsIt other)
    {
        Answer = other.Answer;
        Person = other.Person;
        Kind = other.Kind;
        Record = other.Record;
    }

    /// <summary>Answers for one announcement of one lock.</summary>
    public void Identify(LockActionEvent e, NukiLock door, int lockIndex, Roster roster)
    {
        Person = -1;
        Record = -1;
        Kind = CredentialKind.None;
        if (e.CodeId != 0)
        {
            Answer = ByCode(e, lockIndex, roster);
        }
        else if (e.AuthId != 0 || HasWrongCodeShape(e))
        {
            Answer = ByAuth(e, door, lockIndex, roster);
        }
        else
        {
            Answer = Who.Nobody;
        }
    }

    /// <summary>A person whose auth is not valid now is not named. Only to be asked where <see cref="HasTimes"/>.</summary>
    public void CheckTimes(Roster roster, LocalTime now, long utcSeconds)
    {
        int answer = roster.CheckTimes(Record, now, utcSeconds);
        if (answer != WindowAnswer.Inside)
        {
            Answer = answer == WindowAnswer.ClockNotSet ? Who.NotSure : Who.NotValid;
            Person = -1;
        }
    }

    /// <summary>True for a person whose auth is valid at times only.</summary>
    public bool HasTimes(Roster roster)
    {
        return Answer == Who.Person && roster.HasTimes(Record);
    }

    private int ByCode(LockActionEvent e, int lockIndex, Roster roster)
    {
        int code = roster.Find(lockIndex, CredentialKind.Code, e.CodeId);
        int finger = roster.Find(lockIndex, CredentialKind.Fingerprint, e.CodeId);
        if (code >= 0 && finger >= 0)
        {
            return Who.Collision;
        }

        Kind = finger >= 0 ? CredentialKind.Fingerprint : CredentialKind.Code;
        return Take(code >= 0 ? code : finger, roster);
    }

    private int ByAuth(LockActionEvent e, NukiLock door, int lockIndex, Roster roster)
    {
        int record = roster.Find(lockIndex, CredentialKind.Auth, e.AuthId);
        if (door.IsKeypad(e.AuthId) || (record >= 0 && roster.WebType(record) == WebAuthType.Keypad))
        {
            return Who.Keypad;
        }

        Kind = CredentialKind.Auth;
        if (HasWrongCodeShape(e) && (record < 0 || roster.WebType(record) != WebAuthType.App))
        {
            return Who.Unproven;
        }

        return Take(record, roster);
    }

    /// <summary>x,0,A,0,1: auto-unlock by the document, a wrong code on some firmware (facts A4 "same parse, two meanings").</summary>
    private static bool HasWrongCodeShape(LockActionEvent e)
    {
        return e.Trigger == LockTrigger.System && e.Context == 1;
    }

    private int Take(int record, Roster roster)
    {
        if (record < 0)
        {
            return Who.Unknown;
        }

        Record = record;
        if ((roster.Flags(record) & Roster.Doubtful) != 0)
        {
            return Who.Doubtful;
        }

        Person = roster.Person(record);
        return Person < 0 ? Who.Unknown : Who.Person;
    }
}
