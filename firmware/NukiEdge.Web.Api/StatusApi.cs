using NukiEdge.Net.Http;
using NukiEdge.Web.People;

namespace NukiEdge.Web.Api;

/// <summary>What the home page shows.</summary>
internal sealed class StatusApi : IHttpHandler
{
    private readonly StatusText _text;

    public StatusApi(ApiParts parts, OwnerDecisions people)
    {
        _text = new StatusText(parts, people);
    }

    /// <inheritdoc/>
    public void Handle(HttpRequest request, HttpReply reply)
    {
        reply.Stream(HttpStatus.Ok, ApiReply.JsonType, _text);
    }
}
