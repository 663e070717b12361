using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using NukiEdge.Core.Locks;

namespace NukiEdge.Simulator.NukiWeb;

// Changes: accepted now (204), carried out by the lock later or never (facts B1, E).
public sealed partial class NukiAccount
{
    private readonly List<NukiPending> _pending = [];
    private int _operations;

    /// <summary>How long a lock that is online takes for a change. "Seconds" (facts E).</summary>
    public TimeSpan WriteDelay { get; set; } = TimeSpan.FromSeconds(3);

    /// <summary>
    /// True: a change that falls due while the lock is offline is lost, though it was accepted. False: it waits for the lock.
    /// </summary>
    public bool LosesWritesOffline { get; set; } = true;

    /// <summary>
    /// True: the API shows the PIN of a code. The sources contradict each other (facts F4), so a client must live with both.
    /// </summary>
    public bool ShowsPins { get; set; } = true;

    /// <summary>Codes that one lock holds: 100 or 200, by generation (facts E).</summary>
    public int CodesPerLock { get; set; } = 200;

    /// <summary>Changes that were accepted and are not done: a copy.</summary>
    public IReadOnlyList<NukiPending> Pending
    {
        get
        {
            lock (_gate)
            {
                Settle();
                return _pending.ToArray();
            }
        }
    }

    /// <summary>Asks for a new record. Its document id and number are known when the lock has stored it.</summary>
    public NukiWrite Create(long smartlockId, NukiAuthChange wanted)
    {
        lock (_gate)
        {
            Settle();
            NukiSmartlock? door = _locks.Find(one => one.Id == smartlockId);
            if (door is null)
            {
                return NukiWrite.NotFound;
            }

            int type = wanted.Type ?? WebAuthType.App;
            if (wanted.Name is null || !IsName(wanted.Name))
            {
                return NukiWrite.BadName;
            }

            if (type == WebAuthType.KeypadCode)
            {
                NukiWrite fault = CheckCode(door, wanted, null);
                if (fault != NukiWrite.Accepted)
                {
                    return fault;
                }
            }
            else if (type is not (WebAuthType.App or WebAuthType.Fob or WebAuthType.Keypad))
            {
                return NukiWrite.BadType;
            }

            _pending.Add(new NukiPending("create", smartlockId, null, wanted with { Type = type }, Now + WriteDelay));
            return NukiWrite.Accepted;
        }
    }

    /// <summary>Asks for a change of a record. Its document id, number and creation date stay (facts E, "update in place").</summary>
    public NukiWrite Change(long smartlockId, string authId, NukiAuthChange wanted)
    {
        lock (_gate)
        {
            Settle();
            NukiAuth? auth = _auths.Find(one => one.Id == authId && one.SmartlockId == smartlockId);
            if (auth is null)
            {
                return NukiWrite.NotFound;
            }

            if (wanted.Name is not null && !IsName(wanted.Name))
            {
                return NukiWrite.BadName;
            }

            if (auth.IsCode && wanted.Code is not null)
            {
                NukiWrite fault = CheckCode(_locks.First(one => one.Id == smartlockId), wanted, authId);
                if (fault != NukiWrite.Accepted)
                {
                    return fault;
                }
            }

            return Queue("change", auth, wanted);
        }
    }

    /// <summary>Asks for a record to be deleted. When it is, its number is free for the next one.</summary>
    public NukiWrite Delete(long smartlockId, string authId)
    {
        lock (_gate)
        {
            Settle();
            NukiAuth? auth = _auths.Find(one => one.Id == authId && one.SmartlockId == smartlockId);
            return auth is null ? NukiWrite.NotFound : Queue("delete", auth, new NukiAuthChange());
        }
    }

    private NukiWrite Queue(string kind, NukiAuth auth, NukiAuthChange wanted)
    {
        if (auth.OperationId is not null)
        {
            return NukiWrite.Busy;
        }

        _operations++;
        Replace(auth with { OperationId = "op-" + _operations.ToString(CultureInfo.InvariantCulture) });
        _pending.Add(new NukiPending(kind, auth.SmartlockId, auth.Id, wanted, Now + WriteDelay));
        return NukiWrite.Accepted;
    }

