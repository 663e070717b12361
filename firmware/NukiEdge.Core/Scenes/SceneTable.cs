using NukiEdge.Core.Bytes;

namespace NukiEdge.Core.Scenes;

/// <summary>
/// All scenes as one byte image. A step begins with its type (1 byte) and its whole length (2 bytes); then:
/// <code>
/// relay  3 relay   4 order   5-8 pulse ms
/// http   3 method  4 body's escape  5-6 time-out ms  7-10 address  11-12 port  13-14 URL  15-16 headers  17-18 body; texts
/// mqtt   3 QoS + 4 for retain  4 payload's escape  5-6 topic  7-8 payload; texts
/// wait   3-6 ms
/// </code>
/// In each stretch (what lies between two waits) the relays stand first: invariant 8 is a matter of the image's order.
/// </summary>
public sealed class SceneTable
{
    /// <summary>Where a step's fields stand.</summary>
    public const int LengthAt = 1, RelayAt = 3, OrderAt = 4, PulseAt = 5, RelayBytes = 9;
    public const int MethodAt = 3, BodyEscapeAt = 4, TimeoutAt = 5, AddressAt = 7, PortAt = 11, UrlLengthAt = 13,
        HeadersLengthAt = 15, BodyLengthAt = 17, HttpTextAt = 19;
    public const int QosAt = 3, PayloadEscapeAt = 4, TopicLengthAt = 5, PayloadLengthAt = 7, MqttTextAt = 9;
    public const int WaitAt = 3, WaitBytes = 7;

    /// <summary>Bit of the QoS byte that says retain.</summary>
    public const int RetainBit = 4;

    /// <summary>Oldest that the last good sync may be for a sensitive scene where nothing else is set, hours (design section 4).</summary>
    public const int UsualFreshHours = 24;

    /// <summary>Largest limit that can be set, hours: four weeks.</summary>
    public const int MaxFreshHours = 672;

    private const int AsksFirstBit = 0x8000;

    internal readonly ushort[] Ends;
    private readonly ushort[] _fresh;

    /// <summary>Room for a number of scenes and for the bytes of all of them.</summary>
    public SceneTable(int capacity, int bytes, int nameBytes = NameTable.MaxBytes)
    {
        Steps = new byte[bytes];
        Ends = new ushort[capacity];
        _fresh = new ushort[capacity];
        Names = new NameTable(capacity, nameBytes);
    }

    /// <summary>The image.</summary>
    public byte[] Steps { get; }

    /// <summary>The owner's names for the scenes.</summary>
    public NameTable Names { get; }

    /// <summary>Makes the scene that was named last a sensitive one.</summary>
    /// <param name="freshHours">1 to <see cref="MaxFreshHours"/>; 0 makes it an ordinary one.</param>
    /// <param name="asksFirst">Where the table is too old, Nuki Web is asked before it runs.</param>
    public void SetSensitive(int freshHours, bool asksFirst)
    {
        _fresh[Names.Count - 1] = (ushort)(freshHours | (asksFirst ? AsksFirstBit : 0));
    }

    /// <summary>True for a scene that must not run for the wrong person in any case (design section 4, rules 4 and 5).</summary>
    public bool IsSensitive(int scene)
    {
        return _fresh[scene] != 0;
    }

    /// <summary>Oldest that the last good sync may be, hours; 0 for an ordinary scene.</summary>
    public int FreshHours(int scene)
    {
        return _fresh[scene] & ~AsksFirstBit;
    }

    /// <summary>True when Nuki Web is asked first where the table is too old.</summary>
    public bool AsksFirst(int scene)
    {
        return (_fresh[scene] & AsksFirstBit) != 0;
    }

    /// <summary>True when a scene here and one of another table are marked and do the same, byte for byte. Their names may differ.</summary>
    public bool IsSame(int scene, SceneTable other, int otherScene)
    {
        int length = End(scene) - Begin(scene);
        return _fresh[scene] == other._fresh[otherScene] && length == other.End(otherScene) - other.Begin(otherScene)
            && Image.Same(Steps, Begin(scene), other.Steps, other.Begin(otherScene), length);
    }

    /// <summary>Takes over all scenes of a table with the same room. Allocates nothing.</summary>
    public void CopyFrom(SceneTable other)
    {
        System.Array.Copy(other.Steps, 0, Steps, 0, Steps.Length);
        System.Array.Copy(other.Ends, 0, Ends, 0, Ends.Length);
        System.Array.Copy(other._fresh, 0, _fresh, 0, _fresh.Length);
        Names.CopyFrom(other.Names);
    }

    /// <summary>Where the scene's first step stands.</summary>
    public int Begin(int scene)
    {
        return scene == 0 ? 0 : Ends[scene - 1];
    }

    /// <summary>Where the byte after its last step stands.</summary>
    public int End(int scene)
    {
        return Ends[scene];
    }

    /// <summary>Length of the step at a place.</summary>
    public int StepLength(int at)
    {
        return Image.U16(Steps, at + LengthAt);
    }
}
