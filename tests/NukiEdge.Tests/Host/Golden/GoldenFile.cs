using System;
using System.Collections.Generic;
using System.IO;
using System.Text;
using System.Text.Json;
using NukiEdge.Core.Locks;
using NukiEdge.Core.People;
using NukiEdge.Tests.Repository;

namespace NukiEdge.Tests.Golden;

/// <summary>tests/golden/lockActionEvent.json, read with .NET's own JSON reader.</summary>
public static class GoldenFile
{
    private static readonly string[] VectorKeys = { "name", "why", "source", "roster", "history", "payload", "payloadHex", "lock",
        "retain", "dup", "repeated", "connection", "refused", "fields", "via", "who", "ignored", "arrival", "mayRun" };

    public static string Folder => Path.Combine(Checkout.Root, "tests");

    public static List<GoldenVector> Read()
    {
        using JsonDocument file = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Folder, "golden", "lockActionEvent.json")));
        var vectors = new List<GoldenVector>();
        foreach (JsonElement json in file.RootElement.GetProperty("vectors").EnumerateArray())
        {
            foreach (JsonProperty key in json.EnumerateObject())
            {
                Assert.IsTrue(Array.IndexOf(VectorKeys, key.Name) >= 0, "a key that the schema does not know: " + key.Name);
            }

            vectors.Add(Vector(json));
        }

        return vectors;
    }

    private static GoldenVector Vector(JsonElement json)
    {
        var vector = new GoldenVector
        {
            Name = json.GetProperty("name").GetString(),
            Message = Message(json),
            Refused = Text(json, "refused"),
        };
        var roster = new List<GoldenRecord>();
        foreach (JsonElement record in json.GetProperty("roster").EnumerateArray())
        {
            roster.Add(Record(record));
        }

        var history = new List<GoldenMessage>();
        foreach (JsonElement message in json.GetProperty("history").EnumerateArray())
        {
            history.Add(Message(message));
        }

        vector.Roster = roster.ToArray();
        vector.History = history.ToArray();
        Assert.AreEqual(vector.Refused.Length == 0, json.TryGetProperty("fields", out JsonElement fields), vector.Name);
        if (vector.Refused.Length == 0)
        {
            vector.Action = fields.GetProperty("action").GetUInt32();
            vector.Trigger = fields.GetProperty("trigger").GetUInt32();
            vector.AuthId = fields.GetProperty("authId").GetUInt32();
            vector.CodeId = fields.GetProperty("codeId").GetUInt32();
            vector.Context = fields.GetProperty("context").GetUInt32();
            vector.Via = json.GetProperty("via").GetString();
            vector.Who = json.GetProperty("who").GetString();
            vector.Ignored = Text(json, "ignored");
            vector.Arrival = json.GetProperty("arrival").GetString();
            vector.MayRun = json.GetProperty("mayRun").GetBoolean();
        }

        return vector;
    }

    private static GoldenRecord Record(JsonElement json)
    {
        string kind = json.GetProperty("kind").GetString();
        return new GoldenRecord
        {
            Kind = kind switch
            {
                "code" => CredentialKind.Code,
                "fingerprint" => CredentialKind.Fingerprint,
                "auth" => CredentialKind.Auth,
                _ => throw new InvalidDataException("kind " + kind),
            },
            Number = json.GetProperty("number").GetUInt32(),
            Person = Text(json, "person"),
            WebType = json.TryGetProperty("webType", out JsonElement type) ? type.GetInt32() : WebAuthType.NotKnown,
            Lock = Number(json, "lock", 1),
        };
    }

    private static GoldenMessage Message(JsonElement json)
    {
        return new GoldenMessage
        {
            Payload = json.TryGetProperty("payloadHex", out JsonElement hex) ? Convert.FromHexString(hex.GetString()!)
                : Encoding.ASCII.GetBytes(json.GetProperty("payload").GetString()!),
            AgoMs = json.TryGetProperty("agoMs", out JsonElement ago) ? ago.GetInt64() : 0,
            Lock = Number(json, "lock", 1),
            Connection = Number(json, "connection", 1),
            Retain = Flag(json, "retain"),
            Dup = Flag(json, "dup"),
            Repeated = Flag(json, "repeated"),
        };
    }

    private static string Text(JsonElement json, string key)
    {
        return json.TryGetProperty(key, out JsonElement value) ? value.GetString() : "";
    }

    private static int Number(JsonElement json, string key, int otherwise)
    {
        return json.TryGetProperty(key, out JsonElement value) ? value.GetInt32() : otherwise;
    }

    private static bool Flag(JsonElement json, string key)
    {
        return json.TryGetProperty(key, out JsonElement value) && value.GetBoolean();
    }
}
