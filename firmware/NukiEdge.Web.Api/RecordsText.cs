using NukiEdge.Core.Bytes;
using NukiEdge.Core.Houses;
using NukiEdge.Core.Locks;
using NukiEdge.Core.Log;
using NukiEdge.Core.People;
using NukiEdge.Core.Scenes;
using NukiEdge.Web.Log;

namespace NukiEdge.Web.Api;

/// <summary>Records of the log, one at a time, as their sentences and their fields. One that was overwritten meanwhile is "gone".</summary>
internal sealed class RecordsText : PiecedText
{
    /// <summary>Forms: with oldest and next around, as a bare list, and RFC 4180.</summary>
    public const int Framed = 0, Bare = 1, Csv = 2;

    private static readonly byte[][] WhoWords = Ascii.Table("person", "unknown", "nobody", "keypad", "unproven", "collision", "not valid",
        "not sure", "doubtful");
    private static readonly byte[][] Verdicts = Ascii.Table("", "ran", "held", "no rule", "ignored", "seen later", "told");
    private static readonly byte[][] Types = Ascii.Table("", "relay", "http", "mqtt", "wait");
    private static readonly byte[][] Credentials = Ascii.Table("auth", "code", "fingerprint");

    private readonly EventLog _log;
    private readonly House _house;
    private readonly LogText _text;
    private readonly LogRecord _record;
    private int _form;
    private long _from;
    private long _to;
    private long _at;

    public RecordsText(ApiParts parts, LogRecord record, JsonWriter json)
        : base(json)
    {
        _record = record;
        _log = parts.Edge.Log;
        _house = parts.House;
        _text = new LogText(parts.House);
    }

    /// <summary>What is written next: records from one number up to, not with, another.</summary>
    public void Use(int form, long from, long to)
    {
        _form = form;
        _from = from;
        _to = to;
    }

    /// <inheritdoc/>
    protected override void Begin()
    {
        _at = _from - 1;
    }

    /// <inheritdoc/>
    protected override bool Next()
    {
        return ++_at <= _to;
    }

    /// <inheritdoc/>
    protected override void Write()
    {
        if (_at < _from)
        {
            WriteHead();
        }
        else if (_at == _to)
        {
            Json.Raw(_form == Framed ? "]}" : _form == Bare ? "]" : "");
        }
        else if (_form == Csv)
        {
            WriteLine();
        }
        else
        {
            Json.Raw(_at == _from ? "" : ",");
            WriteRecord();
        }
    }

    private void WriteHead()
    {
        if (_form != Framed)
        {
            Json.Raw(_form == Bare ? "[" : "n,at,kind,text\r\n");
            return;
        }

        Json.Open('{');
        Number("oldest", _log.Oldest);
        Number("next", _to);
        Json.Field("records");
        Json.Raw((byte)'[');
    }

    private void WriteRecord()
    {
        Json.Open('{');
        Number("n", _at);
        if (!_log.Read(_at, _record))
        {
            Words("kind", "gone");
            Json.Close('}');
            return;
        }

        LogRecord r = _record;
        Words("kind", Kind(r));
        Number("at", r.UtcSeconds == 0 ? -1 : r.UtcSeconds);
        Words("text", _text.Line(r));
        if (r.Kind == EventLog.Announcement)
        {
            WriteEvent(r);
        }
        else if (r.Kind == EventLog.Step)
        {
            WriteStep(r);
        }
        else
        {
            WriteNote(r);
        }

        Json.Close('}');
    }

    private void WriteEvent(LogRecord r)
    {
        bool isRead = r.Reason != Reason.Unreadable;
        Number("lock", r.Lock);
        Number("reason", r.Reason);
        Number("context", r.Context);
        Words("verdict", Verdicts[r.Verdict < Verdicts.Length ? r.Verdict : 0]);
        Words("decision", _text.Decision(r));
        if (isRead)
        {
            Words("who", WhoWords[r.Who < WhoWords.Length ? r.Who : 1]);
            Number("person", r.Person == EventLog.GonePerson ? -1 : r.Person);
            Words("name", _text.Person(r));
            Words("what", LogText.What(r));
            Number("code", r.CodeId);
            Number("auth", r.AuthId);
        }

        WriteRule(r.Rule, r.Scene);
        Number("run", r.Run);
        Number("us", r.EndUs);
    }

