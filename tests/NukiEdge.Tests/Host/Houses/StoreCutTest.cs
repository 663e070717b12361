using System;
using System.Diagnostics;
using NukiEdge.Core;
using NukiEdge.Core.Flash;
using NukiEdge.Core.Houses;
using NukiEdge.Tests.Flash;
using NukiEdge.Tests.Support;
using NukiEdge.Web.Houses;
using Dice = NukiEdge.Tests.Support.Dice;

namespace NukiEdge.Tests.Houses;

/// <summary>Invariant 4 of the design for the house: after a power cut at any byte it is the old one or the new one, as a whole.</summary>
[TestClass]
public class StoreCutTest
{
    private readonly StoreBench _bench = new();

    [TestMethod]
    public void A_cut_at_every_byte_of_a_save_of_every_store_leaves_the_old_house_or_the_new_one()
    {
        var watch = Stopwatch.StartNew();
        int points = 0, old = 0, fresh = 0, neither = 0;
        for (byte kind = StoreKind.Settings; kind <= StoreKind.Scenes; kind++)
        {
            for (int style = 0; style < FakeFlash.Styles; style++)
            {
                for (int cut = 0; ; cut++)
                {
                    _bench.StartWith(SampleHouse.Text());
                    string before = StoreBench.Text(_bench.House);
                    Change(kind, _bench.House);
                    string after = StoreBench.Text(_bench.House);
                    Assert.AreNotEqual(before, after);
                    _bench.Stores.Changed(kind);
                    if (!IsCut(cut, style))
                    {
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
        }

        Console.WriteLine($"{points:N0} points of a save cut: {old:N0} old, {fresh:N0} new, {neither} else; {watch.ElapsedMilliseconds} ms");
        Assert.AreEqual(0, neither);
        Assert.IsTrue(points > 10000 && old > 0 && fresh > 0);
    }

    [TestMethod]
    public void A_cut_at_every_byte_of_an_import_leaves_the_old_house_or_the_new_one_as_a_whole()
    {
        var watch = Stopwatch.StartNew();
        string first = SampleHouse.Text();
        string second = Other();
        string before = StoreBench.Text(HouseWriterTest.Read(first, _bench.Limits, "first"));
        string after = StoreBench.Text(HouseWriterTest.Read(second, _bench.Limits, "second"));
        int points = 0, mixed = 0, again = 0;
        _bench.File.CutWith = _bench.Flash;
        for (int style = 0; style < FakeFlash.Styles; style++)
        {
            for (int cut = 0; ; cut++)
            {
                _bench.StartWith(first);
                _bench.File.Put(second);
                if (!IsStartCut(cut, style))
                {
                    break;
                }

                points++;
                again += _bench.File.Exists ? 1 : 0;
                _bench.Start();
                mixed += StoreBench.Text(_bench.House) == after && !_bench.File.Exists ? 0 : 1;
                _bench.Start();
                mixed += StoreBench.Text(_bench.Loaded) == after ? 0 : 1;
            }
        }

        Console.WriteLine($"{points:N0} points of an import cut: {points - mixed:N0} the new house as a whole after the next start, "
            + $"{again:N0} of them imported again, {mixed} else; {watch.ElapsedMilliseconds} ms");
        Assert.AreEqual(0, mixed);
        Assert.IsTrue(points > 5000);
        Assert.AreNotEqual(before, after);
    }

    [TestMethod]
    public void A_file_that_was_cut_off_anywhere_changes_nothing_and_is_set_aside()
    {
        _bench.StartWith(SampleHouse.Text());
        string before = StoreBench.Text(_bench.House);
        string other = Other().TrimEnd();
        for (int length = 0; length < other.Length; length++)
        {
            _bench.File.Put(other[..length]);
            _bench.File.WasSetAside = false;
            _bench.Start();
            Assert.AreEqual(before, StoreBench.Text(_bench.House), "cut off after " + length);
            Assert.IsTrue(_bench.File.WasSetAside && _bench.Import.Error is not null, "cut off after " + length);
        }

        _bench.Start();
        Assert.AreEqual(before, StoreBench.Text(_bench.Loaded));
    }

    [TestMethod]
    public void A_damaged_store_never_binds_anything_to_the_wrong_thing_and_the_program_starts()
    {
        var dice = Dice.New();
        string[] texts = { SampleHouse.Text(), Other() };
        int lost = 0, whole = 0;
        for (int round = 0; round < 20000; round++)
        {
            if (round % 10 == 0)
            {
                _bench.StartWith(texts[round / 10 % 2]);
                _bench.StartWith(texts[1 - round / 10 % 2]); // both slots of each store hold another house
            }

            string now = StoreBench.Text(HouseWriterTest.Read(texts[1 - round / 10 % 2], _bench.Limits, "now"));
            string before = StoreBench.Text(HouseWriterTest.Read(texts[round / 10 % 2], _bench.Limits, "before"));
            byte kind = (byte)(1 + dice.Next(4));
            FakeFile file = _bench.Flash.Slot(kind, dice.Next(2));
            if (file.Length > 0)
            {
                file.Bytes[dice.Next(file.Length)] ^= (byte)(1 << dice.Next(8));
            }

            _bench.Start();
            string found = StoreBench.Text(_bench.House);
            bool isWhole = found == now;
            Assert.IsTrue(isWhole || IsPartOf(found, now) || IsPartOf(found, before), $"{dice}, round {round}: {found}");
            whole += isWhole ? 1 : 0;
            lost += isWhole ? 0 : 1;
        }

        Console.WriteLine($"{dice}: {whole} rounds with the whole house, {lost} with a part of it, 0 with anything else");
        Assert.IsTrue(lost > 100 && whole > 100);
    }

    /// <summary>Every line that is there stands in the text of the whole house: no rule, person or scene became another one.</summary>
    private static bool IsPartOf(string text, string whole)
    {
        foreach (string line in text.Split('\n'))
        {
            string item = line.TrimEnd(',').Replace("]}", "", StringComparison.Ordinal).Trim();
            int emptied = item.IndexOf("[", StringComparison.Ordinal);
            int bound = item.IndexOf("\"role\"", StringComparison.Ordinal);
            item = bound >= 0 ? item[..bound] : item.EndsWith("\"steps\": [", StringComparison.Ordinal) ? item[..emptied] : item;
            bool isPerson = item.StartsWith("{\"name\": ", StringComparison.Ordinal) && item.EndsWith("\"}", StringComparison.Ordinal);
            item = isPerson ? item[..^1] : item;
            if (!whole.Contains(item, StringComparison.Ordinal))
            {
                return false;
            }
        }

        return true;
    }

    private bool IsCut(int cut, int style)
    {
        _bench.Flash.Style = style;
        _bench.Flash.PointsToCut = cut;
        try
        {
            Assert.IsTrue(_bench.Stores.SaveAll());
            return false;
        }
        catch (PowerCutException)
        {
            return true;
        }
    }

    /// <summary>Starts with the import, and cuts it: reading comes before, so the points count from the first byte written.</summary>
    private bool IsStartCut(int cut, int style)
    {
        _bench.Flash.PowerOn();
        _bench.Flash.Style = style;
        try
        {
            _bench.StartCut(cut);
            return false;
        }
        catch (PowerCutException)
        {
            return true;
        }
    }

    private static void Change(byte kind, House house)
    {
        byte[] name = Raw.Of("More");
        switch (kind)
        {
            case StoreKind.Settings:
                house.RelayNames.Add(name, 0, name.Length);
                house.LongestOnMs[house.RelayNames.Count - 1] = 500;
                break;
            case StoreKind.Roster:
                house.Persons.Add(name, 0, name.Length);
                house.Roster.Release(0);
                break;
            case StoreKind.Rules:
                house.Rules.Names.Add(name, 0, name.Length);
                house.Rules.Define(1, 0, 0, 1, 1, 7, 1, true);
                break;
            default:
                house.Scenes.SetSensitive(99, true);
                break;
        }
    }

    private static string Other()
    {
        return SampleHouse.Json("{`house`:1,`locks`:[{`name`:`Shed`,`id`:`77`},{`name`:`Cellar`,`id`:`78`}],`relays`:[{`name`:`Horn`}],\n"
            + "`persons`:[{`name`:`Zoe`,`credentials`:[{`lock`:`Shed`,`code`:12345},{`lock`:`Cellar`,`auth`:5}]},{`name`:`Yan`}],\n"
            + "`scenes`:[{`name`:`Blow`,`sensitive`:true,`steps`:[{`relay`:`Horn`,`do`:`pulse`,`ms`:900}]},{`name`:`Nothing`,`steps`:[]}],\n"
            + "`rules`:[{`name`:`Zoe blows`,`who`:{`person`:`Zoe`},`lock`:`Cellar`,`scene`:`Blow`},{`name`:`Yan too`,`who`:{`person`:`Yan`},`scene`:`Nothing`}],\n"
            + "`logins`:[{`user`:`shed`,`password`:`other1`,`role`:`lock`,`lock`:`Shed`}]}\n");
    }
}
