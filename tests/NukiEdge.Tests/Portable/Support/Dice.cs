namespace NukiEdge.Tests.Support;

/// <summary>Random numbers that are the same on the PC and on the board for the same seed (xorshift32).</summary>
public sealed class Dice
{
    private uint _state;

    public Dice(int seed)
    {
        Seed = seed;
        _state = (uint)seed * 2654435761 + 1;
    }

    public int Seed { get; }

    /// <summary>A seed that is another one on each run.</summary>
    public static Dice New()
    {
        return new Dice((int)(System.DateTime.UtcNow.Ticks / 10000 & 0xFFFFFF));
    }

    /// <summary>0 to <paramref name="below"/> - 1.</summary>
    public int Next(int below)
    {
        _state ^= _state << 13;
        _state ^= _state >> 17;
        _state ^= _state << 5;
        return (int)(_state % (uint)below);
    }

    public override string ToString()
    {
        return "seed " + Seed.ToString();
    }
}
