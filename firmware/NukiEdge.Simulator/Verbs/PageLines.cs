using System.Net;
using NukiEdge.Web.Access;

namespace NukiEdge.Simulator.Verbs;

/// <summary>Where the page is, and the code for its first password: on this terminal and nowhere else.</summary>
internal static class PageLines
{
    /// <summary>Where it is without a verb, or on the next free port.</summary>
    public const int UsualPort = 8080;

    private const int PortsToTry = 20;

    /// <summary>Serves it on this computer alone.</summary>
    public static bool UseOnFreePort(Appliance appliance, HouseChoice choice)
    {
        for (int port = UsualPort; port < UsualPort + PortsToTry; port++)
        {
            if (choice.UsePage(appliance, new IPEndPoint(IPAddress.Loopback, port)))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Says where it is.</summary>
    public static void Print(Appliance appliance, IPAddress address)
    {
        (int port, bool hasPassword, string code) = appliance.Ask(() => appliance.Page is { } page
            ? (page.Server.Port, appliance.Access!.Kept.HasPassword, DeviceCode.Text(appliance.Access.Kept)) : (0, true, ""));
        if (port == 0)
        {
            return;
        }

        Ink.Line($"  page        http://{address}:{port}/   (its REST API: firmware/docs/http-api.md)");
        if (!hasPassword)
        {
            Ink.Line($"  device code {code}: with it a first password can be set, for five minutes");
        }
    }
}
