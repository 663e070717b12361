using System.Collections.Generic;
using System.IO;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using NukiEdge.Web.Log;

namespace NukiEdge.Simulator.Verbs;

/// <summary>What a sync did, as one JSON object for programs.</summary>
internal static class SyncJson
{
    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Line(OneSync sync, List<string> changes, int waiting, bool isSaved)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, Plain))
        {
            json.WriteStartObject();
            json.WriteBoolean("good", sync.IsGood);
            json.WriteBoolean("saved", isSaved);
            json.WriteNumber("fault", sync.Status.Fault);
            json.WriteString("sentence", SyncText.Sentence(sync.Status.Fault, sync.Status.HttpStatus));
            json.WriteNumber("httpStatus", sync.Status.HttpStatus);
            json.WriteNumber("auths", sync.Auths);
            json.WriteNumber("notOnLock", sync.NotOnLock);
            json.WriteNumber("ofOtherLocks", sync.Foreign);
            json.WriteNumber("ms", (long)sync.Took.TotalMilliseconds);
            json.WriteNumber("undecided", waiting);
            json.WriteStartArray("changes");
            foreach (string change in changes)
            {
                json.WriteStringValue(change);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }
}
