using System;
using System.Collections.Generic;
using System.Linq;
using NukiEdge.Core.Locks;

namespace NukiEdge.Simulator.NukiWeb;

/// <summary>
/// An account at Nuki Web, in memory: locks, auth records, log. It behaves as the facts say (sections B and E): a change is
/// accepted at once and seen later, and a deleted code's number is given out again. Thread-safe; time is the clock's that
/// was handed in.
/// </summary>
public sealed partial class NukiAccount
{
    /// <summary>The account of the sample in samples/webapi_smartlock.json.</summary>
    public const long AccountId = 11234567890;

    private const int DeletedKept = 50;
    private const int LogKept = 2000;

    private readonly object _gate = new();
    private readonly TimeProvider _clock;
    private readonly DocumentIds _ids;
    private readonly List<NukiSmartlock> _locks = [];
    private readonly List<NukiAuth> _auths = [];
    private readonly List<NukiAuth> _deleted = [];
    private readonly List<NukiLogEntry> _log = [];

    /// <param name="clock">Wall clock: dates of records, and when a change becomes visible.</param>
    /// <param name="seed">Of the document ids.</param>
    public NukiAccount(TimeProvider clock, int seed = 1)
    {
        _clock = clock;
        _ids = new DocumentIds(seed);
    }

    /// <summary>Now, by the clock that was handed in.</summary>
    public DateTimeOffset Now => _clock.GetUtcNow();

    /// <summary>The locks: a copy.</summary>
    public IReadOnlyList<NukiSmartlock> Locks
    {
        get
        {
            lock (_gate)
            {
                return _locks.ToArray();
            }
        }
    }

    /// <summary>The records as the API shows them now: a copy.</summary>
    public IReadOnlyList<NukiAuth> Auths
    {
        get
        {
            lock (_gate)
            {
                Settle();
                return _auths.ToArray();
            }
        }
    }

    /// <summary>The last records that were deleted, newest first: a copy.</summary>
    public IReadOnlyList<NukiAuth> Deleted
    {
        get
        {
            lock (_gate)
            {
                Settle();
                return _deleted.AsEnumerable().Reverse().ToArray();
            }
        }
    }

    /// <summary>The log, newest first: a copy.</summary>
    public IReadOnlyList<NukiLogEntry> Log
    {
        get
        {
            lock (_gate)
            {
                return _log.AsEnumerable().Reverse().ToArray();
            }
        }
    }

    /// <summary>Adds a lock.</summary>
    /// <returns>Its smartlockId.</returns>
    public long AddLock(uint mqttId, string name, int type = DeviceTypeCode.SmartLock3And4, bool hasKeypad = true)
    {
        DateTimeOffset now = Now;
        long id = NukiIds.SmartlockId(type, mqttId);
        lock (_gate)
        {
            _locks.Add(new NukiSmartlock
            {
                Id = id,
                Type = type,
                Name = name,
                AuthId = AccountId + _locks.Count,
                HasKeypad = hasKeypad,
                CreationDate = now,
                UpdateDate = now,
            });
        }

        return id;
    }

    /// <summary>Changes a lock at once.</summary>
    public void ChangeLock(long smartlockId, Func<NukiSmartlock, NukiSmartlock> change)
    {
        lock (_gate)
        {
            Settle(); // what fell due before the change, by the old rules
            int index = _locks.FindIndex(one => one.Id == smartlockId);
            _locks[index] = change(_locks[index]) with { UpdateDate = Now };
        }
    }

    /// <summary>
    /// Adds a record at once, as if it had been there before. Its id and dates are made where they were left empty.
    /// </summary>
    public NukiAuth Put(NukiAuth record)
    {
        lock (_gate)
        {
            DateTimeOffset created = record.CreationDate == default ? Now : record.CreationDate;
            NukiAuth complete = record with
            {
                Id = record.Id.Length == 0 ? _ids.Next(created) : record.Id,
                CreationDate = created,
                UpdateDate = record.UpdateDate == default ? Now : record.UpdateDate,
            };
            _auths.Add(complete);
            return complete;
        }
    }

    /// <summary>Changes a record at once and in any way, also in one that no API call could: for tests.</summary>
    public void Tamper(string authId, Func<NukiAuth, NukiAuth> change)
    {
        lock (_gate)
        {
            Settle();
            int index = _auths.FindIndex(one => one.Id == authId);
            _auths[index] = change(_auths[index]);
        }
    }

    /// <summary>Adds a line to the log: somebody was at the door.</summary>
    /// <param name="auth">Who, or null for nobody.</param>
    /// <param name="action">Facts B4, as 1 for unlock.</param>
    /// <param name="trigger">Facts B4, as 255 for the keypad.</param>
    /// <param name="source">0, 1 keypad code, 2 fingerprint.</param>
    public NukiLogEntry AddLog(long smartlockId, NukiAuth? auth, int action, int trigger, int source = 0)
    {
        lock (_gate)
        {
            var entry = new NukiLogEntry
            {
                Id = _ids.Next(Now),
                SmartlockId = smartlockId,
                DeviceType = _locks.First(one => one.Id == smartlockId).Type,
                AccountUserId = auth?.AccountUserId,
                AuthDocumentId = auth?.Id,
                Name = auth?.Name ?? "",
                Action = action,
                Trigger = trigger,
                Source = source,
                Date = Now,
            };
            _log.Add(entry);
            if (_log.Count > LogKept)
            {
                _log.RemoveAt(0);
            }

            return entry;
        }
    }

    /// <summary>The lock with this id, or null.</summary>
    public NukiSmartlock? FindLock(long smartlockId)
    {
        lock (_gate)
        {
            return _locks.Find(one => one.Id == smartlockId);
        }
    }

    /// <summary>The record with this document id, or null.</summary>
    public NukiAuth? FindAuth(string authId)
    {
        lock (_gate)
        {
            Settle();
            return _auths.Find(one => one.Id == authId);
        }
    }
}
