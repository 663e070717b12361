using NukiEdge.Core.Bytes;
using NukiEdge.Core.Locks;
using NukiEdge.Core.People;
using NukiEdge.Tests.Support;

namespace NukiEdge.Tests.Golden;

/// <summary>Checks a vector against the single classes of Core: parser, source, who, keypads, copies.</summary>
public static class GoldenParts
{
    private const long NowUs = 3000000000000;

    /// <summary>What is wrong, or an empty text.</summary>
    public static string Check(GoldenVector vector)
    {
        LockActionEvent e = new LockActionEvent();
        byte fault = e.Parse(vector.Message.Payload, 0, vector.Message.Payload.Length);
        if (GoldenText.Refusals[fault] != vector.Refused)
        {
            return "refused: " + GoldenText.Refusals[fault];
        }

        if (fault != LockActionEvent.Ok)
        {
            return "";
        }

        if (!e.Equals(vector.Action, vector.Trigger, vector.AuthId, vector.CodeId, vector.Context))
        {
            return "fields: " + e.Action.ToString() + "," + e.Trigger.ToString() + "," + e.AuthId.ToString() + ","
                + e.CodeId.ToString() + "," + e.Context.ToString();
        }

        string via = GoldenText.Vias[ActionSource.Of(e)];
        return via == vector.Via ? CheckWho(vector, e) : "via: " + via;
    }

    /// <summary>The persons of a roster, each once.</summary>
    public static NameTable Persons(GoldenVector vector)
    {
        NameTable persons = new NameTable(vector.Roster.Length + 1);
        for (int i = 0; i < vector.Roster.Length; i++)
        {
            byte[] name = Raw.Of(vector.Roster[i].Person);
            if (name.Length > 0 && persons.IndexOf(name, 0, name.Length) < 0)
            {
                persons.Add(name, 0, name.Length);
            }
        }

        return persons;
    }

    /// <summary>Puts the vector's credentials into a builder; what is wrong, or an empty text.</summary>
    public static string Fill(GoldenVector vector, RosterBuilder builder, NameTable persons)
    {
        builder.Begin();
        for (int i = 0; i < vector.Roster.Length; i++)
        {
            GoldenRecord record = vector.Roster[i];
            byte[] name = Raw.Of(record.Person);
            int person = name.Length == 0 ? -1 : persons.IndexOf(name, 0, name.Length);
            int fault = builder.Add(record.Lock - 1, record.Kind, record.Number, record.WebType, person);
            // A record with number 0 stands in the vectors only to be overlooked; the builder does not even take it.
            if (fault != RosterBuilder.Ok && !(fault == RosterBuilder.NumberIsZero && record.Number == 0))
            {
                return "the roster builder refuses number " + record.Number.ToString() + ": " + fault.ToString();
            }
        }

        return "";
    }

    private static string CheckWho(GoldenVector vector, LockActionEvent e)
    {
        LockTable locks = new LockTable(2);
        locks.Add(0x11, Raw.Of("one"), 0, 3);
        locks.Add(0x22, Raw.Of("two"), 0, 3);
        NameTable persons = Persons(vector);
        RosterBuilder builder = new RosterBuilder(4, locks, persons);
        string fault = Fill(vector, builder, persons);
        if (fault != "")
        {
            return fault;
        }

        Roster roster = builder.Finish(new Roster(4));
        for (int i = 0; i < vector.History.Length; i++)
        {
            Learn(vector.History[i], locks, roster);
        }

        NukiLock door = locks.At(vector.Message.Lock - 1);
        WhoIsIt who = new WhoIsIt();
        who.Identify(e, door, vector.Message.Lock - 1, roster);
        string answer = who.Answer == Who.Person ? "person:" + persons.Text(who.Person) : GoldenText.Whos[who.Answer];
        if (answer != vector.Who)
        {
            return "who: " + answer;
        }

        string copy = Copy(vector.Message, door, e);
        return copy == vector.Ignored ? "" : "ignored: " + copy;
    }

    private static void Learn(GoldenMessage message, LockTable locks, Roster roster)
    {
        LockActionEvent e = new LockActionEvent();
        NukiLock door = locks.At(message.Lock - 1);
        if (e.Parse(message.Payload, 0, message.Payload.Length) != LockActionEvent.Ok || Copy(message, door, e) != "")
        {
            return;
        }

        door.Recent.Add(e, message.Connection, NowUs - message.AgoMs * 1000);
        if (e.CodeId != 0)
        {
            door.LearnKeypad(e.AuthId);
        }
    }

    private static string Copy(GoldenMessage message, NukiLock door, LockActionEvent e)
    {
        return message.Retain ? "retained"
            : message.Repeated ? "repeated"
            : door.Recent.IsDuplicate(e, message.Dup, message.Connection, NowUs - message.AgoMs * 1000) ? "duplicate"
            : "";
    }
}
