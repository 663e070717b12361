using NukiEdge.Core.Bytes;
using NukiEdge.Tests.Support;

namespace NukiEdge.Tests.Bytes;

[TestClass]
public class NameTableTest
{
    [TestMethod]
    public void A_name_of_32_bytes_comes_back_whole_beside_its_neighbours()
    {
        string longest = "0123456789abcdef0123456789abcd\u00e9";
        NameTable table = Raw.Names("a", longest, "z");
        Assert.AreEqual(32, table.Length(1));
        Assert.AreEqual("a", table.Text(0));
        Assert.AreEqual(longest, table.Text(1));
        Assert.AreEqual("z", table.Text(2));
    }

    [TestMethod]
    public void A_name_is_found_only_by_exactly_its_bytes()
    {
        NameTable table = Raw.Names("Anna", "Ann", "anna");
        Assert.AreEqual(0, Find(table, "Anna"));
        Assert.AreEqual(1, Find(table, "Ann"));
        Assert.AreEqual(2, Find(table, "anna"));
        Assert.AreEqual(-1, Find(table, "Anna "));
        Assert.AreEqual(-1, Find(table, "An"));
        Assert.AreEqual(-1, Find(table, ""));
    }

    [TestMethod]
    public void A_cleared_table_finds_nothing_and_begins_again()
    {
        NameTable table = Raw.Names("Anna", "Ben");
        table.Clear();
        Assert.AreEqual(0, table.Count);
        Assert.AreEqual(-1, Find(table, "Anna"));
        table.Add(Raw.Of("Clara"), 0, 5);
        Assert.AreEqual("Clara", table.Text(0));
        Assert.AreEqual(-1, Find(table, "Ben"));
    }

    [TestMethod]
    public void Room_ends_with_the_last_name_and_with_the_last_byte()
    {
        NameTable table = new NameTable(3, 4);
        Assert.IsTrue(table.HasRoom(12));
        Assert.IsFalse(table.HasRoom(13));
        table.Add(Raw.Of("12345678"), 0, 8);
        Assert.IsTrue(table.HasRoom(4));
        Assert.IsFalse(table.HasRoom(5));
        table.Add(Raw.Of("a"), 0, 1);
        table.Add(Raw.Of("b"), 0, 1);
        Assert.IsFalse(table.HasRoom(1), "three names");
        Assert.AreEqual("12345678", table.Text(0));
        Assert.AreEqual("b", table.Text(2));
    }

    private static int Find(NameTable table, string name)
    {
        byte[] bytes = Raw.Of("x" + name);
        return table.IndexOf(bytes, 1, bytes.Length - 1);
    }
}
