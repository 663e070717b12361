using System;
using NukiEdge.Connect.Cloud;
using NukiEdge.Core.People;
using NukiEdge.Core.Ports;

namespace NukiEdge.Connect.Answers;

/// <summary>
/// Reads GET /smartlock/auth, all auths of all locks in one list (facts B2, B3), into an <see cref="AnswerTable"/>, in constant
/// memory and on the cloud's thread. It writes into the roster that is not in use, as it is when the body begins: while a
/// request is under way, nothing else may build there. What is read of an auth stands in firmware/docs/nuki-web-auths.md.
/// </summary>
public sealed class AuthListReader : IAnswerReader
{
    private readonly AnswerJson _json;
    private readonly AnswerTable _table;
    private readonly RosterBuilder _builder;
    private readonly AuthRecord _record = new AuthRecord();
    private readonly long[] _ids;

    /// <summary>A reader into one table.</summary>
    /// <param name="json">Shared with the other readers on this thread.</param>
    /// <param name="builder">Has the roster that is not in use.</param>
    /// <param name="locks">Locks of the house at most (<see cref="Core.Limits.Locks"/>).</param>
    public AuthListReader(AnswerJson json, AnswerTable table, RosterBuilder builder, int locks)
    {
        _json = json;
        _table = table;
        _builder = builder;
        _ids = new long[locks];
    }

    /// <summary>What is wrong with the last answer: <see cref="AnswerFault"/>. Where: the record from 1, the field, the bytes until then.</summary>
    public byte Fault { get; private set; }

    /// <summary>The record at which it stopped, from 1, and bytes read until then.</summary>
    public int Record { get; private set; }

    /// <summary>Bytes read until it stopped.</summary>
    public int Offset { get; private set; }

    /// <summary>Records begun so far, also while another thread reads: for whoever shows progress.</summary>
    public int Begun => _json.Record;

    /// <summary>Records of locks that are not this house's: skipped.</summary>
    public int ForeignRecords { get; private set; }

    /// <summary>Records without a number: Nuki Web has them, the lock not yet. Skipped.</summary>
    public int NotOnLock { get; private set; }

    /// <summary>Numbers that two records have at once: they identify nobody.</summary>
    public int Twice { get; private set; }

    /// <summary>Fingerprints whose id no event could carry: left out.</summary>
    public int OddFingerprints { get; private set; }

    /// <summary>The Web API's id of a lock that the last answer named, or 0.</summary>
    public long SmartlockIdOf(int lockIndex)
    {
        return _ids[lockIndex];
    }

    /// <inheritdoc/>
    public byte Read(IByteSource body)
    {
        ForeignRecords = NotOnLock = Twice = OddFingerprints = 0;
        Array.Clear(_ids, 0, _ids.Length);
        _table.Begin(_builder.Next);
        _json.Open(body);
        if (_json.OpenList())
        {
            while (_json.NextRecord() && _record.Read(_json, AuthRecord.InList) && Place())
            {
            }
        }

        Fault = _json.Fault;
        Record = _json.Record;
        Offset = _json.Offset;
        _json.Close();
        return AnswerFault.ToSync(Fault);
    }

    private bool Place()
    {
        int lockIndex = SmartlockId.HasMqtt(_record.SmartlockId) ? _table.LockOf(SmartlockId.MqttId(_record.SmartlockId)) : -1;
        if (lockIndex < 0 || lockIndex >= _ids.Length)
        {
            ForeignRecords++;
            return true;
        }

        if (_ids[lockIndex] != 0 && _ids[lockIndex] != _record.SmartlockId)
        {
            return _json.Fail(AnswerFault.LockTwice);
        }

        _ids[lockIndex] = _record.SmartlockId;
        if (!_record.IsKnownType)
        {
            return _json.Fail(AnswerFault.UnknownType);
        }

        if (_record.Number == 0)
        {
            NotOnLock++;
            return true;
        }

        OddFingerprints += _record.OddFingerprints;
        int twice = 0;
        bool fits = _record.Put(_table, lockIndex, ref twice);
        Twice += twice;
        return fits || _json.Fail(AnswerFault.TooMany);
    }
}
