using System;
using System.Collections.Generic;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Text.Json;

namespace NukiEdge.Simulator.NukiWeb;

/// <summary>Good JSON in, what a fault makes of it out.</summary>
internal static class Distortion
{
    private const int Depth = 1000;
    private const int HugeLength = 1024 * 1024;
    private const int UnknownType = 99;

    /// <summary>The body with the fault in it; the same body for a fault that is not about the content.</summary>
    /// <param name="missingLock">smartlockId for <see cref="NukiFault.LockMissing"/>.</param>
    public static byte[] Of(byte[] body, NukiFault fault, long missingLock)
    {
        using JsonDocument document = JsonDocument.Parse(body);
        JsonElement root = document.RootElement;
        switch (fault)
        {
            case NukiFault.EmptyList:
                return Entries(root, (_, _) => false);
            case NukiFault.HalfList:
                int half = root.ValueKind == JsonValueKind.Array ? root.GetArrayLength() / 2 : 1;
                return Entries(root, (_, index) => index < half);
            case NukiFault.LockMissing:
                return Entries(root, (entry, _) => LockOf(entry) != missingLock);
            case NukiFault.DuplicateKeys:
            case NukiFault.NumbersAsStrings:
            case NukiFault.NullNames:
            case NukiFault.UnknownTypes:
            case NukiFault.DeepJson:
            case NukiFault.HugeString:
                return NukiJson.Bytes(json => new Writer(json, fault).Write(root, null, isEntry: true));
            case NukiFault.Gzip:
                return Compressed(body);
            default:
                return body;
        }
    }

    private static long LockOf(JsonElement entry)
    {
        return entry.TryGetProperty("smartlockId", out JsonElement id) ? id.GetInt64() : 0;
    }

    private static byte[] Entries(JsonElement root, Func<JsonElement, int, bool> isKept)
    {
        return root.ValueKind != JsonValueKind.Array
            ? NukiJson.Bytes(root.WriteTo)
            : NukiJson.List(root.EnumerateArray().Where(isKept), (json, entry) => entry.WriteTo(json));
    }

    private static byte[] Compressed(byte[] body)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Optimal))
        {
            gzip.Write(body);
        }

        return packed.ToArray();
    }

    /// <summary>Copies JSON value by value, with one fault.</summary>
    private sealed class Writer
    {
        private readonly Utf8JsonWriter _json;
        private readonly NukiFault _fault;
        private bool _isDone; // for faults that are in the first entry only

        public Writer(Utf8JsonWriter json, NukiFault fault)
        {
            _json = json;
            _fault = fault;
        }

        /// <param name="name">Of the property whose value it is, or null.</param>
        /// <param name="isEntry">True for the list itself and for what is directly in it.</param>
        public void Write(JsonElement value, string? name, bool isEntry)
        {
            switch (value.ValueKind)
            {
                case JsonValueKind.Array:
                    _json.WriteStartArray();
                    foreach (JsonElement item in value.EnumerateArray())
                    {
                        Write(item, null, isEntry);
                    }

                    _json.WriteEndArray();
                    break;
                case JsonValueKind.Object:
                    WriteObject(value, isEntry);
                    break;
                default:
                    WritePlain(value, name);
                    break;
            }
        }

        private void WriteObject(JsonElement value, bool isEntry)
        {
            _json.WriteStartObject();
            if (isEntry && _fault == NukiFault.DeepJson && First())
            {
                _json.WritePropertyName("deep");
                _json.WriteRawValue(new string('[', Depth) + new string(']', Depth), skipInputValidation: true);
            }

            foreach (JsonProperty property in value.EnumerateObject())
            {
                _json.WritePropertyName(property.Name);
                Write(property.Value, property.Name, isEntry: false);
            }

            if (isEntry && _fault == NukiFault.DuplicateKeys)
            {
                WriteAgain(value);
            }

            _json.WriteEndObject();
        }

        private void WriteAgain(JsonElement value)
        {
            foreach (string name in new List<string> { "authId", "name", "smartlockId" })
            {
                if (!value.TryGetProperty(name, out JsonElement first))
                {
                    continue;
                }

                if (first.ValueKind == JsonValueKind.Number)
                {
                    _json.WriteNumber(name, first.GetInt64() + 1);
                }
                else
                {
                    _json.WriteString(name, first.GetString() + " again");
                }
            }
        }

        private void WritePlain(JsonElement value, string? name)
        {
            if (_fault == NukiFault.NumbersAsStrings && value.ValueKind == JsonValueKind.Number)
            {
                _json.WriteStringValue(value.GetRawText());
            }
            else if (_fault == NukiFault.NullNames && name == "name")
            {
                _json.WriteNullValue();
            }
            else if (_fault == NukiFault.UnknownTypes && name == "type" && value.ValueKind == JsonValueKind.Number)
            {
                _json.WriteNumberValue(UnknownType);
            }
            else if (_fault == NukiFault.HugeString && name == "name" && First())
            {
                _json.WriteStringValue(new string('A', HugeLength));
            }
            else
            {
                value.WriteTo(_json);
            }
        }

        private bool First()
        {
            bool isFirst = !_isDone;
            _isDone = true;
            return isFirst;
        }
    }
}