    /// <summary>A note in parts, for who makes a sentence of it in another language than <see cref="LogText"/> does.</summary>
    private void WriteNote(LogRecord r)
    {
        Number("code", r.Note);
        Number("lock", r.Lock);
        Number("detail", r.NoteDetail);
        if (NoteCode.IsOfRoster(r.Note))
        {
            Words("credential", Credentials[r.CredentialKind == CredentialKind.Code ? 1 : r.CredentialKind == CredentialKind.Fingerprint ? 2 : 0]);
            WritePerson("name", r.Person);
            WritePerson("before", r.Login);
        }
        else if (r.Login >= 0 && r.Login < _house.Logins.Count && _house.Logins.IsRemoved(r.Login))
        {
            Words("login", "");
        }
        else
        {
            Named("login", _house.Logins.Users, r.Login);
        }

        if (r.Note == NoteCode.PersonReplaced)
        {
            WritePerson("name", (int)r.NoteDetail);
        }
        else if (HandText.IsAboutScene(r))
        {
            WriteScene((int)(r.NoteDetail & 255));
        }
        else if (HappeningText.IsAboutRule(r))
        {
            WriteRule((int)(r.NoteDetail >> 8) & 255, r.Note == NoteCode.HappeningRan ? (int)(r.NoteDetail >> 16) & 255 : -1);
        }
    }

    /// <summary>A name; "" for somebody whose place another one has.</summary>
    private void WritePerson(string field, int person)
    {
        if (person == EventLog.GonePerson)
        {
            Words(field, "");
        }
        else
        {
            Named(field, _house.Persons, person);
        }
    }

    private void WriteRule(int rule, int scene)
    {
        Number("rule", Place(rule));
        Named("ruleName", _house.Rules.Names, Place(rule));
        WriteScene(scene);
    }

    /// <summary>Place and name: who shows the record must not look the place up in a list of before a change.</summary>
    private void WriteScene(int scene)
    {
        Number("scene", Place(scene));
        Named("sceneName", _house.Scenes.Names, Place(scene));
    }

    private void WriteStep(LogRecord r)
    {
        WriteScene(r.Scene);
        Number("run", r.Run);
        Number("step", r.StepIndex);
        Words("type", Types[r.StepType < Types.Length ? r.StepType : 0]);
        Words("work", _text.StepWork(r));
        if (r.StepType == StepType.Relay)
        {
            Number("relay", r.Detail & 255);
            Words("order", LogText.Order(r.Detail >> 8));
        }

        Number("result", r.Result >= 100 ? r.Result : -1);
        WriteFault(StepFault.Words(r.Result));
        Number("startUs", r.StartUs);
        Number("endUs", r.EndUs);
    }

    private void WriteFault(string words)
    {
        if (words == null)
        {
            Json.Field("fault");
            Json.Raw("null");
        }
        else
        {
            Words("fault", words);
        }
    }

    private static int Place(int place)
    {
        return place == EventLog.Gone ? -1 : place;
    }

    private static string Kind(LogRecord r)
    {
        return r.Kind == EventLog.Announcement ? "event" : r.Kind == EventLog.Step ? "step" : "note";
    }

    /// <summary>RFC 4180; a text that a spreadsheet would take for a formula gets an apostrophe (CWE-1236).</summary>
    private void WriteLine()
    {
        bool isThere = _log.Read(_at, _record);
        Json.Number((uint)_at);
        Json.Raw((byte)',');
        if (isThere && _record.UtcSeconds > 0)
        {
            Json.Number(_record.UtcSeconds);
        }

        Json.Raw((byte)',');
        Json.Raw(isThere ? Kind(_record) : "gone");
        Json.Raw(",\"");
        byte[] text = System.Text.Encoding.UTF8.GetBytes(isThere ? _text.Line(_record) : "");
        bool isFormula = text.Length > 0 && (text[0] == '=' || text[0] == '+' || text[0] == '-' || text[0] == '@');
        Json.Raw(isFormula ? "'" : "");
        for (int i = 0; i < text.Length; i++)
        {
            Json.Raw(text[i] == '"' ? "\"" : "");
            Json.Raw(text[i]);
        }

        Json.Raw("\"\r\n");
    }
}
