using NukiEdge.Core.Bytes;
using NukiEdge.Core.Houses;
using NukiEdge.Core.Locks;
using NukiEdge.Core.People;
using NukiEdge.Core.Scenes;
using NukiEdge.Tests.Support;

namespace NukiEdge.Tests.Scenes;

[TestClass]
public class TemplateTest
{
    private static readonly string[] Hostile =
    {
        "\"},{\"x\":\"", "\\", "../", "..", "%2e%2e", "a\r\nX-Evil: 1", "a&b=c", "</a><b c='d\">", "\ud83d\ude00", "\u00e4 \u00f6", "+/#",
        "a b", "{person}", "\u007f\u0001", "$SYS", "012345678901234567890123456789\u00e9", "?#;:@", "\"\"\"\"\"\"\"\"\"\"\"\"\"\"\"\"\"\"\"\"\"\"\"\"\"\"\"\"\"\"\"\"",
    };

    [TestMethod]
    public void Placeholders_are_filled_in_with_what_the_event_says()
    {
        Assert.AreEqual("Anna came to Front by keypad code: unlatch at 2026-11-22T00:39:06Z!",
            Render("{person} came to {lock} by {source}: {action} at {time}!", Escape.Plain, "Anna", Who.Person));
        Assert.AreEqual("unknown", Render("{person}", Escape.Plain, null, Who.Unknown));
        Assert.AreEqual("nobody", Render("{person}", Escape.Plain, null, Who.Nobody));
        Assert.AreEqual("{ \"a\": {}, \"b\": {1} }", Render("{ \"a\": {}, \"b\": {1} }", Escape.Json, "Anna", Who.Person), "braces of JSON");
    }

    [TestMethod]
    public void A_time_that_is_not_known_is_empty()
    {
        Template template = new Template(Raw.Names("A"), Raw.Names("L"));
        ByteWriter writer = Raw.Writer(40);
        template.Render(Raw.FromHex("5b055d"), 0, 3, Escape.Plain, new SceneContext { UtcSeconds = -1 }, writer);
        Assert.AreEqual("[]", Raw.Text(writer));
    }

    [TestMethod]
    public void A_name_in_a_url_stays_one_piece_of_its_path_or_query()
    {
        for (int i = 0; i < Hostile.Length; i++)
        {
            string url = Render("{person}", Escape.Url, Hostile[i], Who.Person);
            for (int c = 0; c < url.Length; c++)
            {
                bool fine = (url[c] >= 'a' && url[c] <= 'z') || (url[c] >= 'A' && url[c] <= 'Z') || (url[c] >= '0' && url[c] <= '9')
                    || url[c] == '-' || url[c] == '.' || url[c] == '_' || url[c] == '~' || url[c] == '%';
                Assert.IsTrue(fine, Hostile[i] + " as " + url);
            }
        }

        Assert.AreEqual("%252e%252e", Render("{person}", Escape.Url, "%2e%2e", Who.Person));
        Assert.AreEqual("..%2F", Render("{person}", Escape.Url, "../", Who.Person));
        Assert.AreEqual("%F0%9F%98%80", Render("{person}", Escape.Url, "\ud83d\ude00", Who.Person));
        Assert.AreEqual("aX-Evil%3A%201", Render("{person}", Escape.Url, "a\r\nX-Evil: 1", Who.Person));
        Assert.AreEqual("a%26b%3Dc", Render("{person}", Escape.Url, "a&b=c", Who.Person));
    }

    [TestMethod]
    public void A_name_in_JSON_stays_one_text()
    {
        for (int i = 0; i < Hostile.Length; i++)
        {
            byte[] json = Raw.Of(Render("{\"who\":\"{person}\"}", Escape.Json, Hostile[i], Who.Person));
            JsonReader reader = new JsonReader(new MemorySource(json, json.Length, 9), 64);
            Assert.AreEqual(JsonReader.ObjectStart, reader.Next(), Hostile[i]);
            Assert.AreEqual(JsonReader.Name, reader.Next(), Hostile[i]);
            Assert.AreEqual(JsonReader.Text, reader.Next(), Hostile[i]);
            Assert.AreEqual(Plain(Hostile[i]), Raw.Text(reader.TextBytes, 0, reader.TextLength));
            Assert.AreEqual(JsonReader.ObjectEnd, reader.Next(), Hostile[i]);
            Assert.AreEqual(JsonReader.End, reader.Next(), Hostile[i]);
        }
    }

    [TestMethod]
    public void A_name_in_XML_opens_and_closes_nothing()
    {
        for (int i = 0; i < Hostile.Length; i++)
        {
            string xml = Render("{person}", Escape.Xml, Hostile[i], Who.Person);
            Assert.IsTrue(xml.IndexOf('<') < 0 && xml.IndexOf('>') < 0 && xml.IndexOf('"') < 0 && xml.IndexOf('\'') < 0, xml);
        }

        Assert.AreEqual("a&amp;b=c", Render("{person}", Escape.Xml, "a&b=c", Who.Person));
        Assert.AreEqual("&lt;/a&gt;&lt;b c=&#39;d&quot;&gt;", Render("{person}", Escape.Xml, "</a><b c='d\">", Who.Person));
    }

