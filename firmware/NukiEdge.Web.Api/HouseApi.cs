using NukiEdge.Core;
using NukiEdge.Core.Bytes;
using NukiEdge.Core.Houses;
using NukiEdge.Core.Life;
using NukiEdge.Core.Log;
using NukiEdge.Core.Ports;
using NukiEdge.Net.Http;
using NukiEdge.Web.Houses;

namespace NukiEdge.Web.Api;

/// <summary>
/// The house as a whole: read without its secrets, and handed in anew. What is handed in is checked here and taken over by the next
/// start (<see cref="HouseImport"/>), so that nothing changes under a scene that runs. Of two who changed the same house, the second is told.
/// </summary>
internal sealed class HouseApi : IHttpHandler, IBodySink, IPart
{
    private const long RestartDelayUs = 500000;

    private static readonly byte[] RevisionWord = Ascii.Of("revision");
    private static readonly byte[] CheckWord = Ascii.Of("check");

    private readonly ApiParts _parts;
    private readonly ApiAccess _access;
    private readonly HouseWriter _writer;
    private readonly ApiReply _out;
    private readonly byte[] _text = new byte[32];
    private long _restartUs = long.MaxValue;

    public HouseApi(ApiParts parts, ApiAccess access, ApiReply reply)
    {
        _parts = parts;
        _access = access;
        _writer = new HouseWriter(parts.House, HouseSecrets.LeftOut, null);
        _out = reply;
    }

    /// <inheritdoc/>
    public long Step(long nowUs)
    {
        if (nowUs >= _restartUs)
        {
            _restartUs = long.MaxValue;
            _parts.Restart.Restart(RunEnd.Restart, LoopPart.Other, FaultKind.Other);
        }

        return _restartUs;
    }

    /// <inheritdoc/>
    public void Handle(HttpRequest request, HttpReply reply)
    {
        switch (request.Handler)
        {
            case ApiRoutes.HandIn:
                HandIn(request, reply);
                break;
            case ApiRoutes.Restart:
                RestartSoon();
                reply.Done(HttpStatus.Accepted);
                break;
            default:
                Write(request, reply);
                break;
        }
    }

    /// <summary>Starts the program anew, after the answer had time to go out.</summary>
    public void RestartSoon()
    {
        _restartUs = _parts.Clock.NowUs + RestartDelayUs;
    }

    /// <inheritdoc/>
    public int Begin(HttpRequest request)
    {
        _access.BeginBody(request);
        _parts.Inbox.Open();
        return 0;
    }

    /// <inheritdoc/>
    public int Take(byte[] buffer, int offset, int count)
    {
        return _parts.Inbox.Add(buffer, offset, count) ? 0 : HttpStatus.ContentTooLarge;
    }

    /// <inheritdoc/>
    public void Abandon()
    {
        _parts.Inbox.Drop();
    }

    /// <summary>The request is about this house and no older one; else it is refused.</summary>
    public bool IsRevision(HttpRequest request, HttpReply reply)
    {
        int length = request.Parameter(RevisionWord, _text);
        bool isSame = length >= 0 && Image.Is(_text, 0, length, Ascii.Of(_parts.Revision()));
        if (!isSame)
        {
            _out.Refuse(reply, HttpStatus.PreconditionFailed, "somebody else changed it since: read it again", "revision", 0);
        }

        return isSame;
    }

    /// <summary>As <see cref="IsRevision"/>, where the request names one; else any will do.</summary>
    public bool IsRevisionOrAny(HttpRequest request, HttpReply reply)
    {
        return request.Parameter(RevisionWord, _text) < 0 || IsRevision(request, reply);
    }

    /// <summary>The heap has so many bytes left, as far as it is known.</summary>
    public bool HasRoomFor(int bytes)
    {
        return _parts.Heap == null || _parts.Heap.FreeBytesNow() >= bytes;
    }

