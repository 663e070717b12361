using System;
using System.Collections.Generic;
using System.Text;
using NukiEdge.Core.Locks;
using NukiEdge.Core.People;

namespace NukiEdge.Tests.Golden;

/// <summary>Writes vectors in the form that <see cref="GoldenText"/> reads.</summary>
public static class CompactForm
{
    private const int LinesOfAPart = 100;

    /// <summary>The source files by name: an index, and parts that a reader and the board can bear.</summary>
    public static Dictionary<string, string> Files(List<GoldenVector> vectors)
    {
        const string Head = "namespace NukiEdge.Tests.Golden;\n\n/// <summary>Written from tests/golden/lockActionEvent.json by "
            + "Host/Golden/CompactForm.cs. Do not edit.</summary>\npublic static partial class GoldenVectors\n{\n";
        int parts = (vectors.Count + LinesOfAPart - 1) / LinesOfAPart;
        var files = new Dictionary<string, string>();
        var index = new StringBuilder(Head);
        index.Append("    public const int Parts = ").Append(parts).Append(";\n\n    public static string[] Part(int part)\n    {\n        return ");
        for (int part = 0; part < parts; part++)
        {
            index.Append(part < parts - 1 ? $"part == {part} ? Part{part}() : " : $"Part{part}();\n    }}\n}}\n");
            var lines = new StringBuilder(Head).Append("    private static string[] Part").Append(part).Append("() => new[]\n    {\n");
            for (int i = part * LinesOfAPart; i < vectors.Count && i < (part + 1) * LinesOfAPart; i++)
            {
                lines.Append("        \"").Append(Line(vectors[i]).Replace("\\", "\\\\").Replace("\"", "\\\"")).Append("\",\n");
            }

            files.Add($"GoldenVectors{part}.cs", lines.Append("    };\n}\n").ToString());
        }

        files.Add("GoldenVectors.cs", index.ToString());
        return files;
    }

    public static string Line(GoldenVector vector)
    {
        var records = new List<string>();
        foreach (GoldenRecord record in vector.Roster)
        {
            records.Add(Record(record));
        }

        var history = new List<string>();
        foreach (GoldenMessage message in vector.History)
        {
            history.Add(message.AgoMs.ToString() + Message(message));
        }

        return string.Join(' ', records) + "|" + string.Join(' ', history) + "|" + Message(vector.Message) + "|"
            + Result(vector);
    }

    private static string Record(GoldenRecord record)
    {
        string kind = record.Kind == CredentialKind.Code ? "c" : record.Kind == CredentialKind.Fingerprint ? "f" : "a";
        return kind + record.Number
            + (record.WebType == WebAuthType.NotKnown ? "" : "." + record.WebType)
            + (record.Lock == 1 ? "" : "@" + record.Lock)
            + (record.Person.Length == 0 ? "" : "=" + record.Person);
    }

    private static string Message(GoldenMessage message)
    {
        string marks = (message.Lock == 1 ? "" : "@" + message.Lock) + (message.Connection == 1 ? "" : "#" + message.Connection)
            + (message.Retain ? "r" : "") + (message.Dup ? "d" : "") + (message.Repeated ? "u" : "");
        foreach (byte b in message.Payload)
        {
            if (b < 0x20 || b >= 0x7F || b == '|')
            {
                return marks + ";" + Convert.ToHexString(message.Payload).ToLowerInvariant();
            }
        }

        return marks + ":" + Encoding.ASCII.GetString(message.Payload);
    }

    private static string Result(GoldenVector vector)
    {
        if (vector.Refused.Length > 0)
        {
            return "!" + Array.IndexOf(GoldenText.Refusals, vector.Refused);
        }

        string fields = vector.Action + "," + vector.Trigger + "," + vector.AuthId + "," + vector.CodeId + "," + vector.Context;
        bool isPayload = fields == Encoding.ASCII.GetString(vector.Message.Payload);
        char via = (char)('a' + Array.IndexOf(GoldenText.Vias, vector.Via));
        char arrival = vector.Arrival[0];
        char run = vector.MayRun ? '+' : '-';
        char ignored = vector.Ignored switch { "retained" => 'r', "repeated" => 'u', "duplicate" => 'd', _ => '.' };
        string who = vector.Who.StartsWith("person:", StringComparison.Ordinal) ? "=" + vector.Who["person:".Length..]
            : Array.IndexOf(GoldenText.Whos, vector.Who).ToString();
        return (isPayload ? "=" : fields) + "/" + via + arrival + run + ignored + who;
    }
}
