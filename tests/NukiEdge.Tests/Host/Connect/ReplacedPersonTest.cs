using System.Linq;
using NukiEdge.Core.Log;
using NukiEdge.Core.People;
using NukiEdge.Web.Log;

namespace NukiEdge.Tests.Connect;

/// <summary>Guests come and go in Nuki Web until the table of persons is full: the log must not call yesterday's guest by today's name.</summary>
[TestClass]
public sealed class ReplacedPersonTest
{
    [TestMethod]
    public void A_guest_who_gets_the_place_of_one_who_left_is_named_from_then_on_and_not_before()
    {
        var bench = new MergeBench("[]", "", "");
        int places = bench.Edge.House.Persons.Capacity;
        Guests(bench, 1, places);
        int first = bench.Edge.House.Roster.Person(bench.Roster.Find(MergeBench.Front, CredentialKind.Code, 1));
        bench.Edge.Edge.Log.Add(EventLog.Announcement, 1000);
        bench.Edge.Edge.Log.SetWho(0, 0, Who.Person, first, CredentialKind.Code);
        Guests(bench, 2, places); // the first one left
        Guests(bench, 2, places + 1); // and one more came
        Assert.AreEqual("Guest " + (places + 1), bench.Edge.House.Persons.Text(first), "the place was reused");

        var text = new LogText(bench.Edge.House);
        var record = new LogRecord();
        EventLog log = bench.Edge.Edge.Log;
        string[] lines = Enumerable.Range((int)log.Oldest, (int)(log.Written - log.Oldest)).Select(n => log.Read(n, record) ? text.Line(record) : "").ToArray();
        int came = System.Array.FindIndex(lines, l => l.Contains("somebody who was removed since, ", System.StringComparison.Ordinal));
        int told = System.Array.FindIndex(lines, l => l.Contains("Guest " + (places + 1), System.StringComparison.Ordinal));
        Assert.IsTrue(came >= 0 && told > came, string.Join('\n', lines));
        Assert.Contains("got the place of somebody removed", lines[told]);
        Assert.Contains($"code {places + 1} belongs to Guest {places + 1}, who is new", string.Join('\n', lines), "the notes of this sync have the name");
    }

    private static void Guests(MergeBench bench, int from, int to)
    {
        bench.Begin();
        for (int n = from; n <= to; n++)
        {
            bench.Code((uint)n, n, "Guest " + n);
        }

        bench.Sync();
    }
}
