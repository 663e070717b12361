using NukiEdge.Core.Bytes;
using NukiEdge.Core.Log;
using NukiEdge.Core.Scenes;

namespace NukiEdge.Core.Rules;

/// <summary>
/// Where the rules and scenes of before are in another set of them. A rule or scene is the same thing as long as its name stays; it is
/// unchanged when all else stays too. Made while both sets are there; whoever holds a place asks it for the new one.
/// </summary>
public sealed class RuleChange
{
    /// <summary>New place of each rule, by its name, or <see cref="EventLog.Gone"/>.</summary>
    public readonly byte[] Rules;

    /// <summary>New place of each scene, by its name, or <see cref="EventLog.Gone"/>.</summary>
    public readonly byte[] Scenes;

    private readonly bool[] _sameRules;
    private readonly bool[] _sameScenes;
    private readonly int[] _shifts;

    /// <summary>From one set to another.</summary>
    public RuleChange(RuleTable rules, SceneTable scenes, RuleTable nextRules, SceneTable nextScenes)
    {
        Rules = Places(rules.Names, nextRules.Names);
        Scenes = Places(scenes.Names, nextScenes.Names);
        _sameRules = new bool[Rules.Length];
        _sameScenes = new bool[Scenes.Length];
        _shifts = new int[Scenes.Length];
        for (int scene = 0; scene < Scenes.Length; scene++)
        {
            int to = Scenes[scene];
            if (to != EventLog.Gone)
            {
                _sameScenes[scene] = scenes.IsSame(scene, nextScenes, to);
                _shifts[scene] = nextScenes.Begin(to) - scenes.Begin(scene);
            }
        }

        for (int rule = 0; rule < Rules.Length; rule++)
        {
            int to = Rules[rule];
            _sameRules[rule] = to != EventLog.Gone && IsSame(rules.Records, rule * RuleTable.RecordBytes, nextRules.Records, to * RuleTable.RecordBytes);
        }
    }

    /// <summary>
    /// Which names and places these are, for the log that is kept: notes of starts and changes carry it, so that whoever reads it later with
    /// the rules of that day knows which of its records these names are for.
    /// </summary>
    public static uint Mark(RuleTable rules, SceneTable scenes)
    {
        return scenes.Names.Sum(rules.Names.Sum(2166136261));
    }

    /// <summary>True when the rule is there unchanged and runs the scene of the same name, whatever that does now.</summary>
    public bool IsSameRule(int rule)
    {
        return _sameRules[rule];
    }

    /// <summary>True when the scene is there unchanged.</summary>
    public bool IsSameScene(int scene)
    {
        return _sameScenes[scene];
    }

    /// <summary>What the places of an unchanged scene's steps grow by.</summary>
    public int Shift(int scene)
    {
        return _shifts[scene];
    }

    private bool IsSame(byte[] before, int at, byte[] next, int nextAt)
    {
        for (int i = 0; i < RuleTable.RecordBytes; i++)
        {
            int value = i == RuleTable.SceneAt ? Scenes[before[at + i]] : before[at + i];
            if (value != next[nextAt + i])
            {
                return false;
            }
        }

        return true;
    }

    private static byte[] Places(NameTable names, NameTable next)
    {
        byte[] places = new byte[names.Count];
        for (int i = 0; i < places.Length; i++)
        {
            int to = next.IndexOf(names.Bytes, names.Offset(i), names.Length(i));
            places[i] = to < 0 ? EventLog.Gone : (byte)to;
        }

        return places;
    }
}
