using System;
using System.Collections.Generic;
using System.Linq;
using NukiEdge.Connect.Merge;
using NukiEdge.Core;
using NukiEdge.Core.Flash;
using NukiEdge.Core.Houses;
using NukiEdge.Core.Loop;
using NukiEdge.Core.People;
using NukiEdge.Core.Ports;
using NukiEdge.Tests.Houses;
using NukiEdge.Tests.Support;

namespace NukiEdge.Tests.Connect;

/// <summary>One random history: an account, a box that hears of it, and the model that says what must and must not run.</summary>
internal sealed class History
{
    private static readonly string[] HousePersons = ["Anna", "Ben", "Cleo", "Dan", "Eve"];
    private static readonly string[] Names = [.. HousePersons, "Guest 1", "Guest 2", "Ödön", "Anna Smith", "Ben Jones"];
    private static readonly string[] LockIds = ["3807B7EC", "1A"];
    private const int SensitivePersons = 2;

    private readonly Random _random;
    private readonly string _seed;
    private readonly HistorySum _sum;
    private readonly HistoryAccount _account = new();
    private readonly TestClock _clock = new();
    private readonly StoreBench _stores = new();
    private readonly long[] _syncedUs = [long.MinValue, long.MinValue];
    private readonly FakeLink _link = new();
    private House _house;
    private EdgeLoop _edge;
    private RosterMerge _merge;
    private AnswerTable _answer;
    private readonly Message _message = new();

    public History(int seed, HistorySum sum)
    {
        _seed = "seed " + seed;
        _random = new Random(seed);
        _sum = sum;
        _stores.StartWith(HouseFile());
        _account.Persons.AddRange(HousePersons);
        Build();
    }

    public void Run(int steps)
    {
        for (int i = 0; i < steps; i++)
        {
            _sum.Steps++;
            switch (_random.Next(100))
            {
                case < 14: Create(); break;
                case < 20: Change(a => a with { Name = Pick(Names) }); break;
                case < 28: Change(_ => null); break;
                case < 35: CreateAgain(); break;
                case < 39: Change(a => a with { Until = _clock.UtcSeconds + _random.Next(-7200, 7200) }); break;
                case < 42: Change(a => a with { Enabled = !a.Enabled }); break;
                case < 54: Sync(); break;
                case < 60: Confirm(); break;
                case < 66: Pass(_random.Next(1, 3600)); break;
                case < 69: Restart(); break;
                default: Arrive(); break;
            }
        }
    }

