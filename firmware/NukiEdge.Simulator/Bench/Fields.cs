using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.Json;

namespace NukiEdge.Simulator.Bench;

/// <summary>
/// Reads the fields of a flat JSON object strictly: the first one that is wrong, missing or not asked for is kept with
/// what it may be, and everything read after it is a default that nobody uses.
/// </summary>
internal sealed class Fields
{
    private readonly Dictionary<string, JsonElement> _fields = [];
    private readonly List<string> _asked = [];

    /// <summary>Reads a body; <see cref="Bad"/> is set when it is not one JSON object.</summary>
    public Fields(byte[] body)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(body, new JsonDocumentOptions { MaxDepth = 4 });
            if (document.RootElement.ValueKind != JsonValueKind.Object)
            {
                Refuse("body", "a JSON object");
                return;
            }

            foreach (JsonProperty field in document.RootElement.EnumerateObject())
            {
                if (!_fields.TryAdd(field.Name, field.Value.Clone()))
                {
                    Refuse(Shown(field.Name), "there once");
                }
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // InvalidOperationException: a name or text with half a surrogate pair.
            Refuse("body", "a JSON object");
        }
    }

    /// <summary>The first fault, or null.</summary>
    public BadField? Bad { get; private set; }

    /// <summary>A whole number.</summary>
    /// <param name="missing">Its value where it is left out; null when it must be there.</param>
    public uint Number(string name, uint least, uint most, uint? missing = null)
    {
        _asked.Add(name);
        if (!_fields.TryGetValue(name, out JsonElement value) && missing is not null)
        {
            return missing.Value;
        }

        if (value.ValueKind == JsonValueKind.Number && value.TryGetUInt32(out uint number) && number >= least && number <= most)
        {
            return number;
        }

        Refuse(name, "a whole number from " + Text(least) + " to " + Text(most));
        return least;
    }

    /// <summary>One of a few words.</summary>
    /// <returns>Its index in <paramref name="words"/>.</returns>
    public int Word(string name, params string[] words)
    {
        _asked.Add(name);
        int index = _fields.TryGetValue(name, out JsonElement value) && value.ValueKind == JsonValueKind.String
            ? Array.IndexOf(words, value.GetString())
            : -1;
        if (index < 0)
        {
            Refuse(name, "one of " + string.Join(", ", words));
        }

        return Math.Max(index, 0);
    }

    /// <summary>true or false.</summary>
    public bool Flag(string name)
    {
        _asked.Add(name);
        if (_fields.TryGetValue(name, out JsonElement value) && value.ValueKind is JsonValueKind.True or JsonValueKind.False)
        {
            return value.GetBoolean();
        }

        Refuse(name, "true or false");
        return false;
    }

    /// <summary>A text of printable ASCII: what a lock can send.</summary>
    public string Ascii(string name, int most)
    {
        _asked.Add(name);
        if (_fields.TryGetValue(name, out JsonElement value) && value.ValueKind == JsonValueKind.String)
        {
            string text = value.GetString()!;
            if (text.Length <= most && text.All(c => c is >= ' ' and <= '~'))
            {
                return text;
            }
        }

        Refuse(name, "a text of at most " + most + " printable ASCII characters");
        return "";
    }

    /// <summary>A name as a person types it: no control characters, not empty.</summary>
    public string Text(string name, int most)
    {
        _asked.Add(name);
        if (_fields.TryGetValue(name, out JsonElement value) && value.ValueKind == JsonValueKind.String)
        {
            string text = value.GetString()!;
            if (text.Length > 0 && text.Length <= most && !text.Any(char.IsControl))
            {
                return text;
            }
        }

        Refuse(name, "a text of 1 to " + most + " characters");
        return "";
    }

    /// <summary>Says that a field is wrong, unless another was before.</summary>
    public void Refuse(string name, string limit)
    {
        Bad ??= new BadField(name, limit);
    }

    /// <summary>To be called last.</summary>
    /// <returns>false when anything was wrong, or there was a field that nobody asked for.</returns>
    public bool AreGood()
    {
        foreach (string name in _fields.Keys)
        {
            if (!_asked.Contains(name))
            {
                Refuse(Shown(name), "left out; known are " + (_asked.Count == 0 ? "none" : string.Join(", ", _asked)));
            }
        }

        return Bad is null;
    }

    private static string Shown(string name)
    {
        return name.Length <= 32 ? name : name[..32];
    }

    private static string Text(uint number)
    {
        return number.ToString(CultureInfo.InvariantCulture);
    }
}
