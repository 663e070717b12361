using System;
using NukiEdge.Core.Bytes;
using NukiEdge.Core.Rules;

namespace NukiEdge.Core.Scenes;

/// <summary>What becomes of calls when the scenes change.</summary>
public sealed partial class HttpCallers
{
    /// <summary>
    /// Calls that wait and whose scene stays as it is follow it to its new place; others do not start any more, and the log says so. What a
    /// thread has goes on: it was rendered before.
    /// </summary>
    public void Take(RuleChange change)
    {
        int kept = 0;
        int count = _queued;
        long nowUs = _clock.NowUs;
        for (int i = 0; i < count; i++)
        {
            int entry = i * QueuedBytes;
            int scene = _queue[entry + SceneAt];
            if (!change.IsSameScene(scene))
            {
                _context.Load(_queue, entry + ContextAt);
                LogStep(change.Scenes[scene], _queue[entry + StepIndexAt], _context, StepResult.Ended, nowUs);
                continue;
            }

            Image.PutU16(_queue, entry + StepAt, Image.U16(_queue, entry + StepAt) + change.Shift(scene));
            _queue[entry + SceneAt] = change.Scenes[scene];
            Array.Copy(_queue, entry, _queue, kept * QueuedBytes, QueuedBytes);
            kept++;
        }

        _queued = kept;
        for (int i = 0; i < _underWay.Length; i++)
        {
            CallUnderWay call = _underWay[i];
            if (!call.Http.IsFree && !call.IsOver)
            {
                call.Scene = change.Scenes[call.Scene];
            }
        }
    }
}
