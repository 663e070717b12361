using System.Linq;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using NukiEdge.Core;
using NukiEdge.Core.Houses;
using NukiEdge.Simulator.Adapters;
using NukiEdge.Web.Api.Pins;
using NukiEdge.Web.Houses;

namespace NukiEdge.Tests.Api;

/// <summary>Which pins relays hang on: the boards' tables, the house file, the page.</summary>
[TestClass]
public sealed class PinsTest
{
    [TestMethod]
    public void Every_board_has_outputs_that_are_fit_and_no_pin_twice()
    {
        foreach (Board board in Board.All())
        {
            foreach (int pin in board.RelayPins)
            {
                Assert.IsNull(board.WhyNot(pin), board.Name + " " + pin);
            }

            var all = board.RelayPins.Append(board.ButtonPin).Append(board.StatusLedPin).Append(board.HeartbeatPin).Where(p => p != Board.NoPin).ToList();
            Assert.AreEqual(all.Count, all.Distinct().Count(), board.Name);
        }
    }

    [TestMethod]
    public void Pins_that_could_keep_a_board_from_starting_or_chatter_are_not_fit()
    {
        Board ethernet = Board.Choose("WT32-ETH01", "");
        Assert.AreEqual("strapping", ethernet.WhyNot(12));
        Assert.AreEqual("ethernet", ethernet.WhyNot(21));
        Assert.AreEqual("input only", ethernet.WhyNot(39), "the button there, but no relay either way");
        Assert.AreEqual("memory", ethernet.WhyNot(6));
        Assert.AreEqual("console", ethernet.WhyNot(1));
        Assert.AreEqual("noisy at start", ethernet.WhyNot(14));
        Assert.AreEqual("missing", ethernet.WhyNot(40));
        Assert.AreEqual("missing", ethernet.WhyNot(-1));
        Assert.AreEqual("taken", Board.Choose("ESP32", "").WhyNot(23), "heartbeat");
        Assert.AreEqual("strapping", Board.Choose("ESP32-S3", "").WhyNot(45));
        Assert.AreEqual("missing", Board.Choose("what is this", "ESP32_REV3").WhyNot(4), "nobody knows what hangs on it");
        Assert.AreEqual("ESP32-POE", Board.Choose("", "ESP32_OLIMEX_WROVER").Name);
    }

    [TestMethod]
    public void A_house_with_a_pin_that_is_not_fit_or_twice_is_refused_as_a_whole()
    {
        Board board = Board.Choose("ESP32", ""); // own outputs 25, 26, 27, 33
        Assert.AreEqual("", Fault(board, 4, null));
        Assert.AreEqual("", Fault(board, 26, 25), "crossed");
        Assert.AreEqual("relays[1].pin strapping", Fault(board, null, 12));
        Assert.AreEqual("relays[0].pin taken", Fault(board, 23, null));
        Assert.AreEqual("relays[1].pin ", Fault(board, 4, 4));
        Assert.AreEqual("relays[1].pin ", Fault(board, null, 25), "the output of relay 0");
        Assert.AreEqual("relays[1].pin ", Fault(board, 26, null), "the output of relay 1, which has no pin of its own");
        Assert.AreEqual("relays[0].pin ", Fault(board, 49, null));
        Assert.AreEqual("", Fault(null, 12, null), "no board is known");
        Assert.AreEqual("relays[1].pin ", Fault(null, 12, 12));
    }

    [TestMethod]
    public void On_another_board_than_the_house_was_made_for_only_fit_pins_are_driven_and_the_rest_is_said()
    {
        House house = Read(null, 12, 4, out _);
        var map = new PinMap(Board.Choose("ESP32", ""), house, true);
        Assert.AreEqual("strapping", map.WhyNot(0));
        Assert.IsNull(map.WhyNot(1));
        Assert.AreEqual(0, map.FirstClosed());
        Assert.AreEqual(-1, map.RelayOn(12));
        Assert.AreEqual(1, map.RelayOn(4));
        house = Read(null, null, 32, out _);
        map = new PinMap(Board.Choose("WT32-ETH01", ""), house, true);
        Assert.AreEqual("another relay's", map.WhyNot(1), "32 is that board's own output for relay 0");
        Assert.AreEqual("no pin", new PinMap(Board.Choose("nobody's", ""), house, true).WhyNot(0));
        var log = new Core.Log.EventLog(8);
        map.Note(log, 0);
        var record = new Core.Log.LogRecord();
        log.Read(0, record);
        Assert.AreEqual("relay B does nothing: GPIO 32 is not fit, or another relay's", new Web.Log.LogText(house).Line(record).Split("  ").Last().Trim());
    }

