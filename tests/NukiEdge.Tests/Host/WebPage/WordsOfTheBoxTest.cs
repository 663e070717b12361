using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using System.Text;
using NukiEdge.Core.Scenes;
using NukiEdge.Web.Api;

namespace NukiEdge.Tests.WebPage;

/// <summary>The page looks words of the box up as "group.word" and shows the English word where there is none: none may be missing.</summary>
[TestClass]
public sealed class WordsOfTheBoxTest
{
    [TestMethod]
    public void Every_word_that_the_box_says_is_in_the_pages_languages()
    {
        HashSet<string> words = BundleTest.Words("en").Keys.ToHashSet();
        string missing = string.Join('\n', Said().Where(word => !words.Contains(word)).Distinct());
        Assert.AreEqual("", missing, "add them to NukiEdge.Web/Page/src/lang");
    }

    private static IEnumerable<string> Said()
    {
        Assembly api = typeof(ApiRoutes).Assembly, log = typeof(Web.Log.LogText).Assembly;
        int[] bytes = [.. Enumerable.Range(-1, 257)];
        return
        [
            .. Group("warn", Table(api, "NukiEdge.Web.Api.Warnings", "Codes")),
            .. Group("end", Table(api, "NukiEdge.Web.Api.StatusText", "Ends")),
            .. Group("verdict", Table(api, "NukiEdge.Web.Api.RecordsText", "Verdicts")),
            .. Group("kind", Table(api, "NukiEdge.Web.Api.PersonsText", "Kinds")),
            .. Group("broker", Table(api, "NukiEdge.Web.Api.NewBroker", "Kinds")),
            .. Group("role", Table(api, "NukiEdge.Web.Api.AccessApi", "RoleWords")),
            .. Group("order", Table(api, "NukiEdge.Web.Api.HandApi", "Orders")),
            .. Group("pin", Table(api, "NukiEdge.Web.Api.Pins.Board", "Reasons")),
            .. Group("action", Texts(Template.ActionWords)),
            .. Group("source", Texts(Template.SourceWords)),
            .. Group("state", Of(api, "NukiEdge.Web.Api.LockWords", "State", bytes)),
            .. Group("door", Of(api, "NukiEdge.Web.Api.LockWords", "Door", bytes)),
            .. Group("fault", Of(log, "NukiEdge.Web.Log.StepFault", "Words", [.. Enumerable.Range(-60, 80)])),
        ];
    }

    private static IEnumerable<string> Group(string group, IEnumerable<string> words)
    {
        return words.Where(w => !string.IsNullOrEmpty(w)).Select(w => group + "." + w);
    }

    private static string[] Table(Assembly assembly, string type, string field)
    {
        FieldInfo found = assembly.GetType(type, true)!.GetField(field, BindingFlags.Static | BindingFlags.NonPublic | BindingFlags.Public);
        Assert.IsNotNull(found, type + "." + field);
        return found.GetValue(null) is byte[][] ascii ? Texts(ascii) : (string[])found.GetValue(null);
    }

    private static string[] Texts(byte[][] table)
    {
        return [.. table.Select(Encoding.ASCII.GetString)];
    }

    private static IEnumerable<string> Of(Assembly assembly, string type, string method, int[] values)
    {
        MethodInfo found = assembly.GetType(type, true)!.GetMethod(method, BindingFlags.Static | BindingFlags.NonPublic | BindingFlags.Public)!;
        return values.Select(v => (string)found.Invoke(null, [v]));
    }
}
