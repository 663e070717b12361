using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using NukiEdge.Core;
using NukiEdge.Tests.Support;

namespace NukiEdge.Tests.Houses;

/// <summary>House files at random, all of them right: every field, every kind of step, names that need escaping, up to the limits.</summary>
internal sealed class RandomHouse
{
    private static readonly string[] Letters = { "a", "Z", "0", " ", "ä", "€", "😀", "\"", "\\", "'", "<", "&", "%", "ß" };

    private readonly Dice _dice;
    private readonly Limits _limits;
    private readonly bool _isFull;
    private readonly JsonObject _house = new() { ["house"] = 1 };
    private readonly List<string> _locks = new(), _relays = new(), _persons = new(), _scenes = new();
    private readonly HashSet<string> _taken = new();
    private int _sceneBytes;

    /// <param name="isFull">As many of everything as the limits allow.</param>
    public RandomHouse(Dice dice, Limits limits, bool isFull)
    {
        _dice = dice;
        _limits = limits;
        _isFull = isFull;
        if (Maybe())
        {
            _house["timeZone"] = new[] { "CET-1CEST,M3.5.0,M10.5.0/3", "<+1030>-10:30<+11>-11,M10.1.0,M4.1.0", "UTC0" }[_dice.Next(3)];
        }

        if (Maybe())
        {
            _house["publicTargets"] = true;
        }

        _house["locks"] = Many(_limits.Locks, i => new JsonObject { ["name"] = Name(_locks), ["id"] = (0x3807B000 + i).ToString("X"), ["keypads"] = Keypads() });
        _house["relays"] = Many(_limits.Relays, Relay);
        _house["persons"] = Many(_limits.Persons, _ => new JsonObject { ["name"] = Name(_persons), ["credentials"] = new JsonArray() });
        Credentials();
        _house["scenes"] = Many(_limits.Scenes, _ => Scene());
        int rules = 0;
        _house["rules"] = Many(_limits.Rules, _ => Rule("Rule " + rules++));
        _house["logins"] = Many(_limits.Logins, Login);
        _house["targets"] = Many(_limits.Targets, Target);
        if (Maybe())
        {
            _house["nukiWeb"] = NukiWeb();
        }

        if (Maybe())
        {
            _house["broker"] = Broker();
        }
    }

    public string Text => _house.ToJsonString(new JsonSerializerOptions { WriteIndented = true });

    private JsonObject Relay(int index)
    {
        var relay = new JsonObject { ["name"] = Name(_relays) };
        if (Maybe())
        {
            relay["longestOnMs"] = 60000 + _dice.Next(1000);
        }

        if (Maybe())
        {
            relay["pin"] = (index * 3) + _dice.Next(3); // 0 to 47, each once
        }

        return relay;
    }

    private JsonArray Many(int most, Func<int, JsonObject> make)
    {
        int count = _isFull ? most : _dice.Next(most + 1);
        var list = new JsonArray();
        for (int i = 0; i < count; i++)
        {
            JsonObject item = make(i);
            if (item is not null)
            {
                list.Add((JsonNode)item);
            }
        }

        return list;
    }

    private bool Maybe()
    {
        return _dice.Next(2) == 0;
    }

    private string Name(List<string> all)
    {
        string name = all.Count + ".";
        int letters = _dice.Next(6);
        for (int i = 0; i < letters && Encoding.UTF8.GetByteCount(name) < _limits.NameBytes - 5; i++)
        {
            name += Letters[_dice.Next(Letters.Length)];
        }

        all.Add(name);
        return name;
    }

    private JsonArray Keypads()
    {
        return new JsonArray(Enumerable.Range(0, _dice.Next(5)).Select(i => (JsonNode)(1000 + i)).ToArray());
    }

    private string Password(int most)
    {
        return "pw\"\\é" + new string('x', _dice.Next(most - 6));
    }

    private void Credentials()
    {
        var persons = (JsonArray)_house["persons"];
        if (_locks.Count == 0)
        {
            return;
        }

        var nobodys = new JsonArray();
        int count = _isFull ? _limits.Credentials : _dice.Next(_limits.Credentials + 1);
        for (int i = 0; i < count; i++)
        {
            JsonObject credential = Credential();
            int person = _dice.Next(persons.Count + 1);
            (person == persons.Count ? nobodys : (JsonArray)persons[person]["credentials"]).Add((JsonNode)credential);
        }

        _house["credentials"] = nobodys;
    }

