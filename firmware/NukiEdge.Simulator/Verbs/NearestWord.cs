using System;
using System.Collections.Generic;

namespace NukiEdge.Simulator.Verbs;

/// <summary>Finds what somebody probably meant.</summary>
internal static class NearestWord
{
    /// <summary>The word with the fewest letters to add, drop, change or swap; null when none is near.</summary>
    public static string? Of(string typed, IEnumerable<string> words)
    {
        string? nearest = null;
        // A third of the letters may be wrong; more is another word.
        int least = Math.Max(1, typed.Trim('-').Length / 3) + 1;
        foreach (string word in words)
        {
            int distance = Distance(typed.ToLowerInvariant(), word.ToLowerInvariant());
            if (distance < least)
            {
                least = distance;
                nearest = word;
            }
        }

        return nearest;
    }

    /// <summary>Damerau-Levenshtein distance without a second edit of a swapped pair ("optimal string alignment").</summary>
    private static int Distance(string a, string b)
    {
        int[,] d = new int[a.Length + 1, b.Length + 1];
        for (int i = 0; i <= a.Length; i++)
        {
            d[i, 0] = i;
        }

        for (int j = 0; j <= b.Length; j++)
        {
            d[0, j] = j;
        }

        for (int i = 1; i <= a.Length; i++)
        {
            for (int j = 1; j <= b.Length; j++)
            {
                int change = a[i - 1] == b[j - 1] ? 0 : 1;
                d[i, j] = Math.Min(Math.Min(d[i - 1, j] + 1, d[i, j - 1] + 1), d[i - 1, j - 1] + change);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                {
                    d[i, j] = Math.Min(d[i, j], d[i - 2, j - 2] + 1);
                }
            }
        }

        return d[a.Length, b.Length];
    }
}
