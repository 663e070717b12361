using NukiEdge.Connect.Answers;
using NukiEdge.Connect.Past;
using NukiEdge.Core.Bytes;
using NukiEdge.Core.Ports;

namespace NukiEdge.Connect.Webhooks;

/// <summary>
/// Reads a webhook's body (facts C): {feature, deleted, smartlockAuth {…}} · {feature, smartlockLog {…}} · {feature, smartlockId,
/// state {…}, serverState}. The fields may come in any order.
/// </summary>
internal sealed class WebhookBody
{
    /// <summary>Features: none of interest, DEVICE_AUTHS, DEVICE_LOGS, DEVICE_STATUS.</summary>
    public const int None = -1, Auths = 0, Logs = 1, Status = 2;

    private const int FeatureField = 0, Deleted = 1, AuthField = 2, LogField = 3, Smartlock = 4, StateField = 5, Server = 6;

    private static readonly byte[][] Wanted = Ascii.Table("feature", "deleted", "smartlockAuth", "smartlockLog", "smartlockId", "state",
        "serverState");

    private static readonly byte[][] Features = Ascii.Table("DEVICE_AUTHS", "DEVICE_LOGS", "DEVICE_STATUS");
    private static readonly byte[][] InState = Ascii.Table("state");

    // Fields that each feature must have.
    private static readonly int[] Required =
    {
        (1 << FeatureField) | (1 << Deleted) | (1 << AuthField), (1 << FeatureField) | (1 << LogField),
        (1 << FeatureField) | (1 << Smartlock) | (1 << StateField),
    };

    private readonly AnswerJson _json;
    private readonly RangeSource _source = new RangeSource();

    public WebhookBody(AnswerJson json)
    {
        _json = json;
    }

    public int Feature { get; private set; }

    public bool IsDeleted { get; private set; }

    public AuthRecord Auth { get; } = new AuthRecord();

    public LogEntry Entry { get; } = new LogEntry();

    public long SmartlockId { get; private set; }

    public int State { get; private set; }

    public int ServerState { get; private set; }

    /// <summary>Reads all of it. What is in it is valid only then.</summary>
    public bool Read(byte[] body, int at, int length)
    {
        Feature = None;
        IsDeleted = false;
        SmartlockId = 0;
        ServerState = 0;
        _source.Set(body, at, length);
        _json.Open(_source);
        bool ok = _json.OpenOnly() && ReadFields() && _json.EndOfText() && _json.Require(Feature < 0 ? 1 << FeatureField : Required[Feature]);
        _json.Close();
        _source.Set(null, 0, 0);
        return ok && (Feature != Auths || IsDeleted || (Auth.Fields & AuthRecord.InWebhook) == AuthRecord.InWebhook);
    }

    private bool ReadFields()
    {
        int field = _json.NextField(Wanted);
        while (field >= AnswerJson.Other)
        {
            int seen = _json.Seen;
            if (field >= 0 && !Take(field))
            {
                return false;
            }

            _json.Seen = seen;
            field = _json.NextField(Wanted);
        }

        // Require looks at what this object had, and no inner one
        return field == AnswerJson.ObjectEnd;
    }

    private bool Take(int field)
    {
        bool ok;
        switch (field)
        {
            case FeatureField:
                ok = _json.TakeText();
                Feature = ok ? Ascii.IndexIn(Features, _json.Text, 0, _json.TextLength) : None;
                return ok;
            case Deleted:
                ok = _json.TakeBool();
                IsDeleted = _json.Number != 0;
                return ok;
            case AuthField:
                return Enter() && Auth.Read(_json, AuthRecord.InDeleted);
            case LogField:
                return Enter() && Entry.Read(_json);
            case StateField:
                // other features may have a state of another kind
                return _json.IsObject ? Enter() && ReadState() : _json.SkipValue();
            case Smartlock:
                ok = _json.TakeNumber(1, Answers.SmartlockId.Largest);
                SmartlockId = _json.Number;
                return ok;
            default:
                ok = _json.TakeNumber(0, 254);
                ServerState = (int)_json.Number;
                return ok;
        }
    }

    private bool Enter()
    {
        _json.Seen = 0;
        return _json.IsObject || _json.Fail(AnswerFault.WrongType);
    }

    private bool ReadState()
    {
        int field = _json.NextField(InState);
        while (field >= AnswerJson.Other)
        {
            if (field >= 0 && !_json.TakeNumber(0, 255))
            {
                return false;
            }

            State = field >= 0 ? (int)_json.Number : State;
            field = _json.NextField(InState);
        }

        return field == AnswerJson.ObjectEnd && _json.Require(1);
    }

    private sealed class RangeSource : IByteSource
    {
        private byte[] _bytes;
        private int _at;
        private int _end;

        public void Set(byte[] bytes, int at, int length)
        {
            _bytes = bytes;
            _at = at;
            _end = at + length;
        }

        public int Read(byte[] buffer, int offset, int count)
        {
            int part = count < _end - _at ? count : _end - _at;
            if (part > 0)
            {
                System.Array.Copy(_bytes, _at, buffer, offset, part);
                _at += part;
            }

            return part;
        }

        public void Rewind()
        {
        }
    }
}