    private JsonObject Credential()
    {
        string door = _locks[_dice.Next(_locks.Count)];
        string kind = new[] { "code", "auth", "fingerprint" }[_dice.Next(3)];
        long number;
        do
        {
            number = Maybe() ? 1 + _dice.Next(3000) : uint.MaxValue - _dice.Next(1000000);
        }
        while (!_taken.Add(door + kind + number));
        var credential = new JsonObject { ["lock"] = door, [kind] = number };
        Sometimes(credential, "webType", () => new[] { "app", "bridge", "fob", "keypad", "z-key", "virtual" }[_dice.Next(6)]);
        Sometimes(credential, "document", () => string.Concat(Enumerable.Range(0, 24).Select(_ => "0123456789abcdef"[_dice.Next(16)])));
        Sometimes(credential, "created", Instant);
        Sometimes(credential, "validFrom", Instant);
        Sometimes(credential, "validUntil", Instant);
        Sometimes(credential, "confirmed", () => false);
        Sometimes(credential, "enabled", () => Maybe());
        Sometimes(credential, "doubtful", () => Maybe());
        Sometimes(credential, "label", () => _dice.Next(65536));
        Sometimes(credential, "weekdays", () => Some("monday", "tuesday", "saturday", "sunday"));
        Sometimes(credential, "from", () => Minute());
        Sometimes(credential, "until", () => Maybe() ? "24:00" : Minute());
        return credential;
    }

    private void Sometimes(JsonObject into, string field, Func<JsonNode> value)
    {
        if (_dice.Next(3) == 0)
        {
            into[field] = value();
        }
    }

    private JsonNode Instant()
    {
        return DateTimeOffset.FromUnixTimeSeconds(1451606400L + _dice.Next(900000000)).ToString("yyyy-MM-ddTHH:mm:ssZ");
    }

    private string Minute()
    {
        return $"{_dice.Next(24):D2}:{_dice.Next(60):D2}";
    }

    private string Day()
    {
        return $"{2000 + _dice.Next(100)}-{1 + _dice.Next(12):D2}-{1 + _dice.Next(28):D2}";
    }

    private JsonArray Some(params string[] words)
    {
        var list = new JsonArray();
        foreach (string word in words.Where(_ => Maybe()).DefaultIfEmpty(words[0]))
        {
            list.Add((JsonNode)word);
        }

        return list;
    }

    private JsonObject Scene()
    {
        var steps = new JsonArray();
        var scene = new JsonObject { ["name"] = Name(_scenes), ["steps"] = steps };
        if (Maybe())
        {
            scene["sensitive"] = true;
            Sometimes(scene, "freshH", () => 1 + _dice.Next(672));
            Sometimes(scene, "askFirst", () => Maybe());
        }

        int count = _dice.Next(_limits.SceneSteps + 1);
        for (int i = 0; i < count && _sceneBytes < _limits.SceneBytes - 400; i++)
        {
            JsonObject step = Step();
            _sceneBytes += step.ToJsonString().Length;
            steps.Add((JsonNode)step);
        }

        return scene;
    }

    private JsonObject Step()
    {
        int kind = _relays.Count == 0 ? 1 + _dice.Next(3) : _dice.Next(4);
        switch (kind)
        {
            case 0:
                string order = new[] { "off", "on", "toggle", "pulse" }[_dice.Next(4)];
                var relay = new JsonObject { ["relay"] = _relays[_dice.Next(_relays.Count)], ["do"] = order };
                if (order == "pulse")
                {
                    relay["ms"] = 1 + _dice.Next(60000);
                }

                return relay;
            case 1:
                return new JsonObject { ["waitMs"] = 1 + _dice.Next(3600000) };
            case 2:
                var mqtt = new JsonObject { ["mqtt"] = new[] { "a/{lock}", "home/x", "ä" }[_dice.Next(3)] };
                Sometimes(mqtt, "payload", Body);
                Sometimes(mqtt, "qos", () => _dice.Next(3));
                Sometimes(mqtt, "retain", () => Maybe());
                return mqtt;
            default:
                return Http();
        }
    }

    private JsonObject Http()
    {
        string method = new[] { "GET", "POST", "PUT", "PATCH", "DELETE", "HEAD" }[_dice.Next(6)];
        var http = new JsonObject { ["http"] = method, ["url"] = "http://10.0.0." + _dice.Next(256) + (Maybe() ? ":8080" : "") + (Maybe() ? "/a?w={person}&x=%20" : "") };
        bool isSmall = _limits.CallBytes < 1000; // one placeholder, filled in, takes most of a call
        bool isTaken = isSmall && http.ToJsonString().Contains("{person}", StringComparison.Ordinal);
        if (Maybe())
        {
            var headers = new JsonObject();
            Sometimes(headers, "X-By", () => isTaken ? "by: \"q\"" : "by {source}: \"q\"");
            isTaken |= isSmall && headers.Count > 0;
            Sometimes(headers, "content-TYPE", () => new[] { "application/json", "text/html", "application/x-www-form-urlencoded", "text/plain" }[_dice.Next(4)]);
            http["headers"] = headers;
        }

        if (method != "GET" && method != "HEAD")
        {
            Sometimes(http, "body", () => isTaken ? "plain\ttext\r\n\\ {0}" : Body());
        }

        Sometimes(http, "timeoutMs", () => 100 + _dice.Next(29901));
        return http;
    }

