using System;
using NukiEdge.Core.Ports;

namespace NukiEdge.Device;

/// <summary>
/// The chip's generator: without a seed System.Random is esp_random (nf-interpreter, targets/ESP32/_nanoCLR/targetRandom.cpp). It is
/// strong while the radio is on; with Ethernet it is off, so it is used through a <see cref="Web.Seals.RandomPool"/>.
/// </summary>
public sealed class BoardRandom : IRandom
{
    private readonly Random _generator = new Random();

    /// <inheritdoc/>
    public void Fill(byte[] into)
    {
        _generator.NextBytes(into);
    }
}
