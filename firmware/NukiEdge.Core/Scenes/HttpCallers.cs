using System;
using NukiEdge.Core.Bytes;
using NukiEdge.Core.Log;
using NukiEdge.Core.Ports;

namespace NukiEdge.Core.Scenes;

/// <summary>
/// Hands scene calls to the few caller threads. A dead, slow or hostile target delays nobody: one target never holds
/// all callers, all unproven ones together neither, and the loop decides when a deadline is over.
/// </summary>
public sealed partial class HttpCallers : IPart
{
    /// <summary>Given to a thread beyond its own deadline before the loop drops its answer, microseconds.</summary>
    public const long GraceUs = 100000;

    // A call that waits, as bytes: where its step stands, and what its placeholders stand for.
    private const int SceneAt = 0, StepIndexAt = 1, StepAt = 2, ContextAt = 4;
    private const int QueuedBytes = ContextAt + SceneContext.SavedBytes;

    private readonly SceneTable _scenes;
    private readonly Template _template;
    private readonly EventLog _log;
    private readonly IClock _clock;
    private readonly ICaller[] _callers;
    private readonly CallUnderWay[] _underWay;
    private readonly byte[] _queue;
    private readonly SceneContext _context = new SceneContext();
    private readonly HttpTargets _targets;
    private readonly ByteWriter _writer = new ByteWriter();
    private int _queued;

    /// <summary>One call under way for each caller, and a queue of <see cref="Limits.QueuedCalls"/>.</summary>
    public HttpCallers(Limits limits, ICaller[] callers, SceneTable scenes, Template template, EventLog log, IClock clock)
    {
        _scenes = scenes;
        _template = template;
        _log = log;
        _clock = clock;
        _callers = callers;
        _underWay = new CallUnderWay[callers.Length];
        for (int i = 0; i < _underWay.Length; i++)
        {
            _underWay[i] = new CallUnderWay(limits.CallBytes);
        }

        _queue = new byte[limits.QueuedCalls * QueuedBytes];
        _targets = new HttpTargets(limits.QueuedCalls);
    }

    /// <summary>Calls that wait for a free caller.</summary>
    public int Queued => _queued;

    /// <summary>True while the answer of a call is waited for.</summary>
    public bool IsBusy
    {
        get
        {
            for (int i = 0; i < _underWay.Length; i++)
            {
                if (!_underWay[i].Http.IsFree && !_underWay[i].IsOver)
                {
                    return true;
                }
            }

            return false;
        }
    }

    /// <summary>
    /// Since when all caller threads hang in calls that were given up, clock microseconds; <see cref="long.MaxValue"/> while one
    /// is free, or may still be in time.
    /// </summary>
    public long AllHangSinceUs
    {
        get
        {
            long sinceUs = _underWay.Length == 0 ? long.MaxValue : long.MinValue;
            for (int i = 0; i < _underWay.Length; i++)
            {
                CallUnderWay call = _underWay[i];
                if (call.Http.IsFree || call.Http.IsFinished || !call.IsOver)
                {
                    return long.MaxValue;
                }

                sinceUs = call.DeadlineUs > sinceUs ? call.DeadlineUs : sinceUs;
            }

            return sinceUs;
        }
    }

    /// <summary>Takes an HTTP step and starts it now if it may. What cannot be taken is logged as the step's result.</summary>
    public void Enqueue(int scene, int at, int stepIndex, SceneContext context)
    {
        int entry = _queued * QueuedBytes;
        if (entry == _queue.Length)
        {
            LogStep(scene, stepIndex, context, StepResult.QueueFull, _clock.NowUs);
            return;
        }

        _queued++;
        _queue[entry + SceneAt] = (byte)scene;
        _queue[entry + StepIndexAt] = (byte)stepIndex;
        Image.PutU16(_queue, entry + StepAt, at);
        context.Save(_queue, entry + ContextAt);
        Dispatch(_clock.NowUs);
    }

    /// <inheritdoc/>
    public long Step(long nowUs)
    {
        long next = long.MaxValue;
        for (int i = 0; i < _underWay.Length; i++)
        {
            CallUnderWay call = _underWay[i];
            if (call.Http.IsFinished)
            {
                Take(call, call.Http.Result, nowUs);
                call.Http.Release();
            }
            else if (!call.Http.IsFree && !call.IsOver)
            {
                if (nowUs >= call.DeadlineUs)
                {
                    // The thread may still hang in its call. Its answer is dropped; the caller is free when it is back.
                    Take(call, HttpCall.TimedOut, nowUs);
                }
                else if (call.DeadlineUs < next)
                {
                    next = call.DeadlineUs;
                }
            }
        }

        Dispatch(nowUs);
        return next;
    }

    /// <summary>Forgets what waits: another set of scenes takes the place of this one.</summary>
    public void ClearQueue()
    {
        _queued = 0;
    }

    private void Take(CallUnderWay call, int result, long nowUs)
    {
        if (call.IsOver)
        {
            return;
        }

        call.IsOver = true;
        _targets.Learn(call.Http.Address, call.Http.Port, result >= 100, result == HttpCall.TimedOut, nowUs);
        _log.Add(EventLog.Step, call.Context.UtcSeconds);
        _log.SetStep(call.Context.Run, call.Scene, call.StepIndex, StepType.Http, result, call.Http.BodyLength,
            call.StartUs - call.Context.ReceivedUs, nowUs - call.Context.ReceivedUs);
    }

