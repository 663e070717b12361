using NukiEdge.Net.Http;
using NukiEdge.Web.People;

namespace NukiEdge.Web.Api;

/// <summary>What the home page shows.</summary>
internal sealed class StatusApi : IHttpHandler
{
    private readonly ApiReply _out;
    private readonly StatusText _text;

    public StatusApi(ApiParts parts, OwnerDecisions people, ApiReply reply)
    {
        _out = reply;
        _text = new StatusText(parts, people, reply.Json);
    }

    /// <inheritdoc/>
    public void Handle(HttpRequest request, HttpReply reply)
    {
        _out.Stream(reply, ApiReply.JsonType, _text);
    }
}
