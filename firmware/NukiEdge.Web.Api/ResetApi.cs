using NukiEdge.Core.Bytes;
using NukiEdge.Net.Http;
using NukiEdge.Web.Houses;

namespace NukiEdge.Web.Api;

/// <summary>POST /api/reset: all that is kept goes, and the box starts as on its first day. The owner has to mean it.</summary>
internal sealed class ResetApi : IHttpHandler
{
    private const string Word = "RESET";

    private static readonly byte[] WordBytes = Ascii.Of(Word);

    private readonly ApiParts _parts;
    private readonly ApiAccess _access;
    private readonly HouseApi _house;
    private readonly ApiReply _out;

    public ResetApi(ApiParts parts, ApiAccess access, HouseApi house, ApiReply reply)
    {
        _parts = parts;
        _access = access;
        _house = house;
        _out = reply;
    }

    /// <inheritdoc/>
    public void Handle(HttpRequest request, HttpReply reply)
    {
        HouseFields f = ApiBody.Of(request);
        byte[] word = ApiBody.OneText(f, "confirm", Word.Length);
        if (word == null)
        {
            _out.Refuse(reply, f.Error);
            return;
        }

        if (!_access.MayChange(_out, reply))
        {
            return; // it was refused
        }

        if (!Image.Is(word, 0, word.Length, WordBytes))
        {
            _out.Refuse(reply, HttpStatus.BadRequest, "must be " + Word, "confirm", 0);
        }
        else if (_parts.Eraser == null || !_parts.Eraser.Begin())
        {
            _out.Refuse(reply, HttpStatus.Conflict, _parts.Eraser == null ? "nothing is kept here that could be erased"
                : "it could not be written: everything stays as it was");
        }
        else
        {
            _house.RestartSoon();
            reply.Done(HttpStatus.Accepted);
        }
    }
}
