using NukiEdge.Core.Bytes;
using NukiEdge.Core.Houses;
using NukiEdge.Core.Locks;
using NukiEdge.Core.Log;
using NukiEdge.Core.Loop;
using NukiEdge.Core.People;
using NukiEdge.Core.Scenes;
using NukiEdge.Net.Http;
using NukiEdge.Web.Access;
using NukiEdge.Web.Houses;

namespace NukiEdge.Web.Api;

/// <summary>Relays and scenes by hand. Each leaves a note in the log.</summary>
internal sealed class HandApi : IHttpHandler
{
    private static readonly byte[][] Orders = Ascii.Table("off", "on", "toggle", "pulse");

    private readonly ApiParts _parts;
    private readonly House _house;
    private readonly ApiAccess _access;
    private readonly HouseApi _revisions;
    private readonly ApiReply _out;
    private readonly SceneContext _context = new SceneContext();

    public HandApi(ApiParts parts, ApiAccess access, HouseApi revisions, ApiReply reply)
    {
        _revisions = revisions;
        _parts = parts;
        _house = parts.House;
        _access = access;
        _out = reply;
    }

    /// <inheritdoc/>
    public void Handle(HttpRequest request, HttpReply reply)
    {
        if (request.Handler == ApiRoutes.OrderRelay)
        {
            OrderRelay(request, reply);
        }
        else
        {
            RunScene(request, reply);
        }
    }

    private void OrderRelay(HttpRequest request, HttpReply reply)
    {
        int relay = request.IdNumber;
        HouseFields f = ApiBody.Of(request);
        long order = -1;
        long ms = 0;
        bool ok = f.BeginObject();
        while (ok && f.NextField())
        {
            switch (f.Field)
            {
                case "order":
                    ok = f.Word(Orders, Orders.Length);
                    order = f.Value;
                    break;
                case "ms":
                    ok = f.Number(1, RelayBank.MaxLongestOnMs);
                    ms = f.Value;
                    break;
                default:
                    ok = f.UnknownField("order, ms");
                    break;
            }
        }

        bool isWhole = ApiBody.End(f) && !ApiBody.IsMissing(f, order < 0, "order")
            && !ApiBody.IsMissing(f, order == RelayOrder.Pulse && ms == 0, "ms");
        if (!isWhole)
        {
            _out.Refuse(reply, f.Error);
            return;
        }

        if (relay < 0 || _parts.Edge.Relays.Order(relay, (byte)order, (uint)ms, _parts.Clock.NowUs) != StepResult.Done)
        {
            _out.NotThere(reply, "no such relay");
            return;
        }

        _parts.Note(NoteCode.RelayByHand, (uint)relay | (uint)order << 8);
        reply.Done(HttpStatus.NoContent);
    }

    /// <summary>
    /// Sensitive scenes are the owner's own to run: a key may have been heard by others. A scene goes by its place, so who read the house
    /// says of which revision: else a change in between would run another one.
    /// </summary>
    private void RunScene(HttpRequest request, HttpReply reply)
    {
        int scene = request.IdNumber;
        EdgeLoop edge = _parts.Edge;
        if (!_revisions.IsRevisionOrAny(request, reply))
        {
            return;
        }

        if (scene < 0 || scene >= _house.Scenes.Names.Count)
        {
            _out.NotThere(reply, "no such scene");
            return;
        }

        if (_house.Scenes.IsSensitive(scene) && _access.Signed.Role != AccessRole.Owner)
        {
            _out.Refuse(reply, HttpStatus.Forbidden, "a sensitive scene: only the owner runs it");
            return;
        }

        if (edge.IsSafe || !edge.Scenes.HasRoom)
        {
            _out.Refuse(reply, HttpStatus.Conflict, edge.IsSafe ? "safe mode: no scene runs" : "too many scenes are under way");
            return;
        }

        long after = edge.Log.Written - 1;
        int run = edge.Scenes.NextRun;
        _parts.Note(NoteCode.SceneByHand, (uint)scene | (uint)run << 8);
        _context.Person = -1;
        _context.Who = Who.Nobody;
        _context.Lock = 0;
        _context.Action = 0;
        _context.Source = ActionSource.Other;
        _context.UtcSeconds = _parts.Clock.UtcSeconds;
        _context.ReceivedUs = _parts.Clock.NowUs;
        edge.Scenes.Start(scene, _context);
        _out.Begin(reply, HttpStatus.Accepted);
        _out.Number("run", run);
        _out.Number("after", after);
        _out.End();
    }
}
