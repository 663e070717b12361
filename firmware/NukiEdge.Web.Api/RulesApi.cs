using NukiEdge.Core;
using NukiEdge.Core.Bytes;
using NukiEdge.Core.Flash;
using NukiEdge.Core.Houses;
using NukiEdge.Core.Ports;
using NukiEdge.Net.Http;
using NukiEdge.Web.Houses;

namespace NukiEdge.Web.Api;

/// <summary>
/// Other scenes and rules for the house that runs, at once: all or none. They are read beside the running ones, which takes their room a
/// second time for as long as one request is answered; of two who changed the same ones, the second is told.
/// </summary>
internal sealed class RulesApi : IHttpHandler, IBodySink
{
    private readonly ApiParts _parts;
    private readonly HouseApi _house;
    private readonly ApiReply _out;

    public RulesApi(ApiParts parts, HouseApi house, ApiReply reply)
    {
        _parts = parts;
        _house = house;
        _out = reply;
    }

    /// <inheritdoc/>
    public int Begin(HttpRequest request)
    {
        return _house.Begin(request);
    }

    /// <inheritdoc/>
    public int Take(byte[] buffer, int offset, int count)
    {
        return _house.Take(buffer, offset, count);
    }

    /// <inheritdoc/>
    public void Abandon()
    {
        _house.Abandon();
    }

    /// <inheritdoc/>
    public void Handle(HttpRequest request, HttpReply reply)
    {
        if (!request.IsStreamed)
        {
            _out.Refuse(reply, HttpStatus.BadRequest, "scenes and rules are missing");
            return;
        }

        bool isCheck = _house.IsCheck(request);
        if (!_house.IsRevision(request, reply))
        {
            _parts.Inbox.Drop();
            return;
        }

        if (!_house.HasRoomFor(DraftBytes(_parts.House.Limits)))
        {
            _parts.Inbox.Drop();
            _out.Refuse(reply, HttpStatus.Conflict, "no room in memory just now: try again in a minute");
            return;
        }

        House draft = new House(_parts.House);
        HouseError error = RulesReader.Read(_parts.Inbox, draft);
        _parts.Inbox.Drop();
        if (error != null)
        {
            _out.Refuse(reply, error);
            return;
        }

        if (!isCheck)
        {
            _parts.Edge.TakeRules(draft.Rules, draft.Scenes);
            _parts.Changed(StoreKind.Rules);
            _house.Break();
        }

        _out.Begin(reply, HttpStatus.Ok);
        _out.Text("revision", _parts.Revision());
        _out.End();
    }

    /// <summary>What the next rules and scenes and their reader take at most, bytes (memory.md), rounded up.</summary>
    private static int DraftBytes(Limits limits)
    {
        return 6144 + limits.SceneBytes + limits.Rules * 64 + limits.Scenes * 32;
    }
}
