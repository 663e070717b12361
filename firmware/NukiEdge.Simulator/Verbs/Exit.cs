namespace NukiEdge.Simulator.Verbs;

/// <summary>Exit codes.</summary>
internal static class Exit
{
    /// <summary>Done, or ended by Ctrl+C.</summary>
    public const int Fine = 0;

    /// <summary>It was tried and did not work.</summary>
    public const int Failed = 1;

    /// <summary>The command line or the house file was refused; nothing was tried.</summary>
    public const int Refused = 2;

    /// <summary>A fault or a part that stood still: to be started again, where the program cannot do that by itself.</summary>
    public const int Restart = 3;
}
