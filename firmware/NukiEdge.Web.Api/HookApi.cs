using NukiEdge.Net.Http;

namespace NukiEdge.Web.Api;

/// <summary>POST /hooks/nuki: off, and as if it were not there, until the owner sets a secret.</summary>
internal sealed class HookApi : IHttpHandler
{
    private readonly ApiParts _parts;
    private readonly ApiReply _out;

    public HookApi(ApiParts parts, ApiReply reply)
    {
        _parts = parts;
        _out = reply;
    }

    /// <inheritdoc/>
    public void Handle(HttpRequest request, HttpReply reply)
    {
        int status = !_parts.TakesWebhooks ? HttpStatus.NotFound
            : _parts.Webhooks.Receive(request.Buffer, request.ProofAt, request.ProofLength, request.BodyBuffer, request.BodyAt, request.BodyLength);
        if (status == HttpStatus.NoContent)
        {
            reply.Done(status);
            return;
        }

        _out.Refuse(reply, status, status == HttpStatus.NotFound ? "webhooks are off"
            : status == HttpStatus.Unauthorized ? "not signed with the secret that is set here"
            : status == HttpStatus.BadRequest ? "not of the form that Nuki documents" : "empty, or too long");
    }
}
