using System;
using System.ComponentModel;
using System.Diagnostics;
using System.IO;
using System.Net.Http;
using System.Text;
using NukiEdge.Tests.Repository;

namespace NukiEdge.Tests.WebPage;

/// <summary>tests/page-mock: serves the committed bundle and answers http-api.md with sample data.</summary>
internal sealed class MockBox : IDisposable
{
    public const string DeviceCode = "0123-4567-89ab", Password = "a long enough sentence";

    private readonly Process _node;
    private readonly HttpClient _client = new();

    /// <summary>Starts it on a free port.</summary>
    /// <param name="isSetUp">It has the password already.</param>
    public MockBox(bool isSetUp = true)
    {
        string script = Path.Combine(Checkout.Root, "tests/page-mock/mock.mjs");
        string bundle = Path.Combine(Checkout.Root, "firmware/NukiEdge.Web/Page/dist");
        try
        {
            _node = Process.Start(new ProcessStartInfo("node", isSetUp ? [script, "0", bundle, "--password", Password] : [script, "0", bundle])
            {
                RedirectStandardOutput = true,
            })!;
        }
        catch (Win32Exception e)
        {
            throw new InvalidOperationException("this test needs node (Node.js 20 or newer): " + e.Message);
        }

        Address = _node.StandardOutput.ReadLine() ?? throw new InvalidOperationException("the mock did not start");
    }

    public string Address { get; }

    /// <summary>Something happens at the door.</summary>
    public void Happens(string verb, string json)
    {
        using var content = new StringContent(json, Encoding.UTF8, "application/json");
        using var request = new HttpRequestMessage(HttpMethod.Post, Address + "mock/" + verb) { Content = content };
        using HttpResponseMessage answer = _client.Send(request);
        answer.EnsureSuccessStatusCode();
    }

    public void Dispose()
    {
        _client.Dispose();
        _node.Kill(true);
        _node.WaitForExit();
        _node.Dispose();
    }
}