    /// <summary>Nothing is to be changed: the request only asks whether all is right.</summary>
    public bool IsCheck(HttpRequest request)
    {
        return request.Parameter(CheckWord, _text) >= 0;
    }

    /// <summary>The house is another one: who is reading it now sees that the end is missing, and asks again.</summary>
    public void Break()
    {
        _writer.Break();
    }

    private void Write(HttpRequest request, HttpReply reply)
    {
        if (!_out.Stream(reply, ApiReply.JsonType, _writer))
        {
            return;
        }

        _writer.Parts = request.Handler == ApiRoutes.Rules ? HouseParts.Rules
            : request.Handler == ApiRoutes.Scenes ? HouseParts.Scenes
            : request.Handler == ApiRoutes.Relays ? HouseParts.Settings
            : HouseParts.Everything;
        _writer.Rewind();
        if (request.Handler == ApiRoutes.House)
        {
            reply.Extra = Ascii.Of("ETag: \"" + _parts.Revision() + "\"");
        }
    }

    private void HandIn(HttpRequest request, HttpReply reply)
    {
        if (!request.IsStreamed)
        {
            _out.Refuse(reply, HttpStatus.BadRequest, "a house is missing");
            return;
        }

        bool isCheck = IsCheck(request);
        if (!isCheck && !_parts.Inbox.CanKeep)
        {
            _parts.Inbox.Drop();
            _out.Refuse(reply, HttpStatus.Conflict, "nothing is kept here: this box runs with a file");
            return;
        }

        if (!IsRevision(request, reply))
        {
            _parts.Inbox.Drop();
            return;
        }

        if (!HasRoomFor(SecondHouseBytes(_parts.House.Limits)))
        {
            HandInUnread(reply, isCheck);
            return;
        }

        House house = new House(_parts.House.Limits);
        HouseReading how = new HouseReading { MayLackSecrets = true, Pins = _parts.Pins == null ? null : _parts.Pins.Board };
        HouseError error = HouseReader.Read(_parts.Inbox, house, how);
        if (error != null)
        {
            _parts.Inbox.Drop();
            _out.Refuse(reply, error);
            return;
        }

        string missing = KeptSecrets.Take(_parts.House, house);
        if (isCheck)
        {
            _parts.Inbox.Drop();
            Answer(reply, false, missing);
        }
        else
        {
            Keep(reply, missing);
        }
    }

    /// <summary>
    /// A second house beside the running one does not fit into every board's memory (memory.md). It is kept as it came: the next start reads
    /// it before loop and server are there, takes it over or keeps the old one, and the log says which.
    /// </summary>
    private void HandInUnread(HttpReply reply, bool isCheck)
    {
        if (isCheck)
        {
            _parts.Inbox.Drop();
            _out.Refuse(reply, HttpStatus.Conflict, "this board has no room for a second house: it is checked at the next start");
        }
        else
        {
            Keep(reply, "");
        }
    }

    private void Keep(HttpReply reply, string missing)
    {
        if (!_parts.Inbox.Keep())
        {
            _out.Refuse(reply, HttpStatus.Conflict, "it could not be written: is there room on the drive?");
            return;
        }

        _parts.Changed(0);
        _parts.Note(NoteCode.HouseHandedIn, 0);
        Answer(reply, true, missing);
    }

    private void Answer(HttpReply reply, bool restarts, string missing)
    {
        _out.Begin(reply, HttpStatus.Ok).Field("restart");
        _out.Json.Flag(restarts);
        _out.Text("missing", missing);
        _out.End();
    }

    /// <summary>What a house and its reader take at most, bytes: the rows of memory.md, rounded up, and what the collector leaves in pieces.</summary>
    private static int SecondHouseBytes(Limits limits)
    {
        return 10240 + limits.Credentials * 80 + limits.SceneBytes + limits.Rules * 64 + limits.Locks * 1300 + limits.Persons * 36;
    }
}
