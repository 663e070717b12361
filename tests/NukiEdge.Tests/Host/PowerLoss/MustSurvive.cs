using System.Collections.Generic;
using System.Linq;
using NukiEdge.Core.Houses;
using NukiEdge.Core.Log;

namespace NukiEdge.Tests.PowerLoss;

/// <summary>Something that a power cut must not lose. A new store adds one of these, and its changes to <see cref="BusyDay"/>.</summary>
internal interface IMustSurvive
{
    /// <summary>What is lost, for the message.</summary>
    string Name { get; }

    /// <summary>Things that were checked after starts.</summary>
    long Checked { get; }

    /// <summary>After a start: what had been confirmed is there.</summary>
    void Check(Machine machine);

    /// <summary>After each turn: notes what is confirmed now.</summary>
    void Watch(Machine machine);

    /// <summary>The power went away before the start was through; what it was writing is there or not.</summary>
    void CutAtStart();

    /// <summary>A new flash: nothing was ever saved.</summary>
    void Forget();
}

/// <summary>Records of the log that were saved: all of the last 512 are there, unchanged, with their numbers.</summary>
internal sealed class LogSurvives : IMustSurvive
{
    private const int Promised = 512 - 84;

    private readonly Dictionary<long, string> _saved = [];
    private readonly LogRecord _record = new();
    private long _seen;
    private long _last = -1;

    public string Name => "log";

    public long Checked { get; private set; }

    public void Check(Machine machine)
    {
        _seen = 0;
        long before = -1;
        var found = new HashSet<long>();
        machine.Kept.Reader.Rewind();
        while (machine.Kept.Reader.Read(_record))
        {
            // Gaps are where the oldest segment was being emptied (flash-format.md, Promise), never in what is promised.
            bool mayGap = before < 0 || before < _last - Promised;
            Assert.IsTrue(_record.Number == before + 1 || (mayGap && _record.Number > before), $"record {_record.Number} behind {before}, {_last} saved");
            before = _record.Number;
            found.Add(before);
            if (_saved.TryGetValue(before, out string wanted))
            {
                Assert.AreEqual(wanted, Text(_record));
                Checked++;
            }
        }

        for (long number = _last; number >= 0 && number > _last - Promised; number--)
        {
            Assert.IsTrue(found.Contains(number), $"record {number} of {_last} was saved and is gone");
        }
    }

    public void Watch(Machine machine)
    {
        if (machine.Saver.Saved == _seen)
        {
            return;
        }

        for (long i = _seen; i < machine.Saver.Saved; i++)
        {
            if (machine.Edge.Log.Read(i, _record))
            {
                _last = machine.Kept.Next - (machine.Saver.Saved - i);
                _saved[_last] = Text(_record);
            }
        }

        _seen = machine.Saver.Saved;
    }

    public void CutAtStart()
    {
    }

    public void Forget()
    {
        _saved.Clear();
        _last = -1;
    }

    private static string Text(LogRecord r)
    {
        return $"{r.Kind} {r.Verdict} {r.Note} {r.Reason} {r.UtcSeconds} {r.Lock} {r.Person} {r.Rule} {r.Scene} {r.CodeId} {r.AuthId} {r.EndUs}";
    }
}

/// <summary>Bindings, confirmations, keypads: what was saved is there, or what was learned after it and was being saved.</summary>
internal sealed class MemorySurvives : IMustSurvive
{
    // The states since the one that is known to be saved, the oldest first.
    private readonly List<string> _states = [""];

    public string Name => "memory";

    public long Checked { get; private set; }

    /// <summary>States that were seen to be saved.</summary>
    public int Saves { get; private set; }

    public void Check(Machine machine)
    {
        string now = State(machine.House);
        Assert.IsTrue(_states.Contains(now), $"restored:\n{now}\nbut saved or on its way were:\n{string.Join("\nor\n", _states)}");
        Checked++;
        _states.Clear();
        _states.Add(now);
    }

    public void Watch(Machine machine)
    {
        string now = State(machine.House);
        if (now != _states[^1])
        {
            _states.Add(now);
        }

        if (_states.Count > 1 && machine.Memory.IsSaved)
        {
            _states.RemoveRange(0, _states.Count - 1);
            Saves++;
        }
    }

    public void CutAtStart()
    {
    }

    public void Forget()
    {
        _states.Clear();
        _states.Add("");
    }

    private static string State(House house)
    {
        var facts = new List<string>();
        for (int i = 0; i < house.Logins.Count; i++)
        {
            int door = house.Logins.LockOf(i);
            if (door >= 0 && house.Logins.Users.Text(i) != "front")
            {
                facts.Add($"{house.Logins.Users.Text(i)}={house.Locks.At(door).Id:X}{(house.Logins.IsConfirmed(i) ? " confirmed" : "")}");
            }
        }

        for (int i = 0; i < house.Locks.Count; i++)
        {
            var door = house.Locks.At(i);
            string keypads = string.Join(",", Enumerable.Range(0, door.KeypadCount).Select(door.Keypad).Order());
            if (keypads.Length > 0 && keypads != "54321")
            {
                facts.Add($"{door.Id:X}: {keypads}");
            }
        }

        facts.Sort(System.StringComparer.Ordinal);
        return string.Join("; ", facts);
    }
}

/// <summary>The record of runs: each start that was written has the next number.</summary>
internal sealed class RunsSurvive : IMustSurvive
{
    private uint _written;
    private uint _perhaps; // starts that were cut since

    public string Name => "runs";

    public long Checked { get; private set; }

    public void Check(Machine machine)
    {
        uint number = machine.Book.Number;
        Assert.IsTrue(number > _written && number <= _written + 1 + _perhaps, $"run {number} after run {_written}, {_perhaps} starts cut");
        Assert.IsTrue(machine.IsCounted);
        Checked++;
        _written = number;
        _perhaps = 0;
    }

    public void Watch(Machine machine)
    {
    }

    public void CutAtStart()
    {
        _perhaps++;
    }

    public void Forget()
    {
        _written = 0;
        _perhaps = 0;
    }
}
