using System;
using NukiEdge.Core.Houses;
using NukiEdge.Simulator.Adapters;

namespace NukiEdge.Simulator.Verbs;

/// <summary>The verb people: who is known by which numbers, and what the owner decides about that.</summary>
internal static class PeopleVerb
{
    /// <summary>Lists. It only reads, also while an appliance runs.</summary>
    public static int List(string data)
    {
        var folder = new DataFolder(data);
        if (Open(folder) is not { } stored)
        {
            return Exit.Refused;
        }

        if (new ImportFile(folder).Exists)
        {
            Console.Error.WriteLine($"{data}: {ImportFile.Name} waits there for the next start; what is listed is the house before it.");
        }

        PeopleList.Print(stored.House);
        return Exit.Fine;
    }

    /// <summary>Carries a decision out and saves it.</summary>
    /// <param name="decide">Says what it did; null when it was refused, and why was printed.</param>
    public static int Decide(string data, Func<PeopleDecision, string?> decide)
    {
        using var folder = new DataFolder(data);
        if (!folder.Exists)
        {
            Console.Error.WriteLine($"--data {data}: there is no such folder.");
            return Exit.Refused;
        }

        if (folder.Take() is { } reason)
        {
            Console.Error.WriteLine($"--data {data}: {reason}");
            Console.Error.WriteLine("A decision is saved in the folder, so end the appliance first (Ctrl+C), decide, and start it again.");
            return Exit.Failed;
        }

        if (Open(folder) is not { } stored)
        {
            return Exit.Refused;
        }

        if (new ImportFile(folder).Exists)
        {
            Console.Error.WriteLine($"{data}: {ImportFile.Name} waits there and would replace this house: start the appliance once, or import it, then decide.");
            return Exit.Refused;
        }

        string? done = decide(new PeopleDecision(stored.House));
        if (done is null)
        {
            return Exit.Refused;
        }

        if (!stored.Stores.SaveAll())
        {
            Console.Error.WriteLine($"{data}: cannot be saved; nothing was decided.");
            return Exit.Failed;
        }

        Console.Out.WriteLine(done);
        return Exit.Fine;
    }

    private static StoredHouse? Open(DataFolder folder)
    {
        var stored = folder.Exists ? new StoredHouse(folder) : null;
        stored?.SayLosses();
        if (stored is null || stored.Stores.IsEmpty)
        {
            Console.Error.WriteLine(stored is null ? $"--data {folder.Path}: there is no such folder." : $"--data {folder.Path} keeps no house yet: import one "
                + $"(import FILE --data {folder.Path}).");
            return null;
        }

        stored.AddLearned();
        return stored;
    }
}
