using NukiEdge.Core.Bytes;
using NukiEdge.Core.Log;
using NukiEdge.Core.Ports;
using NukiEdge.Core.Rules;

namespace NukiEdge.Core.Scenes;

/// <summary>
/// Runs scenes. A stretch runs through at once, relays first (the image's order); a wait is a time in a slot, not a
/// thread; HTTP calls go to <see cref="HttpCallers"/> and hold nobody up.
/// </summary>
public sealed class SceneRunner : IPart
{
    // A scene that waits, as bytes: an object each would cost three times as much.
    private const int ActiveAt = 0, SceneAt = 1, StepAt = 2, StepIndexAt = 4, ResumeAt = 5, ContextAt = 13;
    private const int SlotBytes = ContextAt + SceneContext.SavedBytes;

    private readonly SceneTable _scenes;
    private readonly RelayBank _relays;
    private readonly HttpCallers _callers;
    private readonly Template _template;
    private readonly EventLog _log;
    private readonly IClock _clock;
    private readonly byte[] _slots;
    private readonly SceneContext _context = new SceneContext();
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
        _slots = new byte[limits.SceneRuns * SlotBytes];
    }

    /// <summary>Where MQTT steps go; null while there is no link.</summary>
    public IMessageLink Link { get; set; }

    /// <summary>True when another scene can start.</summary>
    public bool HasRoom => FreeSlot() >= 0;

    /// <summary>The number that the next run will have, 1 to 255.</summary>
    public int NextRun => _lastRun % 255 + 1;

    /// <summary>When a scene that waits goes on, clock microseconds; <see cref="long.MaxValue"/> while none waits.</summary>
    public long NextStepUs
    {
        get
        {
            long next = long.MaxValue;
            for (int slot = 0; slot < _slots.Length; slot += SlotBytes)
            {
                if (_slots[slot + ActiveAt] != 0 && Image.I64(_slots, slot + ResumeAt) < next)
                {
                    next = Image.I64(_slots, slot + ResumeAt);
                }
            }

            return next;
        }
    }

    /// <summary>Starts a scene: its first stretch is through when this returns. The caller has asked <see cref="HasRoom"/>.</summary>
    public void Start(int scene, SceneContext context)
    {
        _lastRun = NextRun;
        context.Run = _lastRun;
        RunStretch(FreeSlot(), scene, _scenes.Begin(scene), 0, context);
    }

    /// <inheritdoc/>
    public long Step(long nowUs)
    {
        for (int slot = 0; slot < _slots.Length; slot += SlotBytes)
        {
            if (_slots[slot + ActiveAt] != 0 && nowUs >= Image.I64(_slots, slot + ResumeAt))
            {
                _context.Load(_slots, slot + ContextAt);
                RunStretch(slot, _slots[slot + SceneAt], Image.U16(_slots, slot + StepAt), _slots[slot + StepIndexAt], _context);
            }
        }

        return NextStepUs;
    }

    /// <summary>Ends all runs where they are: a fault, a restart, another set of scenes.</summary>
    public void StopAll()
    {
        for (int slot = 0; slot < _slots.Length; slot += SlotBytes)
        {
            _slots[slot + ActiveAt] = 0;
        }
    }

    /// <summary>The scenes change: what waits in one that stays as it is goes on at its new place, the others end here.</summary>
    public void Take(RuleChange change)
    {
        for (int slot = 0; slot < _slots.Length; slot += SlotBytes)
        {
            int scene = _slots[slot + SceneAt];
            if (_slots[slot + ActiveAt] == 0)
            {
                continue;
            }

            if (change.IsSameScene(scene))
            {
                Image.PutU16(_slots, slot + StepAt, Image.U16(_slots, slot + StepAt) + change.Shift(scene));
                _slots[slot + SceneAt] = change.Scenes[scene];
                continue;
            }

            _slots[slot + ActiveAt] = 0;
            _context.Load(_slots, slot + ContextAt);
            _log.Add(EventLog.Note, _clock.UtcSeconds);
            _log.SetNote(NoteCode.RunEnded, -1, -1, (uint)change.Scenes[scene] | (uint)_context.Run << 8);
        }
    }

    private int FreeSlot()
    {
        for (int slot = 0; slot < _slots.Length; slot += SlotBytes)
        {
            if (_slots[slot + ActiveAt] == 0)
            {
                return slot;
            }
        }

        return -1;
    }

    /// <summary>Runs up to the next wait or to the end.</summary>
    private void RunStretch(int slot, int scene, int at, int stepIndex, SceneContext context)
    {
        byte[] steps = _scenes.Steps;
        int end = _scenes.End(scene);
        for (; at < end; at += _scenes.StepLength(at), stepIndex++)
        {
            switch (steps[at])
            {
                case StepType.Relay:
                    SwitchRelay(scene, at, stepIndex, context);
                    break;
                case StepType.Http:
                    _callers.Enqueue(scene, at, stepIndex, context);
                    break;
                case StepType.Mqtt:
                    Publish(scene, at, stepIndex, context);
                    break;
                default:
                    long resumeUs = _clock.NowUs + Image.U32(steps, at + SceneTable.WaitAt) * 1000L;
                    Sleep(slot, scene, at + SceneTable.WaitBytes, stepIndex + 1, resumeUs, context);
                    return;
            }
        }

        _slots[slot + ActiveAt] = 0;
    }

    private void Sleep(int slot, int scene, int nextStepAt, int nextStepIndex, long resumeUs, SceneContext context)
    {
        _slots[slot + ActiveAt] = 1;
        _slots[slot + SceneAt] = (byte)scene;
        Image.PutU16(_slots, slot + StepAt, nextStepAt);
        _slots[slot + StepIndexAt] = (byte)nextStepIndex;
        Image.PutI64(_slots, slot + ResumeAt, resumeUs);
        context.Save(_slots, slot + ContextAt);
    }

    private void SwitchRelay(int scene, int at, int stepIndex, SceneContext context)
    {
        byte[] steps = _scenes.Steps;
        long startUs = _clock.NowUs;
        int relay = steps[at + SceneTable.RelayAt];
        int result = _relays.Order(relay, steps[at + SceneTable.OrderAt], Image.U32(steps, at + SceneTable.PulseAt), startUs);
        LogStep(scene, stepIndex, context, StepType.Relay, result, relay | (steps[at + SceneTable.OrderAt] << 8), startUs);
    }

    private void Publish(int scene, int at, int stepIndex, SceneContext context)
    {
        byte[] steps = _scenes.Steps;
        long startUs = _clock.NowUs;
        int topicLength = Image.U16(steps, at + SceneTable.TopicLengthAt);
        _topic.Reset(_topicBytes);
        _template.Render(steps, at + SceneTable.MqttTextAt, topicLength, Escape.Topic, context, _topic);
        _payload.Reset(_payloadBytes);
        _template.Render(steps, at + SceneTable.MqttTextAt + topicLength, Image.U16(steps, at + SceneTable.PayloadLengthAt),
            steps[at + SceneTable.PayloadEscapeAt], context, _payload);

        int qos = steps[at + SceneTable.QosAt];
        int result = _topic.Overflow || _payload.Overflow ? StepResult.TooLong
            : Link != null && Link.Publish(_topicBytes, 0, _topic.Length, _payloadBytes, 0, _payload.Length, qos & 3,
                (qos & SceneTable.RetainBit) != 0) ? StepResult.Done
            : StepResult.NoLink;
        LogStep(scene, stepIndex, context, StepType.Mqtt, result, _payload.Length, startUs);
    }

    private void LogStep(int scene, int stepIndex, SceneContext context, int stepType, int result, int detail, long startUs)
    {
        _log.Add(EventLog.Step, context.UtcSeconds);
        _log.SetStep(context.Run, scene, stepIndex, stepType, result, detail, startUs - context.ReceivedUs,
            _clock.NowUs - context.ReceivedUs);
    }
}