    private JsonNode Body()
    {
        return new[] { "", "{\"a\":\"{action}\"}", "<x>{time}</x>", "plain\ttext\r\n\\ {{lock}", " [\"ä\"]", "{", "{}}{0}{person}" }[_dice.Next(7)];
    }

    private JsonObject Rule(string name)
    {
        if (_scenes.Count == 0)
        {
            return null;
        }

        int who = _dice.Next(7);
        var rule = new JsonObject { ["name"] = name, ["scene"] = _scenes[_dice.Next(_scenes.Count)] };
        rule["who"] = who == 6 && _persons.Count > 0 ? new JsonObject { ["person"] = _persons[_dice.Next(_persons.Count)] }
            : new[] { "known", "code", "fingerprint", "auth", "unknown", "nobody", "known" }[who];
        if (_locks.Count > 0)
        {
            Sometimes(rule, "lock", () => _locks[_dice.Next(_locks.Count)]);
        }

        Sometimes(rule, "actions", () => Some("unlock", "lock", "unlatch", "lock'n'go", "button without action"));
        Sometimes(rule, "sources", () => Some("app", "fob", "keypad code", "homekit", "mqtt"));
        Sometimes(rule, "coolDownS", () => _dice.Next(86401));
        Sometimes(rule, "goOn", () => Maybe());
        if (Maybe())
        {
            var when = new JsonObject();
            Sometimes(when, "weekdays", () => Some("monday", "friday", "sunday"));
            Sometimes(when, "from", () => Minute());
            Sometimes(when, "until", () => Maybe() ? "24:00" : Minute());
            Sometimes(when, "firstDay", () => "2000-02-29");
            Sometimes(when, "lastDay", () => Day());
            Sometimes(when, "door", () => new[] { "any", "closed", "open" }[_dice.Next(3)]);
            Sometimes(when, "firstOfDay", () => Maybe());
            Sometimes(when, "phase", () => Maybe() ? "announced" : "opened");
            if (when["lastDay"] is not null && when["firstDay"] is not null)
            {
                when["lastDay"] = "2148-12-31";
            }

            rule["when"] = when;
        }

        return rule;
    }

    private JsonObject Login(int index)
    {
        string role = new[] { "lock", "reader", "controller" }[_dice.Next(3)];
        var login = new JsonObject { ["user"] = "u" + index + Letters[_dice.Next(Letters.Length)], ["password"] = Password(32), ["role"] = role };
        if (role == "lock" && index < _locks.Count)
        {
            login["lock"] = _locks[index];
            Sometimes(login, "confirmed", () => Maybe());
        }

        if (role == "controller" && Maybe())
        {
            login["locks"] = new JsonArray(_locks.Where(_ => Maybe()).Select(l => (JsonNode)l).ToArray());
        }

        return login;
    }

    private JsonObject Target(int index)
    {
        var target = new JsonObject { ["address"] = "192.168.1." + (index + 1), ["user"] = "user" + index, ["password"] = Password(32) };
        Sometimes(target, "port", () => 1 + _dice.Next(65535));
        Sometimes(target, "basic", () => Maybe());
        return target;
    }

    private JsonObject Broker()
    {
        var broker = new JsonObject { ["host"] = "10.0.0." + (1 + _dice.Next(250)) };
        Sometimes(broker, "port", () => 1 + _dice.Next(65535));
        Sometimes(broker, "trusts", () => Maybe());
        if (Maybe())
        {
            broker["user"] = "us er\"é";
            Sometimes(broker, "password", () => Password(128));
        }

        return broker;
    }

    private JsonObject NukiWeb()
    {
        var web = new JsonObject();
        Sometimes(web, "token", () => new string('t', 1 + _dice.Next(128)));
        Sometimes(web, "webhookSecret", () => new string('s', 1 + _dice.Next(128)));
        Sometimes(web, "everyMin", () => 5 + _dice.Next(1436));
        Sometimes(web, "joinByName", () => Maybe());
        Sometimes(web, "fillGaps", () => Maybe());
        if (_persons.Count > 0)
        {
            Sometimes(web, "names", () => Many(_limits.NamePatterns, i => new JsonObject { ["like"] = "Gäst" + i + "*", ["person"] = _persons[_dice.Next(_persons.Count)] }));
        }

        return web;
    }
}
