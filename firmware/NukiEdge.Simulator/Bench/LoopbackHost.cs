using System;
using System.IO;
using System.Linq;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace NukiEdge.Simulator.Bench;

/// <summary>
/// A web server on 127.0.0.1 and nowhere else. It reads no settings file and no environment variable, so that nothing
/// outside this source can make it listen on another address, and it leaves Ctrl+C to the program.
/// </summary>
internal static class LoopbackHost
{
    /// <summary>Largest body that either server reads.</summary>
    public const int MaxBodyBytes = 4096;

    private const int MaxConnections = 64;

    /// <summary>A server that is not started yet.</summary>
    /// <param name="certificate">For HTTPS, with its private key; null for plain HTTP.</param>
    public static WebApplication Create(int port, X509Certificate2? certificate = null)
    {
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions
        {
            ApplicationName = typeof(LoopbackHost).Assembly.GetName().Name,
            ContentRootPath = AppContext.BaseDirectory,
        });
        builder.WebHost.UseKestrelCore();
        builder.WebHost.ConfigureKestrel(kestrel => SetLimits(kestrel, port, certificate));
        builder.Services.AddRoutingCore();
        builder.Services.AddSingleton<IHostLifetime, NoLifetime>();
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(1));
        return builder.Build();
    }

    /// <summary>Opens the port.</summary>
    /// <returns>false when it is taken.</returns>
    public static bool TryStart(WebApplication app)
    {
        try
        {
            app.StartAsync().GetAwaiter().GetResult();
            return true;
        }
        catch (IOException)
        {
            End(app);
            return false;
        }
    }

    /// <summary>The port that a started server listens on.</summary>
    public static int PortOf(WebApplication app)
    {
        var addresses = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>();
        return new Uri(addresses!.Addresses.First()).Port;
    }

    /// <summary>Ends a server and everything that it still answers.</summary>
    public static void End(WebApplication app)
    {
        app.StopAsync().GetAwaiter().GetResult();
        app.DisposeAsync().AsTask().GetAwaiter().GetResult();
    }

    private static void SetLimits(KestrelServerOptions kestrel, int port, X509Certificate2? certificate)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxConcurrentConnections = MaxConnections;
        kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(5);
        kestrel.Limits.MaxRequestHeadersTotalSize = 16 * 1024;
        // One more than is allowed: the reader sees that it is too long and says so itself.
        kestrel.Limits.MaxRequestBodySize = 64 * 1024;
        kestrel.Listen(IPAddress.Loopback, port, listen =>
        {
            listen.Protocols = HttpProtocols.Http1;
            if (certificate is not null)
            {
                listen.UseHttps(certificate);
            }
        });
    }

    /// <summary>The default one takes Ctrl+C for itself.</summary>
    private sealed class NoLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken)
        {
            return Task.CompletedTask;
        }

        public Task StopAsync(CancellationToken cancellationToken)
        {
            return Task.CompletedTask;
        }
    }
}
