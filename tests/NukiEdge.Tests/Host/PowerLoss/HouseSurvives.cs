using System.Collections.Generic;
using NukiEdge.Core.Flash;
using NukiEdge.Tests.Houses;
using NukiEdge.Web.Houses;

namespace NukiEdge.Tests.PowerLoss;

/// <summary>What the owner changes while the box runs: a change that was saved is there, and one that was not is there as a whole or not.</summary>
internal sealed class HouseSurvives : IMustSurvive
{
    private readonly List<string> _persons = [];
    private readonly List<int> _everyMin = [];
    private int _savedPersons, _savedMinutes;
    private uint _revision;

    public string Name => "house";

    public long Checked { get; private set; }

    public void Check(Machine machine)
    {
        Assert.AreEqual(2, machine.House.Rules.Count);
        Assert.AreEqual(2, machine.House.Scenes.Names.Count);
        Assert.AreEqual(3, machine.House.RelayNames.Count);
        Assert.AreEqual(3, machine.House.Logins.Count);
        string persons = Persons(machine);
        int minutes = machine.House.NukiWeb.EveryMin;
        if (_persons.Count > 0)
        {
            Assert.IsTrue(_persons.LastIndexOf(persons) >= _savedPersons, $"persons are neither those that were saved nor later ones ({_savedPersons} of {_persons.Count}, {_persons.LastIndexOf(persons)}):\n{persons}\n{string.Join("\n--\n", _persons)}");
            Assert.IsTrue(_everyMin.LastIndexOf(minutes) >= _savedMinutes, $"a setting is {minutes}, neither what was saved nor a later one");
            Checked += 2;
        }

        _persons.Clear();
        _everyMin.Clear();
        _savedPersons = _savedMinutes = 0;
        _persons.Add(persons);
        _everyMin.Add(minutes);
        _revision = machine.House.Roster.Revision;
    }

    public void Watch(Machine machine)
    {
        if (machine.House.Roster.Revision != _revision)
        {
            _revision = machine.House.Roster.Revision;
            _persons.Add(Persons(machine));
        }

        if (machine.House.NukiWeb.EveryMin != _everyMin[^1])
        {
            _everyMin.Add(machine.House.NukiWeb.EveryMin);
        }

        if (machine.Stores.IsSaved)
        {
            _savedPersons = _persons.Count - 1;
            _savedMinutes = _everyMin.Count - 1;
        }
    }

    public void CutAtStart()
    {
    }

    public void Forget()
    {
        _persons.Clear();
        _everyMin.Clear();
    }

    private static string Persons(Machine machine)
    {
        string all = HouseWriterTest.All(new HouseWriter(machine.House) { Parts = HouseParts.Roster }, 512);
        return all[all.IndexOf("\"persons\"", System.StringComparison.Ordinal)..]; // locks that are bound have places for times before it
    }
}
