using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using NukiEdge.Core.Locks;

namespace NukiEdge.Simulator.NukiWeb;

/// <summary>
/// The calls of facts B2, from request to answer. An id that is not in the account is 403 where the table of B2 has no 404:
/// it has one for a lock only.
/// </summary>
internal sealed class NukiWebApi
{
    public const string NotAuthorized = "Your access token is not authorized";

    private const string NotFound = "Smartlock not found";
    private const string NoAccess = "Access denied";
    private const int LogDefault = 20;
    private const int LogMost = 50;

    private readonly NukiAccount _account;

    public NukiWebApi(NukiAccount account)
    {
        _account = account;
    }

    /// <summary>GET /smartlock?authId&amp;type.</summary>
    public NukiAnswer Smartlocks(IQueryCollection query)
    {
        if (!TryNumber(query, "authId", out long? authId) || !TryNumber(query, "type", out long? type))
        {
            return BadQuery("authId and type are numbers");
        }

        return NukiAnswer.Ok(NukiJson.List(_account.Locks.Where(one => (authId ?? one.AuthId) == one.AuthId
            && (type ?? one.Type) == one.Type), NukiJson.Smartlock));
    }

    /// <summary>GET /smartlock/{id}.</summary>
    public NukiAnswer Smartlock(long smartlockId)
    {
        NukiSmartlock? door = _account.FindLock(smartlockId);
        return door is null ? NukiAnswer.Refusal(404, NotFound) : NukiAnswer.Ok(NukiJson.Bytes(json => NukiJson.Smartlock(json, door)));
    }

    /// <summary>GET /smartlock/auth and /smartlock/{id}/auth, ?types=0,2,3,13&amp;accountUserId.</summary>
    /// <param name="smartlockId">null for all locks.</param>
    public NukiAnswer Auths(long? smartlockId, IQueryCollection query)
    {
        if (smartlockId is not null && _account.FindLock(smartlockId.Value) is null)
        {
            return NukiAnswer.Refusal(403, NoAccess);
        }

        if (!TryTypes(query["types"].ToString(), out HashSet<int>? types) || !TryNumber(query, "accountUserId", out long? user))
        {
            return BadQuery("types are numbers with commas, accountUserId is a number");
        }

        IEnumerable<NukiAuth> auths = _account.Auths.Where(one => (smartlockId ?? one.SmartlockId) == one.SmartlockId
            && (types is null || types.Contains(one.Type)) && (user is null || user == one.AccountUserId));
        return NukiAnswer.Ok(NukiJson.List(auths, (json, one) => NukiJson.Auth(json, one, _account.ShowsPins)));
    }

    /// <summary>GET /smartlock/{id}/auth/{authId}.</summary>
    public NukiAnswer Auth(long smartlockId, string authId)
    {
        NukiAuth? auth = _account.FindAuth(authId);
        return auth is null || auth.SmartlockId != smartlockId
            ? NukiAnswer.Refusal(403, NoAccess)
            : NukiAnswer.Ok(NukiJson.Bytes(json => NukiJson.Auth(json, auth, _account.ShowsPins)));
    }

    /// <summary>GET /smartlock/log and /smartlock/{id}/log: newest first.</summary>
    /// <param name="smartlockId">null for all locks.</param>
    public NukiAnswer Log(long? smartlockId, IQueryCollection query)
    {
        if (smartlockId is not null && _account.FindLock(smartlockId.Value) is null)
        {
            return NukiAnswer.Refusal(403, NoAccess);
        }

        if (!TryNumber(query, "limit", out long? limit) || limit is < 1 or > LogMost)
        {
            return BadQuery("limit is 1 to 50");
        }

        if (!TryDate(query, "fromDate", out DateTimeOffset? from) || !TryDate(query, "toDate", out DateTimeOffset? to)
            || !TryNumber(query, "action", out long? action) || !TryNumber(query, "accountUserId", out long? user))
        {
            return BadQuery("fromDate and toDate are RFC 3339, action and accountUserId are numbers");
        }

        IEnumerable<NukiLogEntry> entries = _account.Log;
        string olderThan = query["id"].ToString();
        if (olderThan.Length > 0)
        {
            entries = entries.SkipWhile(one => one.Id != olderThan).Skip(1);
        }

        string authId = query["authId"].ToString();
        entries = entries.Where(one => (smartlockId ?? one.SmartlockId) == one.SmartlockId && (from ?? one.Date) <= one.Date
            && (to ?? one.Date) >= one.Date && (action ?? one.Action) == one.Action && (user is null || user == one.AccountUserId)
            && (authId.Length == 0 || authId == one.AuthDocumentId));
        return NukiAnswer.Ok(NukiJson.List(entries.Take((int)(limit ?? LogDefault)), NukiJson.Log));
    }

