using System;
using System.Diagnostics;
using NukiEdge.Core.Flash;
using NukiEdge.Core.Houses;
using NukiEdge.Core.Loop;
using NukiEdge.Core.Ports;
using NukiEdge.Tests.Flash;
using NukiEdge.Tests.Support;
using NukiEdge.Web.Houses;

namespace NukiEdge.Tests.Houses;

/// <summary>Rules speak of scenes by their place: no power cut may leave rules beside other scenes.</summary>
[TestClass]
public class RulesCutTest
{
    // The same places mean something else: rule 0 ran Welcome, which is Call's place now.
    private const string OtherScenes = "[{`name`:`Call`,`steps`:[{`relay`:`Gate motor`,`do`:`pulse`,`ms`:900}]},{`name`:`Welcome`,`steps`:[{`relay`:`Bell`,`do`:`on`}]},"
        + "{`name`:`More`,`sensitive`:true,`steps`:[]}]";

    private const string OtherRules = "[{`name`:`Known`,`who`:`known`,`scene`:`More`},{`name`:`Anna comes`,`who`:{`person`:`Anna`},`scene`:`Welcome`}]";

    private readonly StoreBench _bench = new();

    [TestMethod]
    public void A_cut_at_every_byte_of_a_change_of_rules_and_scenes_leaves_both_old_or_both_new()
    {
        Cut(isInSteps: false, wasInTwoStores: false);
    }

    [TestMethod]
    public void The_same_between_the_turns_of_the_loop()
    {
        Cut(isInSteps: true, wasInTwoStores: false);
    }

    [TestMethod]
    public void The_same_when_they_come_from_the_two_stores_of_version_1()
    {
        Cut(isInSteps: false, wasInTwoStores: true);
    }

    [TestMethod]
    public void A_second_change_while_the_first_is_being_saved_saves_the_second_as_a_whole()
    {
        for (int steps = 0; steps < 60; steps++)
        {
            _bench.StartWith(SampleHouse.Text());
            Change(OtherScenes, OtherRules);
            for (int i = 0; i < steps; i++)
            {
                _bench.Stores.Step(i);
            }

            Change("[{`name`:`Only`,`steps`:[]}]", "[{`name`:`One`,`who`:`known`,`scene`:`Only`}]");
            string after = StoreBench.Text(_bench.House);
            for (int i = 0; i < 500 && _bench.Stores.Step(1000 + i) != long.MaxValue; i++)
            {
            }

            Assert.IsTrue(_bench.Stores.IsSaved, "after step " + steps);
            _bench.Start();
            Assert.AreEqual(after, StoreBench.Text(_bench.House), "after step " + steps);
        }
    }

    private void Cut(bool isInSteps, bool wasInTwoStores)
    {
        var watch = Stopwatch.StartNew();
        int points = 0, old = 0, fresh = 0, neither = 0;
        for (int style = 0; style < FakeFlash.Styles; style++)
        {
            for (int cut = 0; ; cut++)
            {
                _bench.StartWith(SampleHouse.Text());
                if (wasInTwoStores)
                {
                    SplitStores();
                }

                string before = StoreBench.Text(_bench.House);
                Change(OtherScenes, OtherRules);
                string after = StoreBench.Text(_bench.House);
                Assert.AreNotEqual(before, after);
                if (!IsCut(cut, style, isInSteps))
                {
                    _bench.Start();
                    Assert.AreEqual(after, StoreBench.Text(_bench.House));
                    break;
                }

                points++;
                _bench.Start();
                string found = StoreBench.Text(_bench.House);
                old += found == before ? 1 : 0;
                fresh += found == after ? 1 : 0;
                neither += found == before || found == after ? 0 : 1;
            }
        }

        Console.WriteLine($"{points:N0} points of a change cut: {old:N0} old, {fresh:N0} new, {neither} else; {watch.ElapsedMilliseconds} ms");
        Assert.AreEqual(0, neither);
        Assert.IsTrue(points > 1000 && old > 0 && fresh > 0);
    }

    /// <summary>What a firmware of version 1 had saved: rules and scenes in a store each.</summary>
    private void SplitStores()
    {
        Put(StoreKind.Rules, HouseParts.Rules);
        Put(StoreKind.Scenes, HouseParts.Scenes);
        _bench.Start();
        Assert.AreEqual("", _bench.Stores.Text());
        Assert.AreEqual(4, _bench.House.Rules.Count);
    }

    private void Put(byte kind, int parts)
    {
        var writer = new HouseWriter(_bench.House) { Parts = parts, Edition = 1 };
        _bench.Flash.Slot(kind, 0).Length = 0;
        _bench.Flash.Slot(kind, 1).Length = 0;
        writer.Edition = Edition();
        var store = new SlotStore(_bench.Flash, new Crc32(), new byte[SlotStore.WorkBytes], kind, HouseStores.Version);
        Assert.AreEqual(SlotResult.Ok, store.Save(writer));
    }

    /// <summary>The edition of the settings' store.</summary>
    private uint Edition()
    {
        string text = System.Text.Encoding.UTF8.GetString(_bench.Flash.Slot(StoreKind.Settings, 0).Copy());
        string later = System.Text.Encoding.UTF8.GetString(_bench.Flash.Slot(StoreKind.Settings, 1).Copy());
        return Math.Max(EditionIn(text), EditionIn(later));
    }

    private static uint EditionIn(string text)
    {
        int at = text.IndexOf("\"edition\":", StringComparison.Ordinal);
        return at < 0 ? 0 : uint.Parse(text[(at + 10)..text.IndexOf(',', at)], System.Globalization.CultureInfo.InvariantCulture);
    }

    private void Change(string scenes, string rules)
    {
        House house = _bench.House;
        var draft = new House(house);
        HouseError error = RulesReader.Read(new MemorySource(SampleHouse.Json("{`rules`:" + rules + ",`scenes`:" + scenes + "}")), draft);
        Assert.IsNull(error, error?.Text());
        var edge = new EdgeLoop(house.Limits, new TestClock(), new FakeWait(), new FakeRelays(3), Array.Empty<ICaller>(), house);
        edge.TakeRules(draft.Rules, draft.Scenes);
        _bench.Stores.Changed(StoreKind.Rules);
    }

    private bool IsCut(int cut, int style, bool isInSteps)
    {
        _bench.Flash.Style = style;
        _bench.Flash.PointsToCut = cut;
        try
        {
            if (!isInSteps)
            {
                Assert.IsTrue(_bench.Stores.SaveAll());
            }

            for (int i = 0; isInSteps && _bench.Stores.Step(i) != long.MaxValue; i++)
            {
                Assert.IsLessThan(10000, i);
            }

            return false;
        }
        catch (PowerCutException)
        {
            return true;
        }
    }
}
