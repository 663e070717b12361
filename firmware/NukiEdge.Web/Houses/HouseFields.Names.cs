using NukiEdge.Core.Bytes;
using NukiEdge.Core.Houses;

namespace NukiEdge.Web.Houses;

/// <summary>Words of a table, names, and what refers to them.</summary>
internal sealed partial class HouseFields
{
    /// <summary>One of a table's words; its index becomes <see cref="Value"/>.</summary>
    public bool Word(byte[][] words, int count)
    {
        if (!Text(1, _json.TextBytes.Length))
        {
            return false;
        }

        Value = Ascii.IndexIn(words, _json.TextBytes, 0, _json.TextLength);
        if (Value >= 0 && Value < count)
        {
            return true;
        }

        string all = "";
        for (int i = 0; i < count; i++)
        {
            all += (i > 0 ? ", " : "") + System.Text.Encoding.UTF8.GetString(words[i], 0, words[i].Length);
        }

        return Fail(HouseFault.UnknownWord, all);
    }

    /// <summary>
    /// The name of something that stands in a table; its index becomes <see cref="Value"/>. In a store it is the index itself;
    /// one that leads nowhere gives 0 and <see cref="HouseReading.IsLoose"/>, and the reader of the item leaves it out.
    /// </summary>
    public bool Reference(NameTable names, string whatItIs)
    {
        if (How.ByPosition)
        {
            bool ok = Number(0, ushort.MaxValue);
            How.IsLoose |= ok && Value >= names.Count;
            Value = Value < names.Count ? Value : 0;
            return ok;
        }

        if (!Text(1, _json.TextBytes.Length))
        {
            return false;
        }

        Value = names.IndexOf(_json.TextBytes, 0, _json.TextLength);
        return Value >= 0 || Fail(HouseFault.NoSuchName, whatItIs);
    }

    /// <summary>A new name for a table, 1 to 64 bytes; adds it.</summary>
    public bool NewName(NameTable names)
    {
        if (!NameText(NameTable.MaxBytes))
        {
            return false;
        }

        if (names.Count == names.Capacity)
        {
            return Fail(HouseFault.TooMany, 0, names.Capacity);
        }

        if (names.IndexOf(_json.TextBytes, 0, _json.TextLength) >= 0)
        {
            return Fail(HouseFault.NameTaken);
        }

        if (!names.HasRoom(_json.TextLength))
        {
            return Fail(HouseFault.NamesTooLong, 0, names.CapacityBytes);
        }

        names.Add(_json.TextBytes, 0, _json.TextLength);
        return true;
    }
}
