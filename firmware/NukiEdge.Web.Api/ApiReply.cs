using NukiEdge.Core.Bytes;
using NukiEdge.Core.Houses;
using NukiEdge.Core.Ports;
using NukiEdge.Net.Http;
using NukiEdge.Web.Houses;

namespace NukiEdge.Web.Api;

/// <summary>Short answers: JSON into the reply's own buffer, and refusals (RFC 9457) with field and limit.</summary>
internal sealed class ApiReply
{
    /// <summary>What long answers are sent as.</summary>
    public static readonly byte[] JsonType = Ascii.Of("application/json");

    private HttpReply _reply;

    /// <summary>What the answer is written with.</summary>
    public JsonWriter Json { get; } = new JsonWriter(false);

    /// <summary>Begins an object.</summary>
    public JsonWriter Begin(HttpReply reply, int status)
    {
        return Begin(reply, reply.WriteJson(status));
    }

    /// <summary>Ends it.</summary>
    public void End()
    {
        Json.Close('}');
        _reply.Text.Length = Json.At;
        _reply.Text.Overflow |= Json.IsCut;
    }

    /// <summary>A field with a text.</summary>
    public void Text(string name, string text)
    {
        Json.Field(name);
        Json.Text(System.Text.Encoding.UTF8.GetBytes(text));
    }

    /// <summary>A field with a number, null below zero.</summary>
    public void Number(string name, long value)
    {
        Json.Field(name);
        if (value < 0)
        {
            Json.Raw("null");
        }
        else
        {
            Json.Number((uint)value);
        }
    }

    /// <summary>A field with a name out of a table; null where there is none.</summary>
    public void Named(string name, NameTable names, int index)
    {
        Json.Field(name);
        JsonName.Write(Json, names, index);
    }

    /// <summary>A long answer. Refused while it is read for somebody else: it must not be touched then.</summary>
    public bool Stream(HttpReply reply, byte[] type, IByteSource source)
    {
        bool isFree = reply.Stream(HttpStatus.Ok, type, source);
        if (!isFree)
        {
            Refuse(reply, HttpStatus.Unavailable, "is being read for somebody else: try again");
        }

        return isFree;
    }

    /// <summary>A refusal.</summary>
    /// <param name="field">The field that is wrong, or null.</param>
    /// <param name="limit">The bound that it broke, 0 for none.</param>
    public void Refuse(HttpReply reply, int status, string title, string field, long limit)
    {
        Begin(reply, reply.WriteProblem(status));
        Text("title", title);
        Number("status", status);
        if (field != null && field.Length > 0)
        {
            Text("field", field);
        }

        if (limit > 0)
        {
            Number("limit", limit);
        }

        End();
    }

    /// <summary>A refusal without a field.</summary>
    public void Refuse(HttpReply reply, int status, string title)
    {
        Refuse(reply, status, title, null, 0);
    }

    /// <summary>There is no such thing under this number or name.</summary>
    public void NotThere(HttpReply reply, string title)
    {
        Refuse(reply, HttpStatus.NotFound, title, null, 0);
    }

    /// <summary>A body that cannot be read, or says what may not be.</summary>
    public void Refuse(HttpReply reply, HouseError error)
    {
        bool isMissing = error.Fault == HouseFault.Missing && error.Path.Length == 0;
        Refuse(reply, HttpStatus.BadRequest, error.Text(), isMissing ? error.Words : error.Path, error.Most);
    }

    private JsonWriter Begin(HttpReply reply, ByteWriter text)
    {
        _reply = reply;
        Json.Use(text.Buffer, text.Length, text.Buffer.Length, 0);
        Json.Open('{');
        return Json;
    }
}
