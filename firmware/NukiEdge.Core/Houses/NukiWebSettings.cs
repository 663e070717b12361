using System;
using NukiEdge.Core.Bytes;

namespace NukiEdge.Core.Houses;

/// <summary>What the owner set up for the Nuki Web API.</summary>
public sealed class NukiWebSettings
{
    /// <summary>Minutes between two syncs: shortest, longest, and where nothing is set.</summary>
    public const int MinEveryMin = 5, MaxEveryMin = 1440, UsualEveryMin = 120;

    /// <summary>Longest API token and longest webhook secret, bytes. Ours: those that were seen have under 100.</summary>
    public const int MaxSecretBytes = 128;

    private readonly ushort[] _patternPersons;

    /// <summary>No token, usual values, room for patterns.</summary>
    public NukiWebSettings(Limits limits)
    {
        Patterns = new NameTable(limits.NamePatterns, limits.NameBytes);
        _patternPersons = new ushort[limits.NamePatterns];
    }

    /// <summary>The API token as the owner typed it; empty without one.</summary>
    public byte[] Token { get; private set; } = new byte[0];

    /// <summary>The secret of the webhook; empty while it is off.</summary>
    public byte[] WebhookSecret { get; private set; } = new byte[0];

    /// <summary>True when there is a token.</summary>
    public bool HasToken => Token.Length > 0;

    /// <summary>Minutes between two syncs.</summary>
    public int EveryMin { get; set; } = UsualEveryMin;

    /// <summary>An auth that is new joins the person with exactly its name (design section 4, rule 4).</summary>
    public bool JoinsByName { get; set; } = true;

    /// <summary>After an outage the event log is filled from Nuki Web's.</summary>
    public bool FillsGaps { get; set; } = true;

    /// <summary>Patterns of names; <c>*</c> stands for any characters, at the end, at the start, or both.</summary>
    public NameTable Patterns { get; }

    /// <summary>Grows when the token changes: what was refused before may be tried again.</summary>
    public int TokenChanges { get; private set; }

    /// <summary>Takes a new token. Empty: none.</summary>
    public void SetToken(byte[] token, int length)
    {
        Token = Copy(token, length);
        TokenChanges++;
    }

    /// <summary>Takes a new webhook secret. Empty: off.</summary>
    public void SetWebhookSecret(byte[] secret, int length)
    {
        WebhookSecret = Copy(secret, length);
    }

    /// <summary>Gives the pattern that was added last to <see cref="Patterns"/> its person.</summary>
    public void SetPatternPerson(int person)
    {
        _patternPersons[Patterns.Count - 1] = (ushort)person;
    }

    /// <summary>The person whom a pattern's auths join.</summary>
    public int PatternPerson(int pattern)
    {
        return _patternPersons[pattern];
    }

    /// <summary>True when a pattern is about this person.</summary>
    public bool IsAboutPerson(int person)
    {
        for (int i = 0; i < Patterns.Count; i++)
        {
            if (_patternPersons[i] == person)
            {
                return true;
            }
        }

        return false;
    }

    private static byte[] Copy(byte[] from, int length)
    {
        byte[] copy = new byte[length];
        Array.Copy(from, copy, length);
        return copy;
    }
}
