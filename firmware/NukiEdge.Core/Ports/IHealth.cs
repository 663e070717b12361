namespace NukiEdge.Core.Ports;

/// <summary>Something that can be dead while the loop runs well, such as a port that nobody can reach any more.</summary>
public interface IHealth
{
    /// <summary>It works. Of the port that locks connect to, a minute without is a reason to start again.</summary>
    bool IsWell { get; }
}
