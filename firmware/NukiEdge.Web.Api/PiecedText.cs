using NukiEdge.Core.Bytes;
using NukiEdge.Core.Ports;

namespace NukiEdge.Web.Api;

/// <summary>
/// A JSON text of any length that is written while it is sent, unit by unit: a unit (one lock, one record) is begun only where all of it
/// fits, so that what changes between two pieces changes between two units. One reply at a time.
/// </summary>
public abstract class PiecedText : IByteSource
{
    private bool _isOver = true;
    private bool _isBegun;
    private int _written;

    /// <summary>Writes with a writer that others may use between two pieces.</summary>
    protected PiecedText(JsonWriter json)
    {
        Json = json;
    }

    /// <summary>What units are written with. Each unit begins as the first of its kind: commas between units are the unit's own.</summary>
    protected JsonWriter Json { get; }

    /// <inheritdoc/>
    public int Read(byte[] buffer, int offset, int count)
    {
        if (!_isBegun)
        {
            _isBegun = true;
            _isOver = false;
            _written = 0;
            Begin();
        }

        int at = offset;
        int end = offset + count;
        while (!_isOver && at < end)
        {
            Json.Use(buffer, at, end, _written);
            Write();
            if (Json.IsCut)
            {
                // what is begun goes into the next piece as a whole, unless it is longer than a piece
                _written = at > offset && _written == 0 ? 0 : _written + Json.At - at;
                return at > offset && _written == 0 ? at - offset : Json.At - offset;
            }

            at = Json.At;
            _written = 0;
            _isOver = !Next();
        }

        return at - offset;
    }

    /// <inheritdoc/>
    public void Rewind()
    {
        _isBegun = false;
    }

    /// <summary>To the first unit.</summary>
    protected abstract void Begin();

    /// <summary>Writes the unit at hand; called again, from its beginning, when it did not fit.</summary>
    protected abstract void Write();

    /// <summary>To the next unit.</summary>
    /// <returns>false when there is none.</returns>
    protected abstract bool Next();

    /// <summary>A field with a number, or null below zero.</summary>
    protected void Number(string name, long value)
    {
        Json.Field(name);
        if (value < 0)
        {
            Json.Raw("null");
        }
        else
        {
            Json.Number(value > uint.MaxValue ? uint.MaxValue : (uint)value);
        }
    }

    /// <summary>A field with a name out of a table; null where there is none.</summary>
    protected void Named(string name, NameTable names, int index)
    {
        Json.Field(name);
        JsonName.Write(Json, names, index);
    }

    /// <summary>A field with a text of ours.</summary>
    protected void Words(string name, string text)
    {
        Json.Field(name);
        Json.Text(System.Text.Encoding.UTF8.GetBytes(text));
    }

    /// <summary>A field with a text of ours.</summary>
    protected void Words(string name, byte[] text)
    {
        Json.Field(name);
        Json.Text(text);
    }

    /// <summary>A field with true or false.</summary>
    protected void Flag(string name, bool value)
    {
        Json.Field(name);
        Json.Flag(value);
    }
}
