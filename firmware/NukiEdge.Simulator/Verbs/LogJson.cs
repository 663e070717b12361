using System;
using System.IO;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using NukiEdge.Core.Bytes;
using NukiEdge.Core.Houses;
using NukiEdge.Core.Log;
using NukiEdge.Web.Log;

namespace NukiEdge.Simulator.Verbs;

/// <summary>A log record as a line of JSON, for programs.</summary>
internal static class LogJson
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Line(LogRecord record, House house, LogText text)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, Options))
        {
            json.WriteStartObject();
            json.WriteNumber("number", record.Number);
            WriteTime(json, record);
            switch (record.Kind)
            {
                case EventLog.Announcement:
                    WriteAnnouncement(json, record, house, text);
                    break;
                case EventLog.Step:
                    WriteStep(json, record, house, text);
                    break;
                default:
                    json.WriteString("kind", "note");
                    WriteName(json, "lock", house.Locks.Names, record.Lock);
                    break;
            }

            json.WriteString("text", text.Line(record));
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(bytes.ToArray());
    }

    private static void WriteTime(Utf8JsonWriter json, LogRecord record)
    {
        if (record.UtcSeconds == 0)
        {
            json.WriteNull("utc");
        }
        else
        {
            json.WriteString("utc", DateTimeOffset.FromUnixTimeSeconds(record.UtcSeconds).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'"));
        }
    }

    private static void WriteAnnouncement(Utf8JsonWriter json, LogRecord record, House house, LogText text)
    {
        json.WriteString("kind", "announcement");
        WriteName(json, "lock", house.Locks.Names, record.Lock);
        if (record.Reason != Reason.Unreadable)
        {
            json.WriteString("who", text.Person(record));
            json.WriteString("what", LogText.What(record));
        }

        json.WriteString("verdict", Word(record.Verdict));
        json.WriteString("decision", text.Decision(record));
        bool isKnown = record.Number >= text.RulesSince;
        WriteName(json, "rule", house.Rules.Names, isKnown ? record.Rule : -1);
        WriteName(json, "scene", house.Scenes.Names, isKnown ? record.Scene : -1);
        json.WriteNumber("decidedUs", record.EndUs);
    }

    private static void WriteStep(Utf8JsonWriter json, LogRecord record, House house, LogText text)
    {
        json.WriteString("kind", "step");
        WriteName(json, "scene", house.Scenes.Names, record.Number >= text.RulesSince ? record.Scene : -1);
        json.WriteNumber("step", record.StepIndex + 1);
        json.WriteString("work", text.StepWork(record));
        json.WriteNumber("startUs", record.StartUs);
        json.WriteNumber("endUs", record.EndUs);
    }

    /// <summary>A name, where the record has one that this house knows.</summary>
    private static void WriteName(Utf8JsonWriter json, string field, NameTable names, int index)
    {
        if (index >= 0 && index < names.Count)
        {
            json.WriteString(field, names.Text(index));
        }
    }

    private static string Word(byte verdict)
    {
        return verdict switch
        {
            Verdict.Ran => "ran",
            Verdict.Held => "held",
            Verdict.Ignored => "ignored",
            Verdict.SeenLater => "seen later",
            Verdict.Told => "told",
            _ => "no rule",
        };
    }
}
