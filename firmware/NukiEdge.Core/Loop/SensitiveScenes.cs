using NukiEdge.Core.Houses;
using NukiEdge.Core.Log;
using NukiEdge.Core.People;
using NukiEdge.Core.Ports;
using NukiEdge.Core.Rules;
using NukiEdge.Core.Scenes;

namespace NukiEdge.Core.Loop;

/// <summary>Whether a scene that is marked sensitive may run (design section 2, trust; section 4, rules 4 and 5).</summary>
public sealed class SensitiveScenes
{
    private readonly House _house;
    private readonly IClock _clock;

    /// <summary>For the scenes of one house.</summary>
    public SensitiveScenes(House house, IClock clock)
    {
        _house = house;
        _clock = clock;
    }

    /// <summary>The message at hand came over an external broker: it has no login, and anybody may have published it.</summary>
    public bool IsFromAnybody { get; set; }

    /// <summary>The owner's word that such messages may run sensitive scenes too.</summary>
    public bool TrustsAnybody { get; set; }

    /// <summary>Why the scene is held, or None. Without a token there is no limit of age: nobody could ever lift it.</summary>
    public byte HeldBy(int scene, WhoIsIt who, int lockIndex)
    {
        SceneTable scenes = _house.Scenes;
        if (!scenes.IsSensitive(scene))
        {
            return Reason.None;
        }

        if (IsFromAnybody && !TrustsAnybody)
        {
            return Reason.UntrustedBroker;
        }

        Roster roster = _house.Roster;
        if (who.Record >= 0 && (roster.Flags(who.Record) & Roster.Unconfirmed) != 0)
        {
            return Reason.NumberNotConfirmed;
        }

        if (!_house.NukiWeb.HasToken)
        {
            return Reason.None;
        }

        long ageSeconds = _house.Locks.At(lockIndex).AgeSeconds(_clock.NowUs, _clock.UtcSeconds);
        return ageSeconds >= 0 && ageSeconds <= scenes.FreshHours(scene) * 3600L ? Reason.None : Reason.NotFresh;
    }
}