    [TestMethod]
    public void A_name_in_a_header_is_ASCII_and_ends_no_line()
    {
        for (int i = 0; i < Hostile.Length; i++)
        {
            string header = Render("{person}", Escape.Header, Hostile[i], Who.Person);
            for (int c = 0; c < header.Length; c++)
            {
                Assert.IsTrue(header[c] >= ' ' && header[c] < 0x7F, Hostile[i] + " as " + header);
            }
        }

        Assert.AreEqual("aX-Evil: 1", Render("{person}", Escape.Header, "a\r\nX-Evil: 1", Who.Person));
        Assert.AreEqual("%C3%A4 %C3%B6", Render("{person}", Escape.Header, "\u00e4 \u00f6", Who.Person));
        Assert.AreEqual("%252e%252e", Render("{person}", Escape.Header, "%2e%2e", Who.Person));
    }

    [TestMethod]
    public void A_name_in_a_topic_is_one_level()
    {
        Assert.AreEqual("home/___/x", Render("home/{person}/x", Escape.Topic, "+/#", Who.Person));
        Assert.AreEqual("home/.._/x", Render("home/{person}/x", Escape.Topic, "../", Who.Person));
    }

    [TestMethod]
    public void No_escape_makes_a_name_longer_than_its_worst_case()
    {
        byte[] escapes = { Escape.Plain, Escape.Url, Escape.Json, Escape.Xml, Escape.Topic, Escape.Header };
        for (int e = 0; e < escapes.Length; e++)
        {
            for (int b = 0x20; b < 0x100; b++)
            {
                ByteWriter writer = Raw.Writer(9);
                Escaping.Add((byte)b, escapes[e], writer);
                Assert.IsTrue(writer.Length <= Escaping.WorstCase(escapes[e]), "byte " + b.ToString() + " in " + escapes[e].ToString());
            }
        }
    }

    [TestMethod]
    public void The_longest_rendered_length_is_never_exceeded()
    {
        byte[] escapes = { Escape.Plain, Escape.Url, Escape.Json, Escape.Xml, Escape.Topic, Escape.Header };
        string text = "a{person}b{lock}c{action}d{source}e{time}f";
        ByteWriter translated = Raw.Writer(64);
        TemplateText.Translate(Raw.Of(text), text.Length, false, translated);
        for (int e = 0; e < escapes.Length; e++)
        {
            int longest = TemplateText.LongestRendered(translated.Buffer, 0, translated.Length, escapes[e]);
            for (int i = 0; i < Hostile.Length; i++)
            {
                string rendered = Render(text, escapes[e], Hostile[i], Who.Person);
                Assert.IsTrue(Raw.Of(rendered).Length <= longest, Hostile[i] + " as " + rendered);
            }
        }
    }

    [TestMethod]
    public void Only_known_placeholders_and_no_control_characters_are_translated()
    {
        Assert.AreEqual(HouseFault.UnknownPlaceholder, Translate("{persona}", false));
        Assert.AreEqual(HouseFault.UnknownPlaceholder, Translate("x{name}", false));
        Assert.AreEqual(HouseFault.BadText, Translate("a\u0001", false));
        Assert.AreEqual(HouseFault.BadText, Translate("a\u007f", true));
        Assert.AreEqual(HouseFault.BadText, Translate("a\nb", false));
        Assert.AreEqual(HouseFault.None, Translate("a\r\n\tb", true));
        Assert.AreEqual(HouseFault.BadText, Translate("a\u0005", true));
        Assert.AreEqual(HouseFault.None, Translate("{", false));
        Assert.AreEqual(HouseFault.None, Translate("{person", false));
        Assert.AreEqual(HouseFault.None, Translate("{Person}{}{ }", false));
    }

    private static int Translate(string text, bool lineBreaks)
    {
        return TemplateText.Translate(Raw.Of(text), text.Length, lineBreaks, Raw.Writer(64));
    }

    /// <summary>The name without control characters.</summary>
    private static string Plain(string name)
    {
        string plain = "";
        for (int i = 0; i < name.Length; i++)
        {
            plain += name[i] >= ' ' && name[i] != '\u007f' ? name.Substring(i, 1) : "";
        }

        return plain;
    }

    private static string Render(string text, byte escape, string person, int who)
    {
        byte[] bytes = Raw.Of(text);
        ByteWriter translated = Raw.Writer(128);
        Assert.AreEqual(HouseFault.None, TemplateText.Translate(bytes, bytes.Length, true, translated));
        Template template = new Template(Raw.Names(person == null ? "?" : person), Raw.Names("Front"));
        SceneContext context = new SceneContext
        {
            Person = person == null ? -1 : 0, Who = who, Action = LockAction.Unlatch, Source = ActionSource.KeypadCode,
            UtcSeconds = new TestClock().UtcSeconds,
        };
        ByteWriter writer = Raw.Writer(900);
        template.Render(translated.Buffer, 0, translated.Length, escape, context, writer);
        return Raw.Text(writer);
    }
}
