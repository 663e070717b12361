using NukiEdge.Core.Bytes;
using NukiEdge.Core.Houses;
using NukiEdge.Core.People;
using NukiEdge.Core.Time;

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

    /// <summary>A minute of the day as in "08:30".</summary>
    public void Minute(string field, int minute)
    {
        Json.Field(field);
        Json.Raw((byte)'"');
        Time(minute);
        Json.Raw((byte)'"');
    }

    /// <summary>A day as in "2026-11-22", days since 1970; 0 is left out.</summary>
    public void Day(string field, int day)
    {
        if (day > 0)
        {
            Json.Field(field);
            Json.Raw((byte)'"');
            Date(day);
            Json.Raw((byte)'"');
        }
    }

    /// <summary>An instant as in "2026-11-22T08:30:00Z", minutes as in <see cref="AuthTimes"/>; 0 is left out.</summary>
    public void Instant(string field, int minutes)
    {
        if (minutes > 0)
        {
            long sinceEpoch = AuthTimes.EpochUtcSeconds / 60 + minutes;
            Json.Field(field);
            Json.Raw((byte)'"');
            Date((int)(sinceEpoch / TimeWindow.MinutesOfDay));
            Json.Raw((byte)'T');
            Time((int)(sinceEpoch % TimeWindow.MinutesOfDay));
            Json.Raw(":00Z\"");
        }
    }

    private void Time(int minute)
    {
        Json.Digits(minute / 60, 2);
        Json.Raw((byte)':');
        Json.Digits(minute % 60, 2);
    }

    private void Date(int day)
    {
        Json.Digits(CivilDay.Year(day), 4);
        Json.Raw((byte)'-');
        Json.Digits(CivilDay.Month(day), 2);
        Json.Raw((byte)'-');
        Json.Digits(CivilDay.DayOfMonth(day), 2);
    }

    /// <summary>A password or token: left out, as it is, or sealed for its owner.</summary>
    public void Secret(string field, byte[] owner, byte[] password, int length)
    {
        if (length == 0 || Secrets == HouseSecrets.LeftOut)
        {
            return;
        }

        Json.Field(field);
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