    [TestMethod]
    public void The_page_reads_pins_and_hands_them_in_with_the_house()
    {
        using PageRig rig = new PageRig().LoggedIn();
        JsonElement pins = rig.Client.Ask("GET", "/api/pins").Json;
        Assert.AreEqual("ESP32", pins.GetProperty("board").GetString());
        JsonElement[] all = pins.GetProperty("pins").EnumerateArray().ToArray();
        Assert.AreEqual(40, all.Length);
        Assert.AreEqual("{\"pin\":25,\"fit\":true,\"why\":\"\",\"use\":\"relay 0\"}", all[25].GetRawText());
        Assert.AreEqual("{\"pin\":12,\"fit\":false,\"why\":\"strapping\",\"use\":null}", all[12].GetRawText());
        Assert.AreEqual("{\"pin\":23,\"fit\":false,\"why\":\"taken\",\"use\":\"heartbeat\"}", all[23].GetRawText());

        Reply read = rig.Client.Ask("GET", "/api/house");
        string target = "/api/house?revision=" + read.Tag;
        JsonNode house = JsonNode.Parse(read.Text);
        house["relays"][1]["pin"] = 15;
        Reply refused = rig.Client.Ask("PUT", target, house.ToJsonString());
        Assert.AreEqual(400, refused.Status);
        Assert.AreEqual("relays[1].pin", refused.Json.GetProperty("field").GetString());
        Assert.IsFalse(rig.Import.Exists);
        house["relays"][1]["pin"] = 32;
        Assert.AreEqual(200, rig.Client.Ask("PUT", target, house.ToJsonString()).Status);
        var next = new House(Limits.LargeBoard());
        Assert.IsNull(HouseReader.Read(rig.Import, next, new HouseReading { MayLackSecrets = true }));
        Assert.AreEqual("255 32", next.RelayPins[0] + " " + next.RelayPins[1]);
    }

    [TestMethod]
    public void A_relay_that_does_nothing_is_a_warning_where_relays_are_real()
    {
        using PageRig rig = new PageRig().LoggedIn();
        Assert.IsFalse(rig.Client.Ask("GET", "/api/status").Text.Contains("relay-pin", System.StringComparison.Ordinal));
        rig.Appliance.Ask(() =>
        {
            rig.House.RelayPins[1] = 12;
            return rig.Appliance.Api.Pins = new PinMap(Board.Choose("ESP32", ""), rig.House, true);
        });
        JsonElement warning = rig.Client.Ask("GET", "/api/status").Json.GetProperty("warnings").EnumerateArray()
            .Single(w => w.GetProperty("code").GetString() == "relay-pin");
        Assert.AreEqual("relay Gate does nothing (strapping): give it another pin", warning.GetProperty("text").GetString());
    }

    private static string Fault(Board board, int? first, int? second)
    {
        Read(board, first, second, out HouseError error);
        return error is null ? "" : error.Path + " " + error.Words;
    }

    private static House Read(Board board, int? first, int? second, out HouseError error)
    {
        string Pin(int? pin) => pin is null ? "" : ", \"pin\": " + pin;
        string text = "{ \"house\": 1, \"relays\": [{ \"name\": \"A\"" + Pin(first) + " }, { \"name\": \"B\"" + Pin(second) + " }] }";
        var house = new House(Limits.SmallBoard());
        error = HouseReader.Read(new ByteSource(Encoding.UTF8.GetBytes(text)), house, new HouseReading { Pins = board });
        return house;
    }
}
