using System;
using NukiEdge.Core.Log;
using Spectre.Console;

namespace NukiEdge.Simulator.Verbs;

/// <summary>Lines on the terminal: coloured where one looks at them, plain where they go into a file.</summary>
internal static class Ink
{
    // The terminal breaks long lines itself; broken by us they could not be copied in one piece.
    private const int NoWidth = 10_000;

    /// <summary>One line in one colour.</summary>
    /// <param name="style">A style of Spectre.Console, as in "green" or "bold red".</param>
    public static void Line(string text, string style = "")
    {
        if (style.Length == 0 || Console.IsOutputRedirected || !AnsiConsole.Profile.Capabilities.Ansi)
        {
            Console.Out.WriteLine(text);
            return;
        }

        AnsiConsole.Profile.Width = NoWidth;
        AnsiConsole.Markup("[" + style + "]" + Markup.Escape(text) + "[/]");
        Console.Out.WriteLine();
    }

    /// <summary>The colour of a log record: what ran is green, what was held is yellow, what is wrong is red.</summary>
    public static string StyleOf(LogRecord r)
    {
        return r.Kind switch
        {
            EventLog.Announcement => StyleOf(r.Verdict),
            EventLog.Step => r.Result is < 0 or >= 400 ? "red" : "grey",
            _ => IsAlarm(r.Note) ? "bold red" : "blue",
        };
    }

    /// <summary>The colour of a verdict.</summary>
    public static string StyleOf(byte verdict)
    {
        return verdict switch
        {
            Verdict.Ran => "green",
            Verdict.Held => "yellow",
            _ => "grey",
        };
    }

    /// <summary>True for notes that an owner should look at.</summary>
    public static bool IsAlarm(byte note)
    {
        return note is NoteCode.BadLogin or NoteCode.LoginSlowedDown or NoteCode.LoginOfOtherLock or NoteCode.LoginWithoutLock
            or NoteCode.ClientIdInUse or NoteCode.LockAlreadyConnected or NoteCode.TakenOverFromElsewhere or NoteCode.ForgedPublish
            or NoteCode.PublishNotAllowed or NoteCode.SubscribeNotAllowed or NoteCode.ProtocolError or NoteCode.NoPlace
            or (>= NoteCode.BrokerUnreachable and <= NoteCode.BrokerFlood)
            or NoteCode.SafeMode or NoteCode.Fault or NoteCode.LogNotKept or NoteCode.SyncFailed or NoteCode.SyncRefused
            or NoteCode.RootEndsSoon or NoteCode.CertificateEndsSoon or NoteCode.WebhookRefused;
    }
}
