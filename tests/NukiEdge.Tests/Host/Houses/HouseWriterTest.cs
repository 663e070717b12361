using System;
using System.Collections.Generic;
using System.IO;
using System.Text;
using NukiEdge.Core;
using NukiEdge.Core.Houses;
using NukiEdge.Core.Ports;
using NukiEdge.Tests.Support;
using NukiEdge.Web.Houses;

namespace NukiEdge.Tests.Houses;

/// <summary>The writer is the way back of the reader, for every house that there can be.</summary>
[TestClass]
public class HouseWriterTest
{
    private const int Houses = 100;

    [TestMethod]
    public void What_is_written_reads_back_as_the_same_tables_byte_for_byte()
    {
        Dice dice = Dice.New();
        long bytes = 0;
        for (int i = 0; i < Houses; i++)
        {
            Limits limits = i % 5 == 0 ? Limits.LargeBoard() : Limits.SmallBoard();
            string text = new RandomHouse(dice, limits, isFull: i % 10 == 0).Text;
            House house = Read(text, limits, $"{dice}, house {i}");
            string written = All(new HouseWriter(house, HouseSecrets.Written, null), 1 + dice.Next(300));
            House again = Read(written, limits, $"{dice}, house {i}, written");
            Assert.AreEqual("", SameHouse.Difference(house, again), $"{dice}, house {i}");
            Assert.AreEqual(written, All(new HouseWriter(again, HouseSecrets.Written, null), 256), $"{dice}, house {i}: written twice");
            bytes += written.Length;
        }

        Console.WriteLine($"{dice}: {Houses} houses of {bytes / Houses:N0} bytes on average");
    }

    [TestMethod]
    public void Pieces_of_any_size_and_a_rewind_give_the_same_text()
    {
        House house = Read(SampleHouse.Text(), Limits.SmallBoard(), "sample");
        var writer = new HouseWriter(house, HouseSecrets.Written, null);
        string whole = All(writer, 4096);
        for (int size = 1; size < 300; size++)
        {
            writer.Rewind();
            Assert.AreEqual(whole, All(writer, size), "pieces of " + size);
        }
    }

    [TestMethod]
    public void Secrets_that_are_left_out_stand_nowhere()
    {
        string written = All(new HouseWriter(Read(SampleHouse.Text(), Limits.SmallBoard(), "sample"), HouseSecrets.LeftOut, null), 256);
        Assert.DoesNotContain("secret", written);
        Assert.DoesNotContain("password", written);
        Assert.Contains("\"user\": \"fresh\"", written);
    }

    [TestMethod]
    public void The_sample_house_is_written_so_that_people_can_read_it()
    {
        House house = Read(File.ReadAllText(Path.Combine(Repository.Checkout.Root, "firmware/NukiEdge.Simulator/Sample/house.json")), Limits.LargeBoard(), "sample");
        string written = All(new HouseWriter(house, HouseSecrets.Written, null), 256);
        Console.WriteLine(written);
        Assert.Contains("{\"name\": \"Anna arrives\", \"who\": {\"person\": \"Anna\"}, \"lock\": \"Front door\", \"scene\": \"Housekeeper\"}", written);
    }

    internal static House Read(string text, Limits limits, string what)
    {
        var house = new House(limits);
        HouseError error = HouseReader.Read(new MemorySource(text), house);
        if (error is not null)
        {
            File.WriteAllText(Path.Combine(Path.GetTempPath(), "nukiedge-refused-house.json"), text);
        }

        Assert.IsNull(error, what + ": " + error?.Text());
        return house;
    }

    internal static string All(IByteSource source, int piece)
    {
        var all = new List<byte>();
        byte[] buffer = new byte[piece];
        for (int got = source.Read(buffer, 0, piece); got > 0; got = source.Read(buffer, 0, piece))
        {
            all.AddRange(buffer.AsSpan(0, got));
        }

        return Encoding.UTF8.GetString(all.ToArray());
    }
}
