using NukiEdge.Net.Http;

namespace NukiEdge.Web.Api;

/// <summary>What the owner can know of the board: its pins.</summary>
internal sealed class BoardApi : IHttpHandler
{
    private readonly ApiReply _out;
    private readonly PinsText _pins;

    public BoardApi(ApiParts parts, ApiReply reply)
    {
        _out = reply;
        _pins = parts.Pins == null ? null : new PinsText(parts.Pins, reply.Json);
    }

    /// <inheritdoc/>
    public void Handle(HttpRequest request, HttpReply reply)
    {
        if (_pins == null)
        {
            _out.NotThere(reply, "no board is known");
        }
        else
        {
            _out.Stream(reply, ApiReply.JsonType, _pins);
        }
    }
}
