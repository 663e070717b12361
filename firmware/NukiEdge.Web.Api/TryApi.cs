using NukiEdge.Core.Bytes;
using NukiEdge.Core.Houses;
using NukiEdge.Core.Locks;
using NukiEdge.Core.Log;
using NukiEdge.Core.Loop;
using NukiEdge.Core.People;
using NukiEdge.Core.Scenes;
using NukiEdge.Net.Http;
using NukiEdge.Web.Log;

namespace NukiEdge.Web.Api;

/// <summary>Learn mode, which reads back what the log has heard since, and the dry run. Neither changes anything.</summary>
internal sealed class TryApi : IHttpHandler
{
    private const long LearnUs = 60000000;
    private const int MostCaptured = 6;
    private const uint PressOnce = 1;

    private static readonly byte[] LockWord = Ascii.Of("lock"), KindWord = Ascii.Of("kind"), NumberWord = Ascii.Of("number"),
        ActionWord = Ascii.Of("action"), SourceWord = Ascii.Of("source");

    private static readonly string[] WhoWords = { "person", "unknown", "nobody", "keypad", "unproven", "collision", "not valid", "not sure",
        "doubtful" };

    private readonly ApiParts _parts;
    private readonly House _house;
    private readonly DryRun _dry;
    private readonly ApiReply _out;
    private readonly LogRecord _record;
    private readonly byte[] _text = new byte[32];
    private long _learnFrom;
    private long _learnUntilUs;

    public TryApi(ApiParts parts, LogRecord record, ApiReply reply)
    {
        _record = record;
        _parts = parts;
        _house = parts.House;
        _dry = new DryRun(parts.House, parts.Edge, parts.Clock);
        _out = reply;
    }

    /// <inheritdoc/>
    public void Handle(HttpRequest request, HttpReply reply)
    {
        switch (request.Handler)
        {
            case ApiRoutes.Learn:
                _learnFrom = _parts.Edge.Log.Written;
                _learnUntilUs = _parts.Clock.NowUs + LearnUs;
                reply.Done(HttpStatus.NoContent);
                break;
            case ApiRoutes.Learnt:
                WriteLearnt(reply);
                break;
            default:
                WhatIf(request, reply);
                break;
        }
    }

    private void WriteLearnt(HttpReply reply)
    {
        long leftUs = _learnUntilUs - _parts.Clock.NowUs;
        EventLog log = _parts.Edge.Log;
        JsonWriter json = _out.Begin(reply, HttpStatus.Ok);
        _out.Number("seconds", leftUs <= 0 ? 0 : (leftUs + 999999) / 1000000);
        json.Field("captured");
        json.Open('[');
        int count = 0;
        for (long n = _learnUntilUs == 0 ? log.Written : _learnFrom; n < log.Written && count < MostCaptured; n++)
        {
            if (log.Read(n, _record) && IsOfOne(_record))
            {
                json.Next();
                WriteCaptured(json, n);
                count++;
            }
        }

        json.Close(']');
        _out.End();
    }

    /// <summary>Somebody's code, finger, fob or app: not a keypad's own key, not a copy.</summary>
    private static bool IsOfOne(LogRecord r)
    {
        return r.Kind == EventLog.Announcement && r.Verdict != Verdict.Ignored && !Verdict.IsPast(r.Verdict) && (r.CodeId != 0 || r.AuthId != 0)
            && (r.Who == Who.Person || r.Who == Who.Unknown);
    }

    private void WriteCaptured(JsonWriter json, long n)
    {
        LogRecord r = _record;
        int kind = r.CodeId == 0 ? CredentialKind.Auth : r.Source == ActionSource.Fingerprint ? CredentialKind.Fingerprint : CredentialKind.Code;
        kind = r.Who == Who.Person ? r.CredentialKind : kind;
        uint number = r.CodeId != 0 ? r.CodeId : r.AuthId;
        int record = _house.Roster.Find(r.Lock, kind, number);
        json.Open('{');
        _out.Number("n", n);
        _out.Number("lock", r.Lock);
        json.Field("kind");
        json.Text(PersonsText.KindWords[kind]);
        _out.Number("number", number);
        json.Field("source");
        json.Text(Template.SourceWords[r.Source]);
        json.Field("known");
        json.Flag(record >= 0 && _house.Roster.Person(record) >= 0);
        _out.Number("person", record < 0 ? -1 : _house.Roster.Person(record));
        json.Close('}');
    }