    /// <summary>PUT /smartlock/{id}/auth.</summary>
    public NukiAnswer Create(long smartlockId, byte[] body)
    {
        NukiAuthChange wanted = AuthBody.Read(body, isCreate: true, out string? fault);
        return fault is null ? Answer(_account.Create(smartlockId, wanted)) : NukiAnswer.Refusal(400, fault);
    }

    /// <summary>POST /smartlock/{id}/auth/{authId}.</summary>
    public NukiAnswer Change(long smartlockId, string authId, byte[] body)
    {
        NukiAuthChange wanted = AuthBody.Read(body, isCreate: false, out string? fault);
        return fault is null ? Answer(_account.Change(smartlockId, authId, wanted)) : NukiAnswer.Refusal(400, fault);
    }

    /// <summary>DELETE /smartlock/{id}/auth/{authId}.</summary>
    public NukiAnswer Delete(long smartlockId, string authId)
    {
        return Answer(_account.Delete(smartlockId, authId));
    }

    /// <summary>DELETE /smartlock/auth with an array of document ids: all of them, or none where one is not there.</summary>
    public NukiAnswer DeleteMany(byte[] body)
    {
        string?[]? ids;
        try
        {
            ids = JsonSerializer.Deserialize<string?[]>(body);
        }
        catch (JsonException)
        {
            return NukiAnswer.Refusal(400, "the body is not an array of ids");
        }

        NukiAuth?[] auths = (ids ?? []).Select(id => id is null ? null : _account.FindAuth(id)).ToArray();
        if (auths.Contains(null))
        {
            return NukiAnswer.Refusal(403, NoAccess);
        }

        NukiWrite worst = NukiWrite.Accepted;
        foreach (NukiAuth? auth in auths)
        {
            NukiWrite one = _account.Delete(auth!.SmartlockId, auth.Id);
            worst = one == NukiWrite.Accepted ? worst : one;
        }

        return Answer(worst);
    }

    /// <summary>POST /smartlock/{id}/sync: wakes the lock, and costs its battery.</summary>
    public NukiAnswer Sync(long smartlockId)
    {
        return _account.FindLock(smartlockId) is null ? NukiAnswer.Refusal(403, NoAccess) : NukiAnswer.NoContent;
    }

    private static NukiAnswer Answer(NukiWrite result)
    {
        switch (result)
        {
            case NukiWrite.Accepted:
                return NukiAnswer.NoContent;
            case NukiWrite.NotFound:
                return NukiAnswer.Refusal(403, NoAccess);
            case NukiWrite.BadName:
                return NukiAnswer.Refusal(400, "name is 1 to 32 characters");
            case NukiWrite.BadCode:
                return NukiAnswer.Refusal(400, "code is six digits from 1 to 9 and does not begin with 12");
            case NukiWrite.BadType:
                return NukiAnswer.Refusal(400, "value " + WebAuthType.KeypadCode + " for parameter type is not valid");
            case NukiWrite.CodeTaken:
                return NukiAnswer.Refusal(409, "code exists already");
            case NukiWrite.Full:
                return NukiAnswer.Refusal(409, "the lock has no room for another code");
            default:
                return NukiAnswer.Refusal(423, "Locked by another operation");
        }
    }

    private static NukiAnswer BadQuery(string message)
    {
        return NukiAnswer.Refusal(400, message);
    }

    private static bool TryNumber(IQueryCollection query, string name, out long? number)
    {
        string text = query[name].ToString();
        bool isNumber = long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long value);
        number = isNumber ? value : null;
        return isNumber || text.Length == 0;
    }

    private static bool TryDate(IQueryCollection query, string name, out DateTimeOffset? date)
    {
        string text = query[name].ToString();
        bool isDate = DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset value);
        date = isDate ? value : null;
        return isDate || text.Length == 0;
    }

    private static bool TryTypes(string text, out HashSet<int>? types)
    {
        types = null;
        if (text.Length == 0)
        {
            return true;
        }

        types = [];
        foreach (string part in text.Split(','))
        {
            if (!int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out int type))
            {
                return false;
            }

            types.Add(type);
        }

        return true;
    }
}
