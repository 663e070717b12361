using NukiEdge.Core.Bytes;
using NukiEdge.Core.Houses;

namespace NukiEdge.Web.Houses;

/// <summary>What every item's writer needs: the house, where to write, how to refer to other items, what to do with secrets.</summary>
internal sealed class HouseText
{
    public HouseText(House house, bool byPosition, int secrets, HouseSeal seal)
    {
        House = house;
        ByPosition = byPosition;
        Secrets = secrets;
        Seal = seal;
        Json = new JsonWriter(!byPosition);
    }

    public House House { get; }

    public bool ByPosition { get; }

    public int Secrets { get; }

    public HouseSeal Seal { get; }

    public JsonWriter Json { get; }

    /// <summary>A field that is the name of an item.</summary>
    public void Named(string field, NameTable names, int index)
    {
        Json.Field(field);
        Json.Text(names.Bytes, names.Offset(index), names.Length(index));
    }

    /// <summary>A field that refers to another item: in stores by its place, for people by its name.</summary>
    public void Reference(string field, NameTable names, int index)
    {
        if (!ByPosition)
        {
            Named(field, names, index);
            return;
        }

        Number(field, (uint)index);
    }

    public void Number(string field, uint value)
    {
        Json.Field(field);
        Json.Number(value);
    }

    public void Flag(string field, bool value)
    {
        Json.Field(field);
        Json.Flag(value);
    }

    public void Word(string field, byte[] word)
    {
        Json.Field(field);
        Json.Text(word);
    }

    /// <summary>A list of the words whose bits are set.</summary>
    public void Words(string field, byte[][] words, int count, int bits)
    {
        Json.Field(field);
        Json.Open('[');
        for (int i = 0; i < count; i++)
        {
            if ((bits & (1 << i)) != 0)
            {
                Json.Next();
                Json.Text(words[i]);
            }
        }

        Json.Close(']');
    }

    /// <summary>A password: left out, as it is, or sealed for its owner.</summary>
    public void Password(byte[] owner, byte[] password, int length)
    {
        if (length == 0 || Secrets == HouseSecrets.LeftOut)
        {
            return;
        }

        Json.Field("password");
        if (Secrets == HouseSecrets.Written)
        {
            Json.Text(password, 0, length);
            return;
        }

        Json.Open('{');
        Word("sealed", Seal.Close(owner, password, length));
        Json.Close('}');
    }
}
