using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using NukiEdge.Core.Flash;
using NukiEdge.Core.Houses;
using NukiEdge.Web.Houses;

namespace NukiEdge.Tests.Api;

/// <summary>Whatever the API accepts can be read by the next start: a store that it refused there would be lost as a whole.</summary>
[TestClass]
public sealed class AcceptedIsKeptTest
{
    private static readonly string[] Texts =
    [
        "plain", ".", "...", "a\nb", "\u0001", "\u007f", " ", " a ", "a:b", "\"q\" \\ /", "é👩‍👧", "שרה", "/+#", "{person}", new string('x', 32), new string('y', 33), new string('z', 64),
        new string('w', 65), new string('v', 128), "\u0000", "\ufeff",
    ];

    [TestMethod]
    public void Everything_that_is_accepted_is_there_after_the_next_start()
    {
        using PageRig rig = new PageRig().LoggedIn();
        int accepted = 0;
        int number = 0;
        var wrong = new List<string>();
        foreach (string text in Texts)
        {
            foreach ((string what, Func<Reply> ask) in Changes(rig.Client, text, ++number))
            {
                Reply reply = ask();
                Assert.IsLessThan(500, reply.Status, what);
                accepted += reply.Status < 300 ? 1 : 0;
                string lost = reply.Status < 300 ? Lost(rig) : "";
                if (lost.Length > 0)
                {
                    wrong.Add($"{what} {string.Join(' ', Encoding.UTF8.GetBytes(text).Take(8).Select(b => b.ToString("x2")))}: {lost}");
                }
            }
        }

        Assert.AreEqual("", string.Join('\n', wrong));
        Assert.IsGreaterThan(60, accepted);
    }

    private static IEnumerable<(string What, Func<Reply> Ask)> Changes(PageClient client, string text, int number)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        yield return ("broker user", () => client.Ask("PUT", "/api/broker", new { kind = "external", host = "192.168.1.10", user = text, box = client.SealNext("broker", "pw"u8.ToArray()) }));
        yield return ("broker password", () => client.Ask("PUT", "/api/broker", new { kind = "external", host = "192.168.1.10", user = "u", box = client.SealNext("broker", bytes) }));
        yield return ("back to the built-in one", () => client.Ask("PUT", "/api/broker", new { kind = "built-in" }));
        yield return ("target user", () => client.Ask("PUT", "/api/targets", new { address = "192.168.1.30", user = text, box = client.SealNext("target", "pw"u8.ToArray()) }));
        yield return ("target password", () => client.Ask("PUT", "/api/targets", new { address = "192.168.1.30", user = "u", box = client.SealNext("target", bytes) }));
        yield return ("login", () => client.Ask("POST", "/api/logins", new { user = text, role = "reader" }));
        yield return ("login goes", () => client.Ask("DELETE", "/api/logins/2"));
        yield return ("token", () => client.Ask("PUT", "/api/settings", new { token = client.SealNext("token", bytes) }));
        yield return ("webhook secret", () => client.Ask("PUT", "/api/settings", new { webhookSecret = client.SealNext("webhook", bytes) }));
        yield return ("time zone", () => client.Ask("PUT", "/api/settings", new { timeZone = text }));
        yield return ("lock", () => client.Ask("POST", "/api/locks/0", new { name = text }));
        yield return ("person", () => client.Ask("POST", "/api/persons", new { name = text }));
        yield return ("number", () => client.Ask("POST", "/api/credentials", new { @lock = 0, kind = "auth", number = 4294967295u - (uint)number, person = 0 }));
        string step = "{\"name\":" + System.Text.Json.JsonSerializer.Serialize(text) + ",\"steps\":[{\"mqtt\":\"home/x\",\"payload\":" + System.Text.Json.JsonSerializer.Serialize(text) + "}]}";
        yield return ("scene", () => client.Ask("PUT", "/api/rules?revision=" + client.Ask("GET", "/api/house").Tag, "{\"scenes\":[" + step + "],\"rules\":[]}"));
    }

    /// <summary>What the next start would not find; empty when all is as it runs.</summary>
    private static string Lost(PageRig rig)
    {
        return rig.Appliance.Ask(() =>
        {
            Assert.IsTrue(rig.Stores.SaveAll());
            var stores = new HouseStores(new SlotStore(rig.Slots, new Crc32(), new byte[SlotStore.WorkBytes], StoreKind.Settings, HouseStores.Version));
            House house = stores.Load(rig.House.Limits);
            return stores.Text() + (Text(house) == Text(rig.House) ? "" : "another house than the one that runs");
        });
    }

    private static string Text(House house)
    {
        var writer = new HouseWriter(house, HouseSecrets.Written, null);
        byte[] buffer = new byte[4096];
        var text = new StringBuilder();
        writer.Rewind();
        for (int count = writer.Read(buffer, 0, buffer.Length); count > 0; count = writer.Read(buffer, 0, buffer.Length))
        {
            text.Append(Encoding.UTF8.GetString(buffer, 0, count));
        }

        return text.ToString();
    }
}
