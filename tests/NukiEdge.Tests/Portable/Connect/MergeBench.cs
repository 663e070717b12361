using NukiEdge.Connect.Merge;
using NukiEdge.Core.Log;
using NukiEdge.Core.People;
using NukiEdge.Core.Rules;
using NukiEdge.Tests.Support;

namespace NukiEdge.Tests.Connect;

/// <summary>A house with a lock or two, and answers of Nuki Web to merge into its roster.</summary>
public sealed class MergeBench
{
    public const int Front = 0, Gate = 1;

    public readonly EdgeBench Edge;
    public readonly RosterMerge Merge;
    public readonly AnswerTable Answer;
    private readonly byte[] _document = new byte[Roster.DocumentBytes];
    private readonly byte[] _times = new byte[AuthTimes.Bytes];

    /// <summary>A house with these persons, and a token.</summary>
    /// <param name="more">More of the house file: `rules`, `scenes`; begins with a comma where there is any.</param>
    public MergeBench(string persons, string web, string more)
    {
        string house = "{`house`:1,`locks`:" + SampleHouse.Locks + ",`relays`:" + SampleHouse.Relays + ",`persons`:" + persons
            + ",`nukiWeb`:{`token`:`abc`" + web + "},`logins`:" + SampleHouse.Logins + more + "}";
        Edge = new EdgeBench(SampleHouse.Json(house));
        Merge = new RosterMerge(Edge.House, Edge.Edge.Log, Edge.Clock);
        Answer = new AnswerTable(Edge.House.Limits, Edge.House.Locks);
        Begin();
    }

    public Roster Roster => Edge.House.Roster;

    /// <summary>The next answer begins.</summary>
    public void Begin()
    {
        BeginIn(Edge.House.NextRoster.Next);
    }

    /// <summary>What a webhook brings begins, in a table of its own.</summary>
    public void BeginDelta()
    {
        BeginIn(new Roster(4));
    }

    private void BeginIn(Roster table)
    {
        Answer.Begin(table);
    }

    /// <summary>An auth in the answer, made in minute 1,000 + <paramref name="document"/>.</summary>
    public void Auth(int lockIndex, int kind, uint number, int document, string name)
    {
        Auth(lockIndex, kind, number, document, name, 1000 + document, kind == CredentialKind.Auth ? 0 : 13);
    }

    public void Auth(int lockIndex, int kind, uint number, int document, string name, int created, int type)
    {
        if (Answer.Add(lockIndex, kind, number, type) == AnswerTable.Ok)
        {
            Answer.SetDocument(DocumentOf(document), created, 0, _times);
            byte[] bytes = Raw.Of(name);
            Answer.SetName(bytes, 0, bytes.Length);
        }
    }

    public void Code(uint number, int document, string name)
    {
        Auth(Front, CredentialKind.Code, number, document, name);
    }

    /// <summary>Merges the answer; the next one can begin.</summary>
    public byte Sync()
    {
        Merge.Begin(Answer, Edge.Clock.NowUs, Edge.Clock.UtcSeconds);
        return Finish();
    }

    /// <summary>Merges the answer as what a webhook brought about one document.</summary>
    public byte Delta(int document)
    {
        Merge.BeginDelta(Answer, DocumentOf(document));
        return Finish();
    }

    /// <summary>Who is behind a code of the front door: a name, "-" for nobody, "" for a number that is not there.</summary>
    public string Who(uint code)
    {
        return Who(Front, CredentialKind.Code, code);
    }

    public string Who(int lockIndex, int kind, uint number)
    {
        int record = Roster.Find(lockIndex, kind, number);
        int person = record < 0 ? -1 : Roster.Person(record);
        return record < 0 ? "" : person < 0 ? "-" : Edge.House.Persons.Text(person) + ((Roster.Flags(record) & Roster.Unconfirmed) != 0 ? "?" : "");
    }

    public byte[] DocumentOf(int document)
    {
        _document[0] = 0x65;
        _document[10] = (byte)(document >> 8);
        _document[11] = (byte)document;
        return _document;
    }

    private byte Finish()
    {
        byte result = MergeResult.Busy;
        while (result == MergeResult.Busy)
        {
            result = Merge.Step();
        }

        Begin();
        return result;
    }
}
