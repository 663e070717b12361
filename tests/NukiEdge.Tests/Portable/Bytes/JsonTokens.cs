using NukiEdge.Core.Bytes;
using NukiEdge.Tests.Support;

namespace NukiEdge.Tests.Bytes;

/// <summary>Writes down what the reader sees, so that a test can compare it.</summary>
public static class JsonTokens
{
    /// <summary>All tokens, as in {"a":[n1 "x" true]}; a fault ends it as in !3.</summary>
    public static string Of(byte[] json, int length, int piece, int textBytes)
    {
        JsonReader reader = new JsonReader(new MemorySource(json, length, piece), textBytes);
        string all = "";
        while (true)
        {
            switch (reader.Next())
            {
                case JsonReader.End:
                    return all;
                case JsonReader.Error:
                    return all + "!" + reader.Fault.ToString();
                case JsonReader.ObjectStart:
                    all += "{";
                    break;
                case JsonReader.ObjectEnd:
                    all += "}";
                    break;
                case JsonReader.ArrayStart:
                    all += "[";
                    break;
                case JsonReader.ArrayEnd:
                    all += "]";
                    break;
                case JsonReader.Name:
                    all += Text(reader) + "=";
                    break;
                case JsonReader.Text:
                    all += "'" + Text(reader) + "' ";
                    break;
                case JsonReader.Number:
                    all += "#" + Text(reader) + " ";
                    break;
                case JsonReader.True:
                    all += "T ";
                    break;
                case JsonReader.False:
                    all += "F ";
                    break;
                default:
                    all += "N ";
                    break;
            }
        }
    }

    /// <summary>Tokens of a text in which ` stands for a quote.</summary>
    public static string Of(string json)
    {
        byte[] bytes = Raw.Of(SampleHouse.Json(json));
        return Of(bytes, bytes.Length, int.MaxValue, 64);
    }

    /// <summary>The fault, or 0 where the text is JSON.</summary>
    public static int Fault(string tokens)
    {
        int at = tokens.IndexOf('!');
        return at < 0 ? 0 : tokens[at + 1] - '0';
    }

    private static string Text(JsonReader reader)
    {
        return Raw.Text(reader.TextBytes, 0, reader.TextLength);
    }
}
