namespace NukiEdge.Tests.Golden;

/// <summary>Written from tests/golden/lockActionEvent.json by Host/Golden/CompactForm.cs. Do not edit.</summary>
public static partial class GoldenVectors
{
    public const int Parts = 3;

    public static string[] Part(int part)
    {
        return part == 0 ? Part0() : part == 1 ? Part1() : Part2();
    }
}