    private void WhatIf(HttpRequest request, HttpReply reply)
    {
        long lockIndex = Number(request, LockWord);
        long number = Number(request, NumberWord);
        int kind = Word(request, KindWord, PersonsText.KindWords, -1);
        int action = Word(request, ActionWord, Template.ActionWords, 0);
        int usual = kind == CredentialKind.Auth ? ActionSource.App : kind == CredentialKind.Code ? ActionSource.KeypadCode : ActionSource.Fingerprint;
        int source = Word(request, SourceWord, Template.SourceWords, usual);
        string wrong = lockIndex < 0 || lockIndex >= _house.Locks.Count ? "lock" : kind < 0 ? "kind" : number < 0 ? "number"
            : action < 0 ? "action" : source < 0 || source >= ActionSource.AutoLock ? "source" : null;
        if (wrong != null)
        {
            _out.Refuse(reply, HttpStatus.BadRequest, "missing, or not one that there is", wrong, 0);
            return;
        }

        Fill(_dry.Event, kind, (uint)number, action, source);
        _dry.Ask((int)lockIndex);
        WriteAnswer(reply);
    }

    /// <summary>The announcement as the lock would send it (facts A4).</summary>
    private static void Fill(LockActionEvent e, int kind, uint number, int action, int source)
    {
        bool isCode = kind != CredentialKind.Auth;
        e.Action = action < 6 ? (uint)action + 1 : action == 6 ? LockAction.FobWithoutAction : LockAction.ButtonWithoutAction;
        e.CodeId = isCode ? number : 0;
        e.AuthId = isCode ? 0 : number;
        e.Trigger = source == ActionSource.HomeKit ? LockTrigger.HomeKit : source == ActionSource.Mqtt ? LockTrigger.Mqtt
            : source == ActionSource.Button ? LockTrigger.Button : source == ActionSource.Fob ? LockTrigger.Automatic : LockTrigger.System;
        e.Context = source == ActionSource.KeypadCode ? KeypadContext.Code : source == ActionSource.Fingerprint ? KeypadContext.Fingerprint
            : source == ActionSource.Fob || source == ActionSource.AutoUnlock || source == ActionSource.Button ? PressOnce : 0;
    }

    private void WriteAnswer(HttpReply reply)
    {
        bool isRun = _dry.Verdict == Verdict.Ran;
        bool isHeld = _dry.Verdict == Verdict.Held;
        _out.Begin(reply, HttpStatus.Ok);
        _out.Text("who", WhoWords[_dry.Who.Answer]);
        _out.Number("person", _dry.Who.Person);
        _out.Named("name", _house.Persons, _dry.Who.Person);
        _out.Text("verdict", isRun ? "ran" : isHeld ? "held" : "no rule");
        _out.Number("reason", isHeld ? _dry.Reason : Reason.None);
        _out.Number("rule", _dry.Rule);
        _out.Named("ruleName", _house.Rules.Names, _dry.Rule);
        _out.Number("scene", _dry.Scene);
        _out.Named("sceneName", _house.Scenes.Names, _dry.Scene);
        string rule = _dry.Rule < 0 ? "" : " (rule " + LogText.Name(_house.Rules.Names, _dry.Rule) + ")";
        _out.Text("text", isRun ? LogText.Name(_house.Scenes.Names, _dry.Scene) + rule
            : isHeld ? "held: " + LogText.Why(_dry.Reason) + rule : "no rule is about this");
        _out.End();
    }

    private long Number(HttpRequest request, byte[] name)
    {
        int length = request.Parameter(name, _text);
        long value = length < 1 || length > 10 ? -1 : 0;
        for (int i = 0; i < length && value >= 0; i++)
        {
            int digit = _text[i] - '0';
            value = digit < 0 || digit > 9 ? -1 : value * 10 + digit;
        }

        return value > uint.MaxValue ? -1 : value;
    }

    private int Word(HttpRequest request, byte[] name, byte[][] words, int usual)
    {
        int length = request.Parameter(name, _text);
        return length < 0 ? usual : Ascii.IndexIn(words, _text, 0, length);
    }
}
