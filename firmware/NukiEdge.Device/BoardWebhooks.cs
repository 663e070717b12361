using NukiEdge.Connect;
using NukiEdge.Connect.Webhooks;
using NukiEdge.Web.Api;

namespace NukiEdge.Device;

/// <summary>Webhooks that the page's server took, for the part that syncs: neither of them knows the other.</summary>
public sealed class BoardWebhooks : IWebhooks
{
    private readonly NukiWebLink _link;

    /// <summary>For this sync.</summary>
    public BoardWebhooks(NukiWebLink link)
    {
        _link = link;
    }

    /// <inheritdoc />
    public int Receive(byte[] header, int headerAt, int headerLength, byte[] body, int bodyAt, int bodyLength)
    {
        return WebhookVerdict.HttpStatus(_link.Receive(header, headerAt, headerLength, body, bodyAt, bodyLength));
    }
}
