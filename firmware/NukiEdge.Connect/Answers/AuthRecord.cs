using System;
using NukiEdge.Core.Locks;
using NukiEdge.Core.People;

namespace NukiEdge.Connect.Answers;

/// <summary>
/// One SmartlockAuth of the Web API (facts B3), field by field in any order. What it does not name here is skipped, a code's PIN
/// among it: that is never stored (design section 9, 6).
/// </summary>
public sealed class AuthRecord
{
    /// <summary>
    /// Fields that must be there: in an answer; in a webhook, whose bodies Nuki's own example shows abridged; in one that says that
    /// the auth is gone.
    /// </summary>
    public const int InList = 0x1F, InWebhook = 0x0F, InDeleted = 0x03;

    /// <summary>Fingerprints of one code; with more the answer is refused. A Keypad 2 has 20 in all (facts E).</summary>
    public const int MaxFingerprints = 24;

    private const int Id = 0, Smartlock = 1, AuthType = 2, NameField = 3, Enabled = 4, AuthId = 5, Fingerprints = 6, FromDate = 7, UntilDate = 8,
        WeekDays = 9, FromTime = 10, UntilTime = 11, Creation = 12, Update = 13;

    private const int EveryDay = 127, MinutesOfDay = 1440;

    private static readonly byte[][] Names = Core.Bytes.Ascii.Table("id", "smartlockId", "type", "name", "enabled", "authId", "fingerprints",
        "allowedFromDate", "allowedUntilDate", "allowedWeekDays", "allowedFromTime", "allowedUntilTime", "creationDate", "updateDate");

    // A name of 32 characters has at most so many bytes. Of a longer one only the table's checksum is of interest.
    private readonly byte[] _name = new byte[128];
    private readonly byte[] _document = new byte[Roster.DocumentBytes];
    private readonly byte[] _times = new byte[AuthTimes.Bytes];
    private readonly uint[] _fingerprints = new uint[MaxFingerprints];
    private int _nameLength;
    private int _fingerprintCount;
    private int _fromDate;
    private int _untilDate;
    private int _weekdays;
    private int _fromTime;
    private int _untilTime;
    private int _created;
    private bool _isDisabled;

    /// <summary>The Web API's id of the device.</summary>
    public long SmartlockId { get; private set; }

    /// <summary><see cref="WebAuthType"/>, or a number that is none.</summary>
    public int Type { get; private set; }

    /// <summary>The number at the lock, 0 while the lock has not got it. The API's is signed, MQTT's is not (facts B5).</summary>
    public uint Number { get; private set; }

    /// <summary>When it was changed last, seconds since 1970 UTC; -1 where it does not say.</summary>
    public long UpdatedUtc { get; private set; }

    /// <summary>True when it says whether it is enabled and when it was created: a record that is not abridged.</summary>
    public bool IsWhole { get; private set; }

    /// <summary>The fields that it had, a bit each.</summary>
    public int Fields { get; private set; }

    /// <summary>Entries of fingerprints whose key is no number that an event could carry.</summary>
    public int OddFingerprints { get; private set; }

    /// <summary>The document id, 12 bytes.</summary>
    public byte[] Document => _document;

    /// <summary>Numbers that it puts into the roster: its own, and its fingerprints'.</summary>
    public int Numbers => 1 + (Type == WebAuthType.KeypadCode ? _fingerprintCount : 0);

    /// <summary>True for a type that the documents know (facts B3).</summary>
    public bool IsKnownType => (Type >= WebAuthType.App && Type <= WebAuthType.Keypad)
        || (Type >= WebAuthType.KeypadCode && Type <= WebAuthType.Virtual);

    /// <summary>Reads an object that is open.</summary>
    /// <param name="required"><see cref="InList"/> or <see cref="InWebhook"/>.</param>
    /// <returns>false with a fault in <paramref name="json"/>.</returns>
    public bool Read(AnswerJson json, int required)
    {
        Clear();
        int field = json.NextField(Names);
        while (field >= AnswerJson.Other)
        {
            if (field >= 0 && !Take(json, field))
            {
                return false;
            }

            field = json.NextField(Names);
        }

        Fields = json.Seen;
        IsWhole = (json.Seen & (1 << Enabled)) != 0 && _created != 0;
        return field == AnswerJson.ObjectEnd && json.Require(required);
    }

    /// <summary>Puts it into a table, with its fingerprints.</summary>
    /// <param name="twice">Grows by the numbers that another record has too.</param>
    /// <returns>false when there is no room.</returns>
    public bool Put(AnswerTable table, int lockIndex, ref int twice)
    {
        bool isCode = Type == WebAuthType.KeypadCode;
        bool fits = Put(table, lockIndex, isCode ? CredentialKind.Code : CredentialKind.Auth, Number, ref twice);
        for (int i = 0; fits && isCode && i < _fingerprintCount; i++)
        {
            fits = Put(table, lockIndex, CredentialKind.Fingerprint, _fingerprints[i], ref twice);
        }

        return fits;
    }

