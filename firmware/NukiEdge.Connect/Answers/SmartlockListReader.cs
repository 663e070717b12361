using NukiEdge.Connect.Cloud;
using NukiEdge.Core.Bytes;
using NukiEdge.Core.Ports;

namespace NukiEdge.Connect.Answers;

/// <summary>Reads GET /smartlock: which devices the account has (facts B2, B6). On the cloud's thread, in constant memory.</summary>
public sealed class SmartlockListReader : IAnswerReader
{
    /// <summary>Devices of an account that fit.</summary>
    public const int MaxLocks = 16;

    private const int Id = 0, NameField = 2, Required = 7;
    private const int NameBytes = 24;

    private static readonly byte[][] Wanted = Ascii.Table("smartlockId", "type", "name");

    private readonly AnswerJson _json;
    private readonly long[] _ids = new long[MaxLocks];
    private readonly byte[] _types = new byte[MaxLocks];
    private readonly short[] _names = new short[MaxLocks];

    /// <summary>A reader.</summary>
    /// <param name="json">Shared with the other readers on this thread.</param>
    public SmartlockListReader(AnswerJson json)
    {
        _json = json;
    }

    /// <summary>What is wrong with the last answer: <see cref="AnswerFault"/>. Unless it is Ok, there are no devices.</summary>
    public byte Fault { get; private set; }

    /// <summary>The device at which it stopped, from 1.</summary>
    public int Record { get; private set; }

    /// <summary>Devices.</summary>
    public int Count { get; private set; }

    /// <summary>Their names; <see cref="NameOf"/> is the index.</summary>
    public NameTable Names { get; } = new NameTable(MaxLocks, NameBytes);

    /// <summary>The Web API's id of a device.</summary>
    public long IdOf(int device)
    {
        return _ids[device];
    }

    /// <summary>Its type: <see cref="Core.Locks.DeviceTypeCode"/>, 255 for a larger one.</summary>
    public int TypeOf(int device)
    {
        return _types[device];
    }

    /// <summary>Index of its name, or -1: it cannot be shown, or there is no room.</summary>
    public int NameOf(int device)
    {
        return _names[device];
    }

    /// <summary>The device with this MQTT id, or -1.</summary>
    public int IndexOf(uint mqttId)
    {
        for (int i = 0; i < Count; i++)
        {
            if (SmartlockId.MqttId(_ids[i]) == mqttId && SmartlockId.HasMqtt(_ids[i]))
            {
                return i;
            }
        }

        return -1;
    }

    /// <inheritdoc/>
    public byte Read(IByteSource body)
    {
        Count = 0;
        Names.Clear();
        _json.Open(body);
        if (_json.OpenList())
        {
            while (_json.NextRecord() && ReadDevice())
            {
            }
        }

        Fault = _json.Fault;
        Record = _json.Record;
        Count = Fault == AnswerFault.Ok ? Count : 0;
        _json.Close();
        return AnswerFault.ToSync(Fault);
    }

    private bool ReadDevice()
    {
        if (Count == MaxLocks)
        {
            return _json.Fail(AnswerFault.TooMany);
        }

        int field = _json.NextField(Wanted);
        while (field >= AnswerJson.Other)
        {
            if (field >= 0 && !Take(field))
            {
                return false;
            }

            field = _json.NextField(Wanted);
        }

        if (field != AnswerJson.ObjectEnd || !_json.Require(Required))
        {
            return false;
        }

        for (int i = 0; i < Count; i++)
        {
            if (_ids[i] == _ids[Count])
            {
                return _json.Fail(AnswerFault.LockTwice);
            }
        }

        Count++;
        return true;
    }

    private bool Take(int field)
    {
        if (field == NameField)
        {
            return _json.TakeText() && KeepName();
        }

        bool ok = _json.TakeNumber(field == Id ? 1 : 0, field == Id ? SmartlockId.Largest : int.MaxValue);
        if (field == Id)
        {
            _ids[Count] = _json.Number;
        }
        else
        {
            _types[Count] = (byte)(_json.Number < 255 ? _json.Number : 255);
        }

        return ok;
    }

    private bool KeepName()
    {
        int length = _json.TextLength;
        bool fits = length <= NameTable.MaxBytes && PlainName.Is(_json.Text, length);
        int name = fits ? Names.IndexOf(_json.Text, 0, length) : -1;
        _names[Count] = (short)(fits && name < 0 && Names.HasRoom(length) ? Names.Add(_json.Text, 0, length) : name);
        return true;
    }
}
