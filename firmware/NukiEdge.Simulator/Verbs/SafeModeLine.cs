namespace NukiEdge.Simulator.Verbs;

/// <summary>What a person must see first, when it is so.</summary>
internal static class SafeModeLine
{
    public static void Print(bool isSafe)
    {
        if (isSafe)
        {
            Ink.Line("  SAFE MODE: the last runs ended suddenly, one quickly after the other. No rule runs, relays stay off. It ends after "
                + "30 minutes without a fault, or when you end this program with Ctrl+C and start it again.", "bold red");
        }
    }
}
