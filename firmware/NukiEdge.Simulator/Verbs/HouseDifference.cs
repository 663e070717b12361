using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using System.Text.Json.Nodes;
using NukiEdge.Core.Houses;
using NukiEdge.Web.Houses;

namespace NukiEdge.Simulator.Verbs;

/// <summary>What an import changes, in plain words: by part and name, and which field. No value is shown, so no password is.</summary>
internal static class HouseDifference
{
    private static readonly string[] Keys = { "id", "user", "name", "like" };

    /// <summary>One line for each item that is new, gone or changed; none where the houses are the same.</summary>
    public static IReadOnlyList<string> Between(House old, House next)
    {
        var lines = new List<string>();
        JsonObject before = Parse(old);
        JsonObject after = Parse(next);
        foreach (string part in before.Select(p => p.Key).Union(after.Select(p => p.Key)))
        {
            if (before[part] is JsonArray || after[part] is JsonArray)
            {
                CompareLists(part, Items(before[part]), Items(after[part]), lines);
            }
            else if (before[part] is JsonObject || after[part] is JsonObject)
            {
                Add(lines, part, "", Fields(before[part] as JsonObject ?? new(), after[part] as JsonObject ?? new()));
            }
            else if (!JsonNode.DeepEquals(before[part], after[part]))
            {
                lines.Add(part + (before[part] is null ? " is new" : after[part] is null ? " is gone" : " changed"));
            }
        }

        return lines;
    }

    private static JsonObject Parse(House house)
    {
        return JsonNode.Parse(HouseBytes.Of(new HouseWriter(house, HouseSecrets.Written, null)))!.AsObject();
    }

    private static List<(string Key, JsonObject Item)> Items(JsonNode? list)
    {
        var items = new List<(string, JsonObject)>();
        foreach (JsonNode? item in list as JsonArray ?? new JsonArray())
        {
            items.Add((KeyOf(item!.AsObject()), item.AsObject()));
        }

        return items;
    }

    /// <summary>What an item is known by: a lock's id, a user, a name, a target's address; of nobody's credentials everything.</summary>
    private static string KeyOf(JsonObject item)
    {
        if (item["address"] is { } address)
        {
            return address + ":" + (item["port"]?.ToString() ?? "80");
        }

        string? key = Keys.FirstOrDefault(item.ContainsKey);
        return key is null ? item.ToJsonString() : item[key]!.ToString();
    }

    private static void CompareLists(string part, List<(string Key, JsonObject Item)> before, List<(string Key, JsonObject Item)> after, List<string> lines)
    {
        foreach ((string key, JsonObject item) in after)
        {
            JsonObject? old = before.FirstOrDefault(b => b.Key == key).Item;
            if (old is null)
            {
                lines.Add($"{part}: {NameOf(item, key)} is new");
            }
            else
            {
                Add(lines, part, NameOf(item, key), Fields(old, item));
            }
        }

        foreach ((string key, JsonObject item) in before)
        {
            if (after.All(a => a.Key != key))
            {
                lines.Add($"{part}: {NameOf(item, key)} is gone");
            }
        }

        var stayed = before.Select(b => b.Key).Where(k => after.Any(a => a.Key == k));
        if (!stayed.SequenceEqual(after.Select(a => a.Key).Where(k => before.Any(b => b.Key == k))))
        {
            lines.Add($"{part}: the order changed");
        }
    }

    private static string NameOf(JsonObject item, string key)
    {
        return item["name"]?.ToString() ?? key;
    }

    private static List<string> Fields(JsonObject before, JsonObject after)
    {
        var changed = new List<string>();
        foreach (string field in before.Select(f => f.Key).Union(after.Select(f => f.Key)))
        {
            if (!JsonNode.DeepEquals(before[field], after[field]))
            {
                changed.Add(field + (before[field] is null ? " new" : after[field] is null ? " gone" : " changed"));
            }
        }

        return changed;
    }

    private static void Add(List<string> lines, string part, string name, List<string> fields)
    {
        if (fields.Count > 0)
        {
            lines.Add(part + (name.Length > 0 ? ": " + name : "") + ": " + string.Join(", ", fields));
        }
    }
}
