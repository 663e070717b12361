using NukiEdge.Core.Bytes;
using NukiEdge.Core.Log;
using NukiEdge.Core.Ports;

namespace NukiEdge.Core.Scenes;

/// <summary>
/// Runs scenes. A stretch runs through at once, relays first (the image's order); a wait is a time in a slot, not a
/// thread; HTTP calls go to <see cref="HttpCallers"/> and hold nobody up.
/// </summary>
public sealed class SceneRunner : IPart
{
    private readonly SceneTable _scenes;
    private readonly RelayBank _relays;
    private readonly HttpCallers _callers;
    private readonly Template _template;
    private readonly EventLog _log;
    private readonly IClock _clock;
    private readonly SceneRun[] _runs;
    private readonly ByteWriter _topic = new ByteWriter();
    private readonly ByteWriter _payload = new ByteWriter();
    private readonly byte[] _topicBytes;
    private readonly byte[] _payloadBytes;
    private int _lastRun;

    /// <summary>A runner with the slots and buffers of <paramref name="limits"/>.</summary>
    public SceneRunner(Limits limits, SceneTable scenes, RelayBank relays, HttpCallers callers, Template template, EventLog log,
        IClock clock)
    {
        _scenes = scenes;
        _relays = relays;
        _callers = callers;
        _template = template;
        _log = log;
        _clock = clock;
        _topicBytes = new byte[limits.TopicBytes];
        _payloadBytes = new byte[limits.CallBytes];
        _runs = new SceneRun[limits.SceneRuns];
        for (int i = 0; i < _runs.Length; i++)
        {
            _runs[i] = new SceneRun();
        }
    }

    /// <summary>Where MQTT steps go; null while there is no link.</summary>
    public IMessageLink Link { get; set; }

    /// <summary>True when another scene can start.</summary>
    public bool HasRoom => FreeSlot() >= 0;

    /// <summary>The number that the next run will have, 1 to 255.</summary>
    public int NextRun => _lastRun % 255 + 1;

    /// <summary>Starts a scene: its first stretch is through when this returns. The caller has asked <see cref="HasRoom"/>.</summary>
    public void Start(int scene, SceneContext context)
    {
        _lastRun = NextRun;
        SceneRun run = _runs[FreeSlot()];
        run.Context.CopyFrom(context);
        run.Context.Run = _lastRun;
        run.Scene = scene;
        run.At = _scenes.Begin(scene);
        run.StepIndex = 0;
        RunStretch(run);
    }

    /// <inheritdoc/>
    public long Step(long nowUs)
    {
        long next = long.MaxValue;
        for (int i = 0; i < _runs.Length; i++)
        {
            SceneRun run = _runs[i];
            if (run.IsActive && nowUs >= run.ResumeUs)
            {
                RunStretch(run);
            }

            if (run.IsActive && run.ResumeUs < next)
            {
                next = run.ResumeUs;
            }
        }

        return next;
    }

    /// <summary>Ends all runs where they are: a fault, a restart, another set of scenes.</summary>
    public void StopAll()
    {
        for (int i = 0; i < _runs.Length; i++)
        {
            _runs[i].IsActive = false;
        }
    }

    private int FreeSlot()
    {
        for (int i = 0; i < _runs.Length; i++)
        {
            if (!_runs[i].IsActive)
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>Runs up to the next wait or to the end.</summary>
    private void RunStretch(SceneRun run)
    {
        byte[] steps = _scenes.Steps;
        int end = _scenes.End(run.Scene);
        while (run.At < end)
        {
            int at = run.At;
            run.At += _scenes.StepLength(at);
            int stepIndex = run.StepIndex++;
            switch (steps[at])
            {
                case StepType.Relay:
                    SwitchRelay(run, at, stepIndex);
                    break;
                case StepType.Http:
                    _callers.Enqueue(run.Scene, at, stepIndex, run.Context);
                    break;
                case StepType.Mqtt:
                    Publish(run, at, stepIndex);
                    break;
                default:
                    run.ResumeUs = _clock.NowUs + Image.U32(steps, at + SceneTable.WaitAt) * 1000L;
                    run.IsActive = true;
                    return;
            }
        }

        run.IsActive = false;
    }

    private void SwitchRelay(SceneRun run, int at, int stepIndex)
    {
        byte[] steps = _scenes.Steps;
        long startUs = _clock.NowUs;
        int relay = steps[at + SceneTable.RelayAt];
        int result = _relays.Order(relay, steps[at + SceneTable.OrderAt], Image.U32(steps, at + SceneTable.PulseAt), startUs);
        LogStep(run, stepIndex, StepType.Relay, result, relay | (steps[at + SceneTable.OrderAt] << 8), startUs);
    }

    private void Publish(SceneRun run, int at, int stepIndex)
    {
        byte[] steps = _scenes.Steps;
        long startUs = _clock.NowUs;
        int topicLength = Image.U16(steps, at + SceneTable.TopicLengthAt);
        _topic.Reset(_topicBytes);
        _template.Render(steps, at + SceneTable.MqttTextAt, topicLength, Escape.Topic, run.Context, _topic);
        _payload.Reset(_payloadBytes);
        _template.Render(steps, at + SceneTable.MqttTextAt + topicLength, Image.U16(steps, at + SceneTable.PayloadLengthAt),
            steps[at + SceneTable.PayloadEscapeAt], run.Context, _payload);

        int qos = steps[at + SceneTable.QosAt];
        int result = _topic.Overflow || _payload.Overflow ? StepResult.TooLong
            : Link != null && Link.Publish(_topicBytes, 0, _topic.Length, _payloadBytes, 0, _payload.Length, qos & 3,
                (qos & SceneTable.RetainBit) != 0) ? StepResult.Done
            : StepResult.NoLink;
        LogStep(run, stepIndex, StepType.Mqtt, result, _payload.Length, startUs);
    }

    private void LogStep(SceneRun run, int stepIndex, int stepType, int result, int detail, long startUs)
    {
        SceneContext context = run.Context;
        _log.Add(EventLog.Step, context.UtcSeconds);
        _log.SetStep(context.Run, run.Scene, stepIndex, stepType, result, detail, startUs - context.ReceivedUs,
            _clock.NowUs - context.ReceivedUs);
    }

    /// <summary>A scene under way.</summary>
    private sealed class SceneRun
    {
        public readonly SceneContext Context = new SceneContext();
        public bool IsActive;
        public int Scene;
        public int At;
        public int StepIndex;
        public long ResumeUs;
    }
}
