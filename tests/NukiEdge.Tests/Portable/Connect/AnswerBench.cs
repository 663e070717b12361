using NukiEdge.Connect.Answers;
using NukiEdge.Core;
using NukiEdge.Core.Bytes;
using NukiEdge.Core.Locks;
using NukiEdge.Core.People;
using NukiEdge.Tests.Support;

namespace NukiEdge.Tests.Connect;

/// <summary>A house of two locks, and a reader of what Nuki Web answers about it. In texts a ` stands for a quote.</summary>
public sealed class AnswerBench
{
    /// <summary>The house's locks: 3807B7EC of type 4 and 1A of type 5, as the Web API has them.</summary>
    public const string Front = "18119899116", Gate = "21474836506";

    public const string Doc1 = "65219648fe57075d71a6cb01", Doc2 = "65219648fe57075d71a6cb02";

    public AnswerBench()
        : this(Limits.SmallBoard())
    {
    }

    public AnswerBench(Limits limits)
    {
        Locks = new LockTable(limits.Locks);
        Locks.Add(0x3807B7EC, Raw.Of("Front"), 0, 5);
        Locks.Add(0x1A, Raw.Of("Gate"), 0, 4);
        Persons = new NameTable(limits.Persons);
        Table = new AnswerTable(limits, Locks);
        Builder = new RosterBuilder(limits.Credentials, Locks, Persons);
        Reader = new AuthListReader(Json, Table, Builder, limits.Locks);
    }

    public AnswerJson Json { get; } = new AnswerJson();

    public LockTable Locks { get; }

    public NameTable Persons { get; }

    public AnswerTable Table { get; }

    public RosterBuilder Builder { get; }

    public AuthListReader Reader { get; }

    /// <summary>Reads an answer; gives the reader's fault.</summary>
    public int Read(string text)
    {
        Reader.Read(new MemorySource(SampleHouse.Json(text)));
        return Reader.Fault;
    }

    /// <summary>A code at the front door with more fields behind the usual ones.</summary>
    public static string Code(string number, string more)
    {
        return Auth(Doc1, Front, "13", number, "Anna", more);
    }

    public static string Auth(string document, string smartlock, string type, string number, string name, string more)
    {
        return "{`id`:`" + document + "`,`smartlockId`:" + smartlock + ",`authId`:" + number + ",`code`:982345,`type`:" + type + ",`name`:`" + name
            + "`,`enabled`:true,`remoteAllowed`:false,`lockCount`:7" + more + "}";
    }

    /// <summary>All of the table: lock, kind and number of each record, its name, type, flags, creation, times and document.</summary>
    public string Rows()
    {
        Roster records = Table.Records;
        byte[] bytes = new byte[AuthTimes.Bytes + Roster.DocumentBytes];
        string all = "";
        for (int i = 0; i < records.Count; i++)
        {
            records.CopyTimes(i, bytes, 0);
            records.CopyDocument(i, bytes, AuthTimes.Bytes);
            all += records.LockOf(i).ToString() + "/" + records.KindOf(i).ToString() + "/" + records.NumberOf(i).ToString() + " "
                + (records.Person(i) < 0 ? "-" : Table.Labels.Text(records.Person(i))) + " t" + records.WebType(i).ToString() + " f"
                + records.Flags(i).ToString() + " c" + records.Created(i).ToString() + " l" + records.Label(i).ToString() + " " + Hex(bytes) + "\n";
        }

        return all;
    }

    /// <summary>The records without their times, names and documents: what is there.</summary>
    public string Numbers()
    {
        string all = "";
        for (int i = 0; i < Table.Records.Count; i++)
        {
            all += (i > 0 ? " " : "") + Table.Records.LockOf(i).ToString() + "/" + Table.Records.KindOf(i).ToString() + "/"
                + Table.Records.NumberOf(i).ToString();
        }

        return all;
    }

    public static string Hex(byte[] bytes)
    {
        string hex = "";
        for (int i = 0; i < bytes.Length; i++)
        {
            hex += bytes[i].ToString("X2");
        }

        return hex;
    }
}