    /// <summary>Starts what may start, in order; what may not stays, and holds back only calls to the same target.</summary>
    private void Dispatch(long nowUs)
    {
        int kept = 0;
        int count = _queued;
        for (int i = 0; i < count; i++)
        {
            int entry = i * QueuedBytes;
            int at = Image.U16(_queue, entry + StepAt);
            uint address = Image.U32(_scenes.Steps, at + SceneTable.AddressAt);
            int port = Image.U16(_scenes.Steps, at + SceneTable.PortAt);
            if (_targets.IsSkipped(address, port, nowUs))
            {
                _context.Load(_queue, entry + ContextAt);
                LogStep(_queue[entry + SceneAt], _queue[entry + StepIndexAt], _context, HttpCall.Skipped, nowUs);
                continue;
            }

            int caller = MayHave(address, port);
            if (caller < 0 || WaitsBefore(kept, address, port))
            {
                Array.Copy(_queue, entry, _queue, kept * QueuedBytes, QueuedBytes);
                kept++;
                continue;
            }

            Start(caller, entry, address, port, nowUs);
        }

        _queued = kept;
    }

    private bool WaitsBefore(int kept, uint address, int port)
    {
        for (int i = 0; i < kept; i++)
        {
            int at = Image.U16(_queue, i * QueuedBytes + StepAt);
            if (Image.U32(_scenes.Steps, at + SceneTable.AddressAt) == address
                && Image.U16(_scenes.Steps, at + SceneTable.PortAt) == port)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>A free caller for this target, or -1: the last free one goes neither to a target that holds
    /// all others nor to an unproven one while the others are held by unproven ones.</summary>
    private int MayHave(uint address, int port)
    {
        int free = -1;
        int sameTarget = 0;
        int unproven = 0;
        for (int i = 0; i < _underWay.Length; i++)
        {
            CallUnderWay call = _underWay[i];
            if (call.Http.IsFree)
            {
                free = i;
                continue;
            }

            sameTarget += call.Http.Address == address && call.Http.Port == port ? 1 : 0;
            unproven += _targets.IsProven(call.Http.Address, call.Http.Port) ? 0 : 1;
        }

        int most = _underWay.Length > 1 ? _underWay.Length - 1 : 1;
        bool mayNot = sameTarget >= most || (unproven >= most && !_targets.IsProven(address, port));
        return mayNot ? -1 : free;
    }

    private void Start(int caller, int entry, uint address, int port, long nowUs)
    {
        byte[] steps = _scenes.Steps;
        CallUnderWay call = _underWay[caller];
        HttpCall http = call.Http;
        int at = Image.U16(_queue, entry + StepAt);
        call.Context.Load(_queue, entry + ContextAt);
        call.Scene = _queue[entry + SceneAt];
        call.StepIndex = _queue[entry + StepIndexAt];
        if (!Render(at, call))
        {
            LogStep(call.Scene, call.StepIndex, call.Context, HttpCall.TooLong, nowUs);
            return;
        }

        http.Method = steps[at + SceneTable.MethodAt];
        http.TimeoutMs = Image.U16(steps, at + SceneTable.TimeoutAt);
        http.Address = address;
        http.Port = port;
        call.IsOver = false;
        call.StartUs = _clock.NowUs;
        call.DeadlineUs = call.StartUs + http.TimeoutMs * 1000L + GraceUs;
        http.MarkBusy();
        _callers[caller].Start(http);
    }

    /// <summary>URL, headers and body, with the placeholders filled in. False when they do not fit.</summary>
    private bool Render(int at, CallUnderWay call)
    {
        byte[] steps = _scenes.Steps;
        HttpCall http = call.Http;
        int text = at + SceneTable.HttpTextAt;
        int urlLength = Image.U16(steps, at + SceneTable.UrlLengthAt);
        int headersLength = Image.U16(steps, at + SceneTable.HeadersLengthAt);
        _writer.Reset(http.Text);
        _template.Render(steps, text, urlLength, Escape.Url, call.Context, _writer);
        http.UrlLength = _writer.Length;
        _template.Render(steps, text + urlLength, headersLength, Escape.Header, call.Context, _writer);
        http.HeadersLength = _writer.Length - http.UrlLength;
        _template.Render(steps, text + urlLength + headersLength, Image.U16(steps, at + SceneTable.BodyLengthAt),
            steps[at + SceneTable.BodyEscapeAt], call.Context, _writer);
        http.BodyLength = _writer.Length - http.UrlLength - http.HeadersLength;
        return !_writer.Overflow;
    }

    private void LogStep(int scene, int stepIndex, SceneContext context, int result, long nowUs)
    {
        _log.Add(EventLog.Step, context.UtcSeconds);
        _log.SetStep(context.Run, scene, stepIndex, StepType.Http, result, 0, nowUs - context.ReceivedUs,
            nowUs - context.ReceivedUs);
    }

    /// <summary>A call that a thread has.</summary>
    private sealed class CallUnderWay
    {
        public readonly HttpCall Http;
        public readonly SceneContext Context = new SceneContext();
        public int Scene;
        public int StepIndex;
        public long StartUs;
        public long DeadlineUs;

        /// <summary>Its result is known, or was given up.</summary>
        public bool IsOver;

        public CallUnderWay(int bytes)
        {
            Http = new HttpCall(bytes);
        }
    }
}
