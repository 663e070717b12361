using NukiEdge.Core.Locks;
using NukiEdge.Core.Log;
using NukiEdge.Core.Rules;
using NukiEdge.Core.Scenes;

namespace NukiEdge.Core.Loop;

/// <summary>How other rules and scenes take the place of the ones that run, between two messages.</summary>
public sealed partial class EdgeLoop
{
    private long _rulesChangedUs = long.MinValue / 2;

    // What opens now was announced before the last change: rules that are younger have had no announcement.
    private bool _isOlderThanRules;

    /// <summary>
    /// All rules and scenes are others from here on. Everything that held the place of one follows it by its name or ends, and the log in
    /// memory with it. Not on the event path: it allocates before it changes anything, and nothing afterwards.
    /// </summary>
    /// <param name="rules">The next rules, with the room of the house's; not to be used afterwards.</param>
    /// <param name="scenes">The next scenes, of which these rules speak.</param>
    public void TakeRules(RuleTable rules, SceneTable scenes)
    {
        RuleChange change = new RuleChange(_house.Rules, _house.Scenes, rules, scenes);
        long nowUs = _clock.NowUs;
        Log.Renumber(change.Rules, change.Scenes);
        _journal.Note(NoteCode.RulesChanged, -1, RuleChange.Mark(rules, scenes));
        Scenes.Take(change);
        Callers.Take(change);
        if (_askFirst.IsWaiting)
        {
            FollowWaiting(change);
        }

        _house.Rules.Take(rules, change, nowUs - _rulesChangedUs <= LockWatch.ConfirmUs);
        _house.Scenes.CopyFrom(scenes);
        _rulesChangedUs = nowUs;
    }

    /// <summary>The rule that waits for Nuki Web goes on waiting only where it and its scene are what was asked about.</summary>
    private void FollowWaiting(RuleChange change)
    {
        int rule = _askFirst.Rule;
        if (change.IsSameRule(rule) && change.IsSameScene(_house.Rules.Scene(rule)))
        {
            _askFirst.Rule = change.Rules[rule];
            return;
        }

        _askFirst.End();
        _journal.Note(NoteCode.WaitEnded, _askFirst.Lock, 0);
    }
}