    private bool Put(AnswerTable table, int lockIndex, int kind, uint number, ref int twice)
    {
        int added = table.Add(lockIndex, kind, number, Type);
        if (added == AnswerTable.Ok)
        {
            AuthTimes.Put(_times, 0, _fromDate, _untilDate, _weekdays, _fromTime, _untilTime);
            table.SetDocument(_document, _created, _isDisabled ? Roster.Disabled : 0, _times);
            table.SetName(_name, 0, PlainName.Is(_name, _nameLength) ? _nameLength : 0);
        }

        twice += added == AnswerTable.Twice ? 1 : 0;
        return added != AnswerTable.Full;
    }

    private void Clear()
    {
        SmartlockId = 0;
        Type = WebAuthType.NotKnown;
        Number = 0;
        UpdatedUtc = -1;
        Array.Clear(_document, 0, _document.Length);
        _nameLength = _fingerprintCount = _fromDate = _untilDate = _weekdays = _fromTime = _untilTime = _created = OddFingerprints = 0;
        _isDisabled = false;
    }

    private bool Take(AnswerJson json, int field)
    {
        switch (field)
        {
            case Id:
                return json.TakeDocument(_document);
            case NameField:
                return json.TakeText() && KeepName(json);
            case Enabled:
                bool ok = json.TakeBool();
                _isDisabled = json.Number == 0;
                return ok;
            case Smartlock:
            case AuthType:
                return TakeNumber(json, field);
            default:
                // these may be left out, and null says no more than that
                return json.IsNull ? json.SkipValue()
                    : field == Fingerprints ? TakeFingerprints(json)
                    : field >= Creation || field == FromDate || field == UntilDate ? TakeDate(json, field)
                    : TakeNumber(json, field);
        }
    }

    private bool TakeNumber(AnswerJson json, int field)
    {
        switch (field)
        {
            case Smartlock:
                bool isId = json.TakeNumber(1, Answers.SmartlockId.Largest);
                SmartlockId = json.Number;
                return isId;
            case AuthType:
                bool isType = json.TakeNumber(int.MinValue, int.MaxValue);
                Type = (int)json.Number;
                return isType;
            case AuthId:
                bool isNumber = json.TakeNumber(int.MinValue, uint.MaxValue);
                Number = (uint)json.Number;
                return isNumber;
            case WeekDays:
                bool isDays = json.TakeNumber(0, EveryDay);
                _weekdays = json.Number == EveryDay ? 0 : (int)json.Number;
                return isDays;
            case FromTime:
                bool isFrom = json.TakeNumber(0, MinutesOfDay - 1);
                _fromTime = (int)json.Number;
                return isFrom;
            default:
                bool isUntil = json.TakeNumber(0, MinutesOfDay);
                _untilTime = (int)json.Number % MinutesOfDay; // until midnight: 0 behind any start, and the whole day from 0
                return isUntil;
        }
    }

    private bool TakeDate(AnswerJson json, int field)
    {
        if (!json.TakeDate())
        {
            return false;
        }

        int minutes = AuthTimes.Minutes(json.Number);
        switch (field)
        {
            case FromDate:
                _fromDate = minutes;
                return true;
            case UntilDate:
                _untilDate = minutes;
                return true;
            case Creation:
                _created = minutes;
                return true;
            default:
                UpdatedUtc = json.Number;
                return true;
        }
    }

    private bool KeepName(AnswerJson json)
    {
        _nameLength = json.TextLength < _name.Length ? json.TextLength : _name.Length;
        Array.Copy(json.Text, _name, _nameLength);
        return true;
    }

    /// <summary>A map id to name (facts B3). The names are not used: a fingerprint is its code's person.</summary>
    private bool TakeFingerprints(AnswerJson json)
    {
        if (!json.IsObject)
        {
            return json.Fail(AnswerFault.WrongType);
        }

        while (json.NextNumberedField(out uint number))
        {
            if (!json.SkipValue() || (number != 0 && !Keep(json, number)))
            {
                return false;
            }

            OddFingerprints += number == 0 ? 1 : 0;
        }

        return json.Fault == AnswerFault.Ok;
    }

    private bool Keep(AnswerJson json, uint number)
    {
        for (int i = 0; i < _fingerprintCount; i++)
        {
            if (_fingerprints[i] == number)
            {
                return json.Fail(AnswerFault.FieldTwice);
            }
        }

        if (_fingerprintCount == MaxFingerprints)
        {
            return json.Fail(AnswerFault.TooMany);
        }

        _fingerprints[_fingerprintCount++] = number;
        return true;
    }
}
