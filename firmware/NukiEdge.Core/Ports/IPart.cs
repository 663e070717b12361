namespace NukiEdge.Core.Ports;

/// <summary>Something that hangs on the loop: it is stepped once a turn and says when it next needs a turn.</summary>
public interface IPart
{
    /// <summary>Does what is due, without waiting.</summary>
    /// <param name="nowUs"><see cref="IClock.NowUs"/> at the start of the turn.</param>
    /// <returns>When it next wants a turn (microseconds, same clock), or <see cref="long.MaxValue"/>.</returns>
    long Step(long nowUs);
}