    private static string HouseFile()
    {
        string Scene(string who, int i) =>
            $"{{\"name\":\"{who}\"{(i < SensitivePersons ? ",\"sensitive\":true,\"freshH\":1" : "")},\"steps\":[{{\"mqtt\":\"scene/{i}\",\"payload\":\"x\"}}]}}";
        return "{\"house\":1,\"locks\":[{\"name\":\"Front\",\"id\":\"3807B7EC\",\"keypads\":[54321]},{\"name\":\"Gate\",\"id\":\"1A\",\"keypads\":[54321]}],"
            + "\"nukiWeb\":{\"token\":\"t\"},\"persons\":[" + string.Join(",", HousePersons.Select(p => $"{{\"name\":\"{p}\"}}")) + "],"
            + "\"scenes\":[" + string.Join(",", HousePersons.Select(Scene)) + "],"
            + "\"rules\":[" + string.Join(",", HousePersons.Select(p => $"{{\"name\":\"{p}\",\"who\":{{\"person\":\"{p}\"}},\"scene\":\"{p}\"}}")) + "],"
            + "\"logins\":[{\"user\":\"a\",\"password\":\"a\",\"role\":\"lock\",\"lock\":\"Front\"},{\"user\":\"b\",\"password\":\"b\",\"role\":\"lock\",\"lock\":\"Gate\"}]}";
    }

    private void Build()
    {
        _house = _stores.House;
        var callers = new ICaller[_house.Limits.Calls];
        for (int i = 0; i < callers.Length; i++)
        {
            callers[i] = new FakeCaller();
        }

        _edge = new EdgeLoop(_house.Limits, _clock, new FakeWait(), new FakeRelays(0), callers, _house);
        _edge.Use(_link);
        _merge = new RosterMerge(_house, _edge.Log, _clock);
        _answer = new AnswerTable(_house.Limits, _house.Locks);
    }

    private void Create()
    {
        if (_account.Auths.Count < 24)
        {
            bool isGuest = _random.Next(4) == 0;
            long now = _clock.UtcSeconds;
            Tell(_account.Create(_random.Next(2), Pick(Names), isGuest ? now - _random.Next(7200) : 0, isGuest ? now + _random.Next(7200) : 0).Document);
        }
    }

    private void CreateAgain()
    {
        if (_account.Auths.Count > 0)
        {
            HistoryAuth old = Pick(_account.Auths);
            _account.Change(old, null);
            HistoryAuth made = _account.Create(old.Lock, _random.Next(2) == 0 ? old.Name : Pick(Names), 0, 0);
            _sum.Reused += made.Number == old.Number ? 1 : 0;
            Tell(old.Document);
            Tell(made.Document);
        }
    }

    private void Change(Func<HistoryAuth, HistoryAuth> change)
    {
        if (_account.Auths.Count > 0)
        {
            HistoryAuth auth = Pick(_account.Auths);
            _account.Change(auth, change(auth));
            Tell(auth.Document);
        }
    }

    /// <summary>A webhook says at once what changed, or it gets lost.</summary>
    private void Tell(int document)
    {
        if (_random.Next(3) > 0)
        {
            return;
        }

        _sum.Webhooks++;
        HistoryAuth auth = _account.Auths.SingleOrDefault(a => a.Document == document);
        _answer.Begin(new Roster(4));
        if (auth is not null)
        {
            Add(auth);
        }

        _merge.BeginDelta(_answer, Document(document));
        Finish();
        _account.BelieveOne(document, auth);
    }

    private void Sync()
    {
        _sum.Syncs++;
        int kind = _random.Next(10);
        var answer = kind == 0 ? []
            : kind == 1 ? _account.Auths.Where(a => a.Lock == 0).ToList()
            : kind == 2 ? _account.Auths.Where((_, i) => i % 2 == 0).ToList()
            : _account.Auths.ToList();
        int times = kind < 3 && _random.Next(3) == 0 ? 2 : 1;
        for (int i = 0; i < times; i++)
        {
            _answer.Begin(_house.NextRoster.Next);
            answer.ForEach(Add);
            _merge.Begin(_answer, _clock.NowUs, _clock.UtcSeconds);
            byte result = Finish();
            if (result == MergeResult.Doubted)
            {
                _sum.Doubted++;
                Assert.AreEqual(0, i, _seed + ": two equal answers are believed");
                continue;
            }

            bool everythingIsGone = answer.Count == 0 && _account.Table.Count > 0;
            _account.Believe(answer, everythingIsGone);
            for (int door = 0; door < 2; door++)
            {
                bool isThere = answer.Any(a => a.Lock == door) || everythingIsGone;
                _syncedUs[door] = isThere ? _clock.NowUs : _syncedUs[door];
            }
        }
    }

    private byte Finish()
    {
        byte result = MergeResult.Busy;
        while (result == MergeResult.Busy)
        {
            result = _merge.Step();
        }

        return result;
    }

    private void Add(HistoryAuth auth)
    {
        byte[] times = new byte[AuthTimes.Bytes];
        AuthTimes.Put(times, 0, Minutes(auth.From), Minutes(auth.Until), 0, 0, 0);
        byte[] name = System.Text.Encoding.UTF8.GetBytes(auth.Name);
        Assert.AreEqual(AnswerTable.Ok, _answer.Add(auth.Lock, CredentialKind.Code, auth.Number, 13), _seed);
        _answer.SetDocument(Document(auth.Document), auth.Created, auth.Enabled ? 0 : Roster.Disabled, times);
        _answer.SetName(name, 0, name.Length);
    }

    private void Confirm()
    {
        if (_account.Table.Count > 0)
        {
            HistoryAuth auth = Pick(_account.Table);
            _house.Roster.Confirm(_house.Roster.Find(auth.Lock, CredentialKind.Code, auth.Number));
            _account.Confirm(auth.Document);
        }
    }

    private void Pass(int seconds)
    {
        _clock.PassMs(seconds * 1000L);
        _clock.UtcSeconds += seconds;
    }

    /// <summary>The power goes away somewhere in the middle of a save, or after it: what was saved before is there, or what is now.</summary>
    private void Restart()
    {
        _sum.Cuts++;
        _stores.Stores.SaveAll();
        var saved = _account.Memory();
        for (int i = _random.Next(3); i >= 0; i--)
        {
            Create();
            Sync();
        }

        _stores.Flash.PointsToCut = _random.Next(2) == 0 ? int.MaxValue : _random.Next(4000);
        bool isWhole = true;
        try
        {
            _stores.Stores.SaveAll();
        }
        catch (Flash.PowerCutException)
        {
            isWhole = false;
        }

        string before = Rows();
        _stores.Start();
        Build();
        if (Rows() != before)
        {
            Assert.IsFalse(isWhole, _seed + ": a save that was done is lost");
            _account.GoBack(saved);
        }

        Assert.IsTrue(_stores.House.Rules.Count == HousePersons.Length && _stores.House.Scenes.Names.Count == HousePersons.Length, _seed);
        for (int door = 0; door < 2; door++)
        {
            // What the stores know of the time of a sync is older or the same, never newer: ask the box, but hold it to that.
            long age = _house.Locks.At(door).AgeSeconds(_clock.NowUs, _clock.UtcSeconds);
            Assert.IsTrue(age < 0 || (_syncedUs[door] != long.MinValue && age >= (_clock.NowUs - _syncedUs[door]) / 1000000), _seed + ": fresher than it was");
            _syncedUs[door] = age < 0 ? long.MinValue : _clock.NowUs - age * 1000000;
        }
    }

    /// <summary>Somebody types a code: exactly the right person's scene runs, or none.</summary>
    private void Arrive()
    {
        _sum.Events++;
        Pass(4);
        int door = _random.Next(2);
        uint number = (uint)_random.Next(1, 12);
        HistoryAuth auth = _account.Behind(door, number);
        int person = auth is null || !auth.IsValid(_clock.UtcSeconds) ? -1 : _account.PersonOf(auth);
        bool isSensitive = person >= 0 && person < SensitivePersons;
        bool isFresh = _syncedUs[door] != long.MinValue && _clock.NowUs - _syncedUs[door] < 3601 * 1000000L;
        bool mayRun = person >= 0 && person < HousePersons.Length && (!isSensitive || (isFresh && _account.IsConfirmed(auth)));
        _link.TakeTrace();
        Announce("nuki/" + LockIds[door] + "/lockActionEvent", $"3,0,54321,{number},1", door);
        string expected = mayRun ? $"scene/{person}=x; " : "";
        string ran = string.Concat(_link.TakeTrace().Split("; ").Where(t => t.StartsWith("scene/")).Select(t => t + "; "));
        Assert.AreEqual(expected, ran, $"{_seed}, step {_sum.Steps}: code {number} at lock {door}, in the table {auth}");
        _sum.Ran += mayRun ? 1 : 0;
        _sum.Held += isSensitive && !mayRun ? 1 : 0;
    }

    private void Announce(string topic, string payload, int login)
    {
        byte[] t = Raw.Of(topic);
        byte[] p = Raw.Of(payload);
        _message.Buffer = [.. t, .. p];
        _message.TopicOffset = 0;
        _message.TopicLength = t.Length;
        _message.PayloadOffset = t.Length;
        _message.PayloadLength = p.Length;
        _message.Login = login;
        _message.Connection = login + 1;
        _message.ReceivedUs = _clock.NowUs;
        _edge.OnMessage(_message);
        _edge.Step();
    }


    private string Rows()
    {
        Roster roster = _house.Roster;
        var rows = new List<string>();
        for (int i = 0; i < roster.Count; i++)
        {
            byte[] document = new byte[Roster.DocumentBytes];
            roster.CopyDocument(i, document, 0);
            rows.Add($"{roster.LockOf(i)} {roster.NumberOf(i)} {roster.Person(i)} {roster.Flags(i)} {Convert.ToHexString(document)}");
        }

        return string.Join("\n", rows) + string.Join("|", Enumerable.Range(0, _house.Persons.Count).Select(_house.Persons.Text));
    }

    private static int Minutes(long utcSeconds)
    {
        return utcSeconds == 0 ? 0 : AuthTimes.Minutes(utcSeconds);
    }

    private static byte[] Document(int document)
    {
        return [0x65, 0, 0, 0, 0, 0, 0, 0, 0, 0, (byte)(document >> 8), (byte)document];
    }

    private T Pick<T>(IReadOnlyList<T> list)
    {
        return list[_random.Next(list.Count)];
    }
}
