using NukiEdge.Core.Bytes;
using NukiEdge.Core.Locks;
using NukiEdge.Core.People;
using NukiEdge.Core.Rules;
using NukiEdge.Core.Scenes;
using NukiEdge.Core.Time;

namespace NukiEdge.Core.Houses;

/// <summary>What the owner set up: locks, persons, credentials, rules, scenes, relays, logins.</summary>
public sealed class House
{
    /// <summary>In <see cref="RelayPins"/>: the board's own output of that place.</summary>
    public const byte OwnPin = 255;

    /// <summary>The highest GPIO number of any chip (ESP32-S3).</summary>
    public const byte MostPin = 48;

    /// <summary>An empty house with the room of <paramref name="limits"/>.</summary>
    public House(Limits limits)
    {
        Limits = limits;
        Locks = new LockTable(limits.Locks, limits.NameBytes);
        Persons = new NameTable(limits.Persons, limits.NameBytes);
        Roster = new Roster(limits.Credentials);
        NextRoster = new RosterBuilder(limits.Credentials, Locks, Persons);
        Rules = new RuleTable(limits.Rules, limits.NameBytes);
        Scenes = new SceneTable(limits.Scenes, limits.SceneBytes, limits.NameBytes);
        RelayNames = new NameTable(limits.Relays, limits.NameBytes);
        LongestOnMs = new uint[limits.Relays];
        RelayPins = new byte[limits.Relays];
        for (int i = 0; i < RelayPins.Length; i++)
        {
            RelayPins[i] = OwnPin;
        }

        Logins = new LoginTable(limits.Logins, limits.NameBytes);
        Targets = new TargetTable(limits.Targets);
        NukiWeb = new NukiWebSettings(limits);
    }

    /// <summary>Other rules and scenes for a house, to be read and then taken over: everything else is the house's own.</summary>
    public House(House running)
    {
        Limits = running.Limits;
        Locks = running.Locks;
        Persons = running.Persons;
        Roster = running.Roster;
        NextRoster = running.NextRoster;
        Rules = new RuleTable(Limits.Rules, Limits.NameBytes);
        Scenes = new SceneTable(Limits.Scenes, Limits.SceneBytes, Limits.NameBytes);
        RelayNames = running.RelayNames;
        LongestOnMs = running.LongestOnMs;
        Logins = running.Logins;
        Targets = running.Targets;
        NukiWeb = running.NukiWeb;
    }

    /// <summary>The sizes it was made with.</summary>
    public Limits Limits { get; }

    /// <summary>The locks.</summary>
    public LockTable Locks { get; }

    /// <summary>Names of the persons; a person is an index into them.</summary>
    public NameTable Persons { get; }

    /// <summary>Who is behind which number. Replaced in one step.</summary>
    public Roster Roster { get; set; }

    /// <summary>Where the next roster is built.</summary>
    public RosterBuilder NextRoster { get; }

    /// <summary>The rules, in order.</summary>
    public RuleTable Rules { get; }

    /// <summary>The scenes.</summary>
    public SceneTable Scenes { get; }

    /// <summary>Names of the relays, in the order of the board's outputs.</summary>
    public NameTable RelayNames { get; }

    /// <summary>Longest on-time of each relay, ms.</summary>
    public uint[] LongestOnMs { get; }

    /// <summary>GPIO of each relay, or <see cref="OwnPin"/>. A PC has no pins and takes no notice of it.</summary>
    public byte[] RelayPins { get; }

    /// <summary>The owner's time zone; UTC where none is set.</summary>
    public PosixZone Zone { get; set; } = new PosixZone(0);

    /// <summary>The same as the owner wrote it (POSIX TZ string); empty where none is set.</summary>
    public byte[] ZoneText { get; set; } = new byte[0];

    /// <summary>The built-in broker's logins.</summary>
    public LoginTable Logins { get; }

    /// <summary>Logins at targets of HTTP steps.</summary>
    public TargetTable Targets { get; }

    /// <summary>The Nuki Web API: token, how often, who joins whom.</summary>
    public NukiWebSettings NukiWeb { get; }

    /// <summary>Which broker the locks are at.</summary>
    public BrokerChoice Broker { get; } = new BrokerChoice();

    /// <summary>Where the house is kept; null where it is not.</summary>
    public IPlaces Places { get; set; }

    /// <summary>
    /// Somebody whom nothing speaks of any more: no number, neither now nor in the next roster, no rule, no pattern. To be asked only when the
    /// table of persons is full, and the log to be told: <see cref="Log.EventLog.ReplacePerson"/>.
    /// </summary>
    /// <param name="next">The next roster; the same one where there is no other.</param>
    /// <param name="count">Persons to look at, from the first.</param>
    /// <returns>A place, or -1.</returns>
    public int UnusedPerson(Roster next, int count)
    {
        bool mayReuse = Places == null || Places.MayReusePlaces;
        for (int person = 0; mayReuse && person < count; person++)
        {
            if (!next.HasPerson(person) && !Roster.HasPerson(person) && !Rules.IsAboutPerson(person) && !NukiWeb.IsAboutPerson(person))
            {
                return person;
            }
        }

        return -1;
    }
}
