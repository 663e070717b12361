using System.Security.Cryptography;
using NukiEdge.Core.Ports;

namespace NukiEdge.Simulator.Adapters;

/// <summary>The system's generator.</summary>
public sealed class PcRandom : IRandom
{
    /// <inheritdoc/>
    public void Fill(byte[] into)
    {
        RandomNumberGenerator.Fill(into);
    }
}