    private static bool IsName(string name)
    {
        return name.Length is > 0 and <= NukiNames.Longest;
    }

    /// <param name="except">Document id of the code that is changed, null for a new one.</param>
    private NukiWrite CheckCode(NukiSmartlock door, NukiAuthChange wanted, string? except)
    {
        if (!door.HasKeypad)
        {
            return NukiWrite.BadType;
        }

        string pin = (wanted.Code ?? 0).ToString(CultureInfo.InvariantCulture);
        if (pin.Length != 6 || pin.Contains('0') || pin.StartsWith("12", StringComparison.Ordinal))
        {
            return NukiWrite.BadCode;
        }

        bool isTaken = _auths.Exists(one => one.SmartlockId == door.Id && one.Code == wanted.Code && one.Id != except)
            || _pending.Exists(one => one.SmartlockId == door.Id && one.Change.Code == wanted.Code);
        if (isTaken)
        {
            return NukiWrite.CodeTaken;
        }

        int codes = _auths.Count(one => one.SmartlockId == door.Id && one.IsCode)
            + _pending.Count(one => one.SmartlockId == door.Id && one.Kind == "create" && one.Change.Type == WebAuthType.KeypadCode);
        return except is null && codes >= CodesPerLock ? NukiWrite.Full : NukiWrite.Accepted;
    }

    /// <summary>Carries out what is due, in the order in which it was asked for.</summary>
    private void Settle()
    {
        DateTimeOffset now = Now;
        for (int i = 0; i < _pending.Count; i++)
        {
            NukiPending one = _pending[i];
            bool isOnline = _locks.Exists(door => door.Id == one.SmartlockId && door.IsOnline);
            if (one.DueAt > now || (!isOnline && !LosesWritesOffline))
            {
                continue;
            }

            _pending.RemoveAt(i--);
            if (isOnline)
            {
                Apply(one);
            }
            else if (_auths.Find(auth => auth.Id == one.AuthId) is { } auth)
            {
                Replace(auth with { OperationId = null });
            }
        }
    }

    private void Apply(NukiPending one)
    {
        if (one.Kind == "create")
        {
            Store(one);
            return;
        }

        NukiAuth? auth = _auths.Find(each => each.Id == one.AuthId);
        if (auth is null)
        {
            return;
        }

        if (one.Kind == "change")
        {
            Replace(one.Change.On(auth, one.DueAt));
            return;
        }

        _auths.Remove(auth);
        _deleted.Add(auth with { OperationId = null });
        if (_deleted.Count > DeletedKept)
        {
            _deleted.RemoveAt(0);
        }
    }

    private void Store(NukiPending one)
    {
        bool isCode = one.Change.Type == WebAuthType.KeypadCode;
        uint number = one.Change.Number is { } wish && IsFree(one.SmartlockId, isCode, wish)
            ? wish
            : LowestFree(one.SmartlockId, isCode);
        var record = new NukiAuth
        {
            Id = _ids.Next(one.DueAt),
            SmartlockId = one.SmartlockId,
            AuthId = number,
            Type = one.Change.Type!.Value,
            Name = "",
            CreationDate = one.DueAt,
            UpdateDate = one.DueAt,
        };
        _auths.Add(one.Change.On(record, one.DueAt));
    }

    /// <summary>The danger that the whole guard is about: a deleted code's number is free (facts E, "codeId reuse").</summary>
    private uint LowestFree(long smartlockId, bool isCode)
    {
        uint number = 1;
        while (!IsFree(smartlockId, isCode, number))
        {
            number++;
        }

        return number;
    }

    private bool IsFree(long smartlockId, bool isCode, uint number)
    {
        return !_auths.Exists(one => one.SmartlockId == smartlockId && one.IsCode == isCode && one.AuthId == number);
    }

    private void Replace(NukiAuth auth)
    {
        _auths[_auths.FindIndex(one => one.Id == auth.Id)] = auth;
    }
}
