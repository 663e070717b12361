using NukiEdge.Connect.Answers;
using NukiEdge.Core.Bytes;
using NukiEdge.Core.Locks;
using NukiEdge.Core.People;

namespace NukiEdge.Connect.Past;

/// <summary>One SmartlockLog of the Web API (facts B4): what the lock did some time ago, by Nuki Web's word.</summary>
public sealed class LogEntry
{
    /// <summary>An answer to "how did it end" (facts B4, state): as it should.</summary>
    public const int Succeeded = 0;

    private const int Id = 0, Smartlock = 1, NameField = 2, Action = 3, Trigger = 4, State = 5, AutoUnlock = 6, DateField = 7, AuthId = 8,
        Source = 9, Required = 0xFF;

    private const int BySystem = 0, ByButton = 2, Automatic = 3, ByWeb = 4, ByApp = 5, ByAutoLock = 6, ByKeypad = 255;
    private const int SourceCode = 1, SourceFingerprint = 2;

    private static readonly byte[][] Wanted = Ascii.Table("id", "smartlockId", "name", "action", "trigger", "state", "autoUnlock", "date",
        "authId", "source");

    private int _trigger;
    private int _source;
    private bool _isAutoUnlock;

    /// <summary>The Web API's id of the device.</summary>
    public long SmartlockId;

    /// <summary>When, seconds since 1970 UTC.</summary>
    public long UtcSeconds;

    /// <summary>Document id of the auth, 12 bytes; zeros where nobody is named. In this list "authId" is a document id (facts F9).</summary>
    public readonly byte[] Document = new byte[Roster.DocumentBytes];

    /// <summary>True when it names an auth.</summary>
    public bool HasDocument;

    /// <summary>What the lock did; only up to 5 is it an action of the lock.</summary>
    public int LockAction;

    /// <summary>How it ended: 0 well, 224 to 226 wrong code, finger, tag (facts B4).</summary>
    public int EndState;

    /// <summary>True for what an announcement could have been about.</summary>
    public bool IsAction => LockAction >= Core.Locks.LockAction.Unlock && LockAction <= Core.Locks.LockAction.LockNGoUnlatch;

    /// <summary>How somebody asked for it (<see cref="ActionSource"/>), and the trigger as the Web API has it.</summary>
    public int AskedBy
    {
        get
        {
            switch (_trigger)
            {
                case BySystem:
                case ByWeb:
                case ByApp:
                    return _isAutoUnlock ? ActionSource.AutoUnlock : ActionSource.App;
                case ByButton:
                    return ActionSource.Button;
                case Automatic:
                    return ActionSource.TimeControl;
                case ByAutoLock:
                    return ActionSource.AutoLock;
                case ByKeypad:
                    return _source == SourceFingerprint ? ActionSource.Fingerprint
                        : _source == SourceCode || HasDocument ? ActionSource.KeypadCode
                        : ActionSource.BackKey;
                default:
                    return ActionSource.Other;
            }
        }
    }

    /// <summary>The trigger as the Web API has it.</summary>
    public int WebTrigger => _trigger;

    /// <summary>Reads an object that is open.</summary>
    /// <returns>false with a fault in <paramref name="json"/>.</returns>
    public bool Read(AnswerJson json)
    {
        _source = 0;
        HasDocument = false;
        System.Array.Clear(Document, 0, Document.Length);
        int field = json.NextField(Wanted);
        while (field >= AnswerJson.Other)
        {
            if (field >= 0 && !Take(json, field))
            {
                return false;
            }

            field = json.NextField(Wanted);
        }

        return field == AnswerJson.ObjectEnd && json.Require(Required);
    }

    private bool Take(AnswerJson json, int field)
    {
        switch (field)
        {
            case Id:
            case NameField:
                return json.TakeText();
            case AutoUnlock:
                bool isBool = json.TakeBool();
                _isAutoUnlock = json.Number != 0;
                return isBool;
            case DateField:
                bool isDate = json.TakeDate();
                UtcSeconds = json.Number;
                return isDate;
            case AuthId:
                return json.IsNull ? json.SkipValue() : TakeDocument(json);
            default:
                return field == Source && json.IsNull ? json.SkipValue() : TakeNumber(json, field);
        }
    }

    /// <summary>What is no document id is nobody's: the entry stays.</summary>
    private bool TakeDocument(AnswerJson json)
    {
        if (!json.TakeText())
        {
            return false;
        }

        HasDocument = json.TextLength > 0;
        Answers.Document.Read(json.Text, json.TextLength, Document);
        return true;
    }

    private bool TakeNumber(AnswerJson json, int field)
    {
        bool ok = json.TakeNumber(field == Smartlock ? 1 : 0, field == Smartlock ? Answers.SmartlockId.Largest : 255);
        switch (field)
        {
            case Smartlock:
                SmartlockId = json.Number;
                return ok;
            case Action:
                LockAction = (int)json.Number;
                return ok;
            case Trigger:
                _trigger = (int)json.Number;
                return ok;
            case State:
                EndState = (int)json.Number;
                return ok;
            default:
                _source = (int)json.Number;
                return ok;
        }
    }

    /// <summary>Bytes of an entry that is kept.</summary>
    internal const int Bytes = 24;

    /// <summary>Writes it down: 0-3 time, 4-15 document, 16 action, 17 trigger, 18 state, 19 source, 20 automatic, 21 names an auth.</summary>
    internal void Keep(byte[] image, int at)
    {
        Image.PutU32(image, at, (uint)UtcSeconds);
        System.Array.Copy(Document, 0, image, at + 4, Roster.DocumentBytes);
        image[at + 16] = (byte)LockAction;
        image[at + 17] = (byte)_trigger;
        image[at + 18] = (byte)EndState;
        image[at + 19] = (byte)_source;
        image[at + 20] = (byte)(_isAutoUnlock ? 1 : 0);
        image[at + 21] = (byte)(HasDocument ? 1 : 0);
    }

    /// <summary>Reads one that was kept.</summary>
    internal void Fetch(byte[] image, int at, long smartlockId)
    {
        SmartlockId = smartlockId;
        UtcSeconds = Image.U32(image, at);
        System.Array.Copy(image, at + 4, Document, 0, Roster.DocumentBytes);
        LockAction = image[at + 16];
        _trigger = image[at + 17];
        EndState = image[at + 18];
        _source = image[at + 19];
        _isAutoUnlock = image[at + 20] != 0;
        HasDocument = image[at + 21] != 0;
    }
}
