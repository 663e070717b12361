using NukiEdge.Core.Bytes;

namespace NukiEdge.Web.Api;

/// <summary>Names in JSON.</summary>
internal static class JsonName
{
    /// <summary>A name out of a table; null where there is none.</summary>
    public static void Write(JsonWriter json, NameTable names, int index)
    {
        if (index < 0 || index >= names.Count)
        {
            json.Raw("null");
        }
        else
        {
            json.Text(names.Bytes, names.Offset(index), names.Length(index));
        }
    }
}
