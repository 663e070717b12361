using NukiEdge.Core.Ports;
using NukiEdge.Tests.Support;

namespace NukiEdge.Tests.Access;

/// <summary>Random bytes that a seed brings back.</summary>
public sealed class DiceRandom : IRandom
{
    private readonly Dice _dice;

    public DiceRandom(Dice dice)
    {
        _dice = dice;
    }

    public void Fill(byte[] into)
    {
        for (int i = 0; i < into.Length; i++)
        {
            into[i] = (byte)_dice.Next(256);
        }
    }
}
