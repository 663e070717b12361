using System;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Threading;
using NukiEdge.Connect.Cloud;
using NukiEdge.Core.Ports;
using NukiEdge.Simulator.Adapters;

namespace NukiEdge.Tests.Connect;

/// <summary>One request of the PC's cloud, from start to result.</summary>
internal sealed class CloudProbe : ISockets
{
    public const string Token = "planted-token-0f1e2d3c4b5a";

    public readonly FakeReader Reader = new();
    public readonly CloudRequest Request = new();
    private readonly ManualResetEventSlim _woken = new();

    /// <summary>Asks; returns its fault.</summary>
    /// <param name="origin">Where.</param>
    /// <param name="root">Whom to trust; null: the bundled set.</param>
    /// <param name="timeoutMs">For all of it.</param>
    /// <param name="silenceMs">Without a byte of the body.</param>
    public byte Ask(Uri origin, X509Certificate2 root, int timeoutMs = 20000, int silenceMs = 500)
    {
        CloudRoots roots = root is null ? CloudRoots.Bundled() : CloudRoots.FromPem(root.ExportCertificatePem());
        using PcCloud cloud = new(this, origin, roots, new CloudPatience(5000, 700, silenceMs));
        Request.TimeoutMs = timeoutMs;
        Request.Begin("/smartlock/auth", Encoding.ASCII.GetBytes(Token), Reader);
        cloud.Start(Request);
        Assert.IsTrue(_woken.Wait(30000), "the thread never came back");
        Assert.IsTrue(Request.IsFinished);
        return Request.Fault;
    }

    void ISockets.Wake()
    {
        _woken.Set();
    }

    IListener ISockets.Listen(int port)
    {
        throw new InvalidOperationException("nobody listens here");
    }

    void ISockets.WaitAny(long deadlineUs)
    {
        throw new InvalidOperationException("nobody waits here");
    }
}
