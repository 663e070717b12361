using NukiEdge.Core.Bytes;
using NukiEdge.Core.Flash;
using NukiEdge.Core.Houses;
using NukiEdge.Net.Http;
using NukiEdge.Web.Houses;
using NukiEdge.Web.People;

namespace NukiEdge.Web.Api;

/// <summary>Persons and their numbers. Each change raises the roster's revision, by which it is saved.</summary>
internal sealed class PeopleApi : IHttpHandler
{
    private static readonly string[] Titles = { "", "no such number", "no such person", "the name is taken already",
        "must be text without control characters", "no room for one more", "a keypad is nobody", "nothing waits for that" };

    private static readonly int[] Statuses = { HttpStatus.NoContent, HttpStatus.NotFound, HttpStatus.NotFound, HttpStatus.Conflict,
        HttpStatus.BadRequest, HttpStatus.Conflict, HttpStatus.Conflict, HttpStatus.NoContent };

    private readonly ApiParts _parts;
    private readonly House _house;
    private readonly OwnerDecisions _people;
    private readonly PersonsText _text;
    private readonly ApiReply _out;

    public PeopleApi(ApiParts parts, OwnerDecisions people, ApiReply reply)
    {
        _parts = parts;
        _house = parts.House;
        _people = people;
        _text = new PersonsText(parts.House, people, reply.Json);
        _out = reply;
    }

    /// <inheritdoc/>
    public void Handle(HttpRequest request, HttpReply reply)
    {
        switch (request.Handler)
        {
            case ApiRoutes.Persons:
                _out.Stream(reply, ApiReply.JsonType, _text);
                break;
            case ApiRoutes.NewPerson:
            case ApiRoutes.Rename:
                Name(request, reply);
                break;
            case ApiRoutes.Confirm:
                Answer(reply, _people.Confirm(request.IdNumber), null);
                break;
            case ApiRoutes.Join:
                Join(request, reply);
                break;
            case ApiRoutes.Give:
                Give(request, reply);
                break;
            default:
                Forget(request, reply);
                break;
        }
    }

    private void Name(HttpRequest request, HttpReply reply)
    {
        int person = request.Handler == ApiRoutes.Rename ? request.IdNumber : 0;
        bool isNew = request.Handler == ApiRoutes.NewPerson;
        HouseFields f = ApiBody.Of(request);
        byte[] name = NameOf(f);
        if (name == null)
        {
            _out.Refuse(reply, f.Error);
            return;
        }

        int result = isNew ? _people.Add(name, name.Length, out person) : _people.Rename(person, name, name.Length);
        if (result != OwnerDecisions.Done || !isNew)
        {
            Answer(reply, result, "name");
            return;
        }

        _parts.Changed(StoreKind.Roster);
        _out.Begin(reply, HttpStatus.Created);
        _out.Number("id", person);
        _out.End();
    }

    /// <summary>A body of one name, or null.</summary>
    internal static byte[] NameOf(HouseFields f)
    {
        byte[] name = null;
        bool ok = f.BeginObject();
        while (ok && f.NextField())
        {
            ok = f.Field == "name" ? f.NameText(NameTable.MaxBytes) : f.UnknownField("name");
            name = ok ? ApiBody.Copy(f) : null;
        }

        return ApiBody.End(f) && !ApiBody.IsMissing(f, name == null, "name") ? name : null;
    }

    private void Join(HttpRequest request, HttpReply reply)
    {
        int person = request.IdNumber;
        HouseFields f = ApiBody.Of(request);
        int into = ApiBody.OneNumber(f, "into", ushort.MaxValue);
        if (into < 0)
        {
            _out.Refuse(reply, f.Error);
            return;
        }

        Answer(reply, _people.Join(person, into), "into");
    }

    private void Give(HttpRequest request, HttpReply reply)
    {
        HouseFields f = ApiBody.Of(request);
        long lockIndex = -1;
        long kind = -1;
        long number = -1;
        long person = -1;
        bool ok = f.BeginObject();
        while (ok && f.NextField())
        {
            switch (f.Field)
            {
                case "lock":
                    ok = f.Number(0, _house.Locks.Count - 1);
                    lockIndex = f.Value;
                    break;
                case "kind":
                    ok = f.Word(PersonsText.KindWords, PersonsText.KindWords.Length);
                    kind = f.Value;
                    break;
                case "number":
                    ok = f.Number(1, uint.MaxValue);
                    number = f.Value;
                    break;
                case "person":
                    ok = f.Number(0, ushort.MaxValue);
                    person = f.Value;
                    break;
                default:
                    ok = f.UnknownField("lock, kind, number, person");
                    break;
            }
        }

        bool isWhole = ApiBody.End(f) && !ApiBody.IsMissing(f, lockIndex < 0, "lock") && !ApiBody.IsMissing(f, kind < 0, "kind")
            && !ApiBody.IsMissing(f, number < 0, "number") && !ApiBody.IsMissing(f, person < 0, "person");
        if (!isWhole)
        {
            _out.Refuse(reply, f.Error);
            return;
        }

        Answer(reply, _people.Learn((int)lockIndex, (int)kind, (uint)number, (int)person), "number");
    }

    /// <summary>The id is LOCK-KIND-NUMBER.</summary>
    private void Forget(HttpRequest request, HttpReply reply)
    {
        byte[] text = request.Buffer;
        int at = request.IdAt;
        int end = at + request.IdLength;
        int dash = Dash(text, at, end);
        int second = Dash(text, dash + 1, end);
        long lockIndex = Digits(text, at, dash);
        int kind = Ascii.IndexIn(PersonsText.KindWords, text, dash + 1, second - dash - 1);
        long number = Digits(text, second + 1, end);
        bool isForm = lockIndex >= 0 && kind >= 0 && number > 0 && number <= uint.MaxValue && lockIndex < _house.Locks.Count;
        Answer(reply, isForm ? _people.Forget((int)lockIndex, kind, (uint)number) : OwnerDecisions.NoSuchNumber, null);
    }

    private static int Dash(byte[] text, int at, int end)
    {
        while (at < end && text[at] != '-')
        {
            at++;
        }

        return at < end ? at : end;
    }

    /// <summary>One to ten digits, or -1.</summary>
    private static long Digits(byte[] text, int at, int end)
    {
        long value = at >= end || end - at > 10 ? -1 : 0;
        for (; at < end && value >= 0; at++)
        {
            int digit = text[at] - '0';
            value = digit < 0 || digit > 9 ? -1 : value * 10 + digit;
        }

        return value;
    }

    private void Answer(HttpReply reply, int result, string field)
    {
        if (Statuses[result] == HttpStatus.NoContent)
        {
            _parts.Changed(result == OwnerDecisions.Done ? StoreKind.Roster : (byte)0);
            reply.Done(HttpStatus.NoContent);
            return;
        }

        _out.Refuse(reply, Statuses[result], Titles[result], field, 0);
    }
}
