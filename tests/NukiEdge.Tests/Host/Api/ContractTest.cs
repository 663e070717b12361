using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using NukiEdge.Core.Bytes;
using NukiEdge.Net.Http;
using NukiEdge.Tests.Repository;
using NukiEdge.Web.Api;

namespace NukiEdge.Tests.Api;

/// <summary>The route table, http-api.md and openapi.json say the same.</summary>
[TestClass]
public class ContractTest
{
    private static readonly string[] Methods = { "GET", "POST", "PUT", "PATCH", "DELETE" };
    private static readonly string[] Roles = { "all", "reader", "controller", "session", "machine" };

    [TestMethod]
    public void The_document_names_every_route_with_its_method_and_role()
    {
        string text = File.ReadAllText(Path.Combine(Checkout.Root, "firmware/docs/http-api.md"));
        var rows = Regex.Matches(text, @"^\| `(GET|POST|PUT|DELETE) (\S+)` \| (\w+)", RegexOptions.Multiline)
            .Select(m => m.Groups[1].Value + " " + m.Groups[2].Value + " " + m.Groups[3].Value).ToList();
        Microsoft.VisualStudio.TestTools.UnitTesting.CollectionAssert.AreEquivalent(Routes().ToList(), rows);
    }

    [TestMethod]
    public void OpenApi_names_every_route_with_its_method_and_role()
    {
        JsonElement root = OpenApi();
        var found = new List<string>();
        foreach (JsonProperty path in root.GetProperty("paths").EnumerateObject())
        {
            foreach (JsonProperty method in path.Value.EnumerateObject())
            {
                string role = method.Value.GetProperty("x-role").GetString();
                found.Add(method.Name.ToUpperInvariant() + " " + path.Name + " " + (role == "nobody" ? "all" : role));
            }
        }

        Microsoft.VisualStudio.TestTools.UnitTesting.CollectionAssert.AreEquivalent(Routes().ToList(), found);
        Assert.AreEqual("3.0.3", root.GetProperty("openapi").GetString());
    }

    [TestMethod]
    public void OpenApi_describes_a_body_exactly_where_the_table_takes_one()
    {
        RouteTable table = ApiRoutes.Make(0);
        JsonElement paths = OpenApi().GetProperty("paths");
        for (int route = 0; route < table.Count; route++)
        {
            JsonElement op = paths.GetProperty(PathOf(table, route)).GetProperty(Methods[table.MethodOf(route)].ToLowerInvariant());
            bool takes = table.Has(route, RouteTable.JsonBody | RouteTable.StreamedBody);
            Assert.AreEqual(takes, op.TryGetProperty("requestBody", out _), PathOf(table, route));
        }
    }

    [TestMethod]
    public void Every_reference_in_OpenApi_leads_somewhere_and_no_operation_has_anothers_name()
    {
        string text = File.ReadAllText(Path.Combine(Checkout.Root, "firmware/NukiEdge.Web.Api/openapi.json"));
        JsonElement root = OpenApi();
        foreach (Match m in Regex.Matches(text, "\"\\$ref\": \"#/([^\"]+)\""))
        {
            JsonElement at = root;
            foreach (string part in m.Groups[1].Value.Split('/'))
            {
                Assert.IsTrue(at.TryGetProperty(part, out at), m.Value);
            }
        }

        var names = Regex.Matches(text, "\"operationId\": \"([^\"]+)\"").Select(m => m.Groups[1].Value).ToList();
        Assert.AreEqual(names.Count, names.Distinct().Count());
        Assert.AreEqual(ApiRoutes.Count, names.Count);
    }

    [TestMethod]
    public void The_table_is_good_and_each_operation_has_one_route()
    {
        RouteTable table = ApiRoutes.Make(0);
        Assert.IsTrue(table.IsGood);
        Assert.AreEqual(ApiRoutes.Count, table.Count);
        for (int route = 0; route < table.Count; route++)
        {
            Assert.AreEqual(route, table.Handler(route), PathOf(table, route));
        }
    }

    internal static IEnumerable<string> Routes()
    {
        RouteTable table = ApiRoutes.Make(0);
        for (int route = 0; route < table.Count; route++)
        {
            yield return Methods[table.MethodOf(route)] + " " + PathOf(table, route) + " " + Roles[table.WhoMay(route)];
        }
    }

    private static JsonElement OpenApi()
    {
        return JsonDocument.Parse(File.ReadAllText(Path.Combine(Checkout.Root, "firmware/NukiEdge.Web.Api/openapi.json"))).RootElement;
    }

    private static string PathOf(RouteTable table, int route)
    {
        var writer = new ByteWriter();
        writer.Reset(new byte[200]);
        table.WritePath(route, writer);
        return Encoding.ASCII.GetString(writer.Buffer, 0, writer.Length);
    }
}
