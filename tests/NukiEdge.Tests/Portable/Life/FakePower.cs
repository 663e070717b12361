using NukiEdge.Core.Ports;

namespace NukiEdge.Tests.Life;

/// <summary>Restarts that only count.</summary>
public sealed class FakePower : IRestart
{
    public int Restarts;
    public byte End, Part, Kind;

    public void Restart(byte end, byte part, byte fault)
    {
        Restarts++;
        End = end;
        Part = part;
        Kind = fault;
    }
}

/// <summary>A listener that can die.</summary>
public sealed class FakeListener : IHealth
{
    public bool IsWell { get; set; } = true;
}
