using NukiEdge.Core.Bytes;
using NukiEdge.Core.Locks;

namespace NukiEdge.Core.Scenes;

/// <summary>What a scene knows of the event that started it: the values behind the placeholders.</summary>
public sealed class SceneContext
{
    /// <summary>Index of the person, or -1; then <see cref="Who"/> says whether unknown or nobody.</summary>
    public int Person;

    /// <summary><see cref="People.Who"/>.</summary>
    public int Who;

    /// <summary>Index of the lock.</summary>
    public int Lock;

    /// <summary><see cref="LockAction"/>.</summary>
    public uint Action;

    /// <summary><see cref="ActionSource"/>.</summary>
    public int Source;

    /// <summary><see cref="Locks.Happening"/>. Where it is no arrival there is no person, action or source.</summary>
    public int Happening;

    /// <summary>Seconds since 1970 UTC, or -1 while the clock is not set.</summary>
    public long UtcSeconds;

    /// <summary>When the message was received, clock microseconds.</summary>
    public long ReceivedUs;

    /// <summary>Number of the run, 1 to 255, to find its steps in the log.</summary>
    public int Run;

    /// <summary>Bytes of a saved context.</summary>
    public const int SavedBytes = 24;

    /// <summary>Writes it into a byte image: objects would cost four times as much.</summary>
    public void Save(byte[] image, int at)
    {
        Image.PutU16(image, at, Person + 1);
        image[at + 2] = (byte)Who;
        image[at + 3] = (byte)Lock;
        image[at + 4] = (byte)Source;
        image[at + 5] = (byte)Run;
        image[at + 6] = (byte)Action; // 1 to 90: others run nothing
        image[at + 7] = (byte)Happening;
        Image.PutI64(image, at + 8, UtcSeconds);
        Image.PutI64(image, at + 16, ReceivedUs);
    }

    /// <summary>Reads it back.</summary>
    public void Load(byte[] image, int at)
    {
        Person = Image.U16(image, at) - 1;
        Who = image[at + 2];
        Lock = image[at + 3];
        Source = image[at + 4];
        Run = image[at + 5];
        Action = image[at + 6];
        Happening = image[at + 7];
        UtcSeconds = Image.I64(image, at + 8);
        ReceivedUs = Image.I64(image, at + 16);
    }
}
