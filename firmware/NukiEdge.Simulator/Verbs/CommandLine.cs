using System;
using System.Collections.Generic;
using System.CommandLine;
using System.CommandLine.Parsing;
using System.Net;

namespace NukiEdge.Simulator.Verbs;

/// <summary>The command line: what can be said, and what is answered to what cannot.</summary>
internal static class CommandLine
{
    private const string KeepsHouse = "Keep the log and what is learned in this folder, so that it outlives a restart; without --config "
        + "the house too. Without it nothing is written.";

    private const string About = """
        NukiEdge on a PC: learns who opened the door and runs that person's scene.

        Without a verb: the appliance with a built-in MQTT broker, virtual locks and a bench page to press their keys.
        With real locks: run. The README shows more.
        """;

    /// <summary>Runs the program.</summary>
    /// <returns>Exit code, see <see cref="Exit"/>.</returns>
    public static int Run(string[] args)
    {
        ParseResult result = Build().Parse(args);
        if (result.Errors.Count > 0)
        {
            Complain(result);
            return Exit.Refused;
        }

        return result.Invoke();
    }

    private static RootCommand Build()
    {
        Option<string?> config = Config(required: false);
        var port = new Option<int>("--port")
        {
            Description = "The broker's port on 127.0.0.1; when it is taken, the next free one.",
            HelpName = "PORT",
            DefaultValueFactory = _ => ApplianceVerb.UsualPort,
        };
        port.Validators.Add(result => Check(result, IsNumber(result.Tokens, 1, 65535), "must be 1 to 65535"));
        Option<string?> data = Data(KeepsHouse);
        var root = new RootCommand(About) { config, port, data };
        root.SetAction(result => ApplianceVerb.Run(result.GetValue(config), result.GetValue(port), result.GetValue(data)));
        root.Subcommands.Add(RunCommand());
        root.Subcommands.Add(EventCommand());
        root.Subcommands.Add(LogCommand());
        root.Subcommands.Add(TransferCommands.Export());
        root.Subcommands.Add(TransferCommands.Import());
        root.Subcommands.Add(SyncCommands.Sync());
        root.Subcommands.Add(SyncCommands.People());
        var demo = new Command("demo", "A scripted minute at the door in fast motion. Exit code 0 only if every expected effect, and no "
            + "other, was seen at the relays, an HTTP server and an MQTT subscriber.");
        demo.SetAction(_ => Demo.DemoVerb.Run());
        root.Subcommands.Add(demo);
        return root;
    }

    private static Command RunCommand()
    {
        Option<string> mqtt = Mqtt("Where the built-in broker listens for locks, as in 192.168.1.20:1883.", 0);
        Option<string?> broker = Broker();
        var passwordFile = new Option<string?>("--broker-password-file")
        {
            Description = "The external broker's password is the first line of this file, so that it stands in no list of processes.",
            HelpName = "FILE",
        };
        var trust = new Option<bool>("--trust-broker")
        {
            Description = "Let events from the external broker run sensitive scenes too. THE RISK: whoever may publish there can "
                + "pretend that anybody came, and open what those scenes open.",
        };
        Option<string?> config = Config(required: false);
        config.Description = "The house file: locks, persons, rules, scenes, relays, logins. Without it, the house kept in --data.";
        var log = new Option<bool>("--log") { Description = "Print every record of the log, not only what an owner should see." };
        var confirm = new Option<string[]>("--confirm")
        {
            Description = "Confirm the lock that a fresh login is bound to, so that its events count. May be given more than once.",
            HelpName = "USER",
            DefaultValueFactory = _ => [],
        };
        Option<string?> data = Data(KeepsHouse);
        Option<string?> page = Web();
        var command = new Command("run", "Serves real locks: no virtual lock, no bench page. Relays are printed lines. Ctrl+C ends.")
        {
            mqtt, broker, passwordFile, trust, config, log, confirm, data, page,
        };
        var web = new NukiWebOptions(command);
        command.Validators.Add(result => CheckBroker(result, mqtt, broker, [passwordFile, trust], confirm));
        command.SetAction(result => web.Read(result) is not { } place ? Exit.Refused
            : result.GetValue(broker) is { } url
            ? RunVerb.RunAt(BrokerArguments.Read(url, result.GetValue(passwordFile),
                result.GetValue(config) ?? result.GetValue(data) ?? ""), result.GetValue(trust),
                result.GetValue(config), result.GetValue(log), result.GetValue(data), place, WebOf(result.GetValue(page)))
            : RunVerb.Run(IPEndPoint.Parse(result.GetValue(mqtt)!), result.GetValue(config),
                result.GetValue(log), result.GetValue(confirm)!, result.GetValue(data), place, WebOf(result.GetValue(page))));
        return command;
    }

    private static Command EventCommand()
    {
        var door = new Argument<string>("LOCK") { Description = "The lock: its name, or its id in hexadecimal." };
        var payload = new Argument<string>("PAYLOAD")
        {
            Description = "action,trigger,authId,codeId,context as in 1,0,195249,12345,1 (unlock, keypad 195249, code 12345).",
        };
        Option<string> mqtt = Mqtt("The broker.", 1);
        mqtt.DefaultValueFactory = _ => "127.0.0.1:" + ApplianceVerb.UsualPort;
        Option<string?> config = Config(required: false);
        var retain = new Option<bool>("--retain") { Description = "Set RETAIN, as a broker does that replays old messages." };
        var qos = new Option<int>("--qos") { Description = "0, 1 or 2.", HelpName = "N", DefaultValueFactory = _ => 2 };
        qos.Validators.Add(result => Check(result, IsNumber(result.Tokens, 0, 2), "must be 0, 1 or 2"));
        var command = new Command("event", "Publishes an announcement as that lock would, over its own login, and says what came of it.")
        {
            door, payload, mqtt, config, retain, qos,
        };
        command.SetAction(result => EventVerb.Run(result.GetValue(door)!, result.GetValue(payload)!,
            IPEndPoint.Parse(result.GetValue(mqtt)!), result.GetValue(config), result.GetValue(retain), result.GetValue(qos)));
        return command;
    }

    private static Command LogCommand()
    {
        Option<string?> data = Data("The folder that an appliance keeps its log in; it may be running.");
        data.Required = true;
        var last = new Option<int?>("--last") { Description = "Only the last N entries.", HelpName = "N" };
        last.Validators.Add(result => Check(result, IsNumber(result.Tokens, 1, int.MaxValue), "must be 1 or more"));
        var who = new Option<string?>("--who")
        {
            Description = "Only who came with this in the name, with the steps that followed; upper and lower case are the same.",
            HelpName = "TEXT",
        };
        Option<string?> config = Config(required: false);
        config.Description = "The house file that names persons and rules. Without it, the folder's house, else the sample house.";
        var json = new Option<bool>("--json") { Description = "One JSON object a line." };
        var command = new Command("log", "Prints the log that was kept with --data, oldest entry first (times in UTC, names of the house).")
        {
            data, last, who, config, json,
        };
        command.SetAction(result => LogVerb.Run(result.GetValue(data)!, result.GetValue(config), result.GetValue(last),
            result.GetValue(who), result.GetValue(json)));
        return command;
    }

    private static Option<string?> Data(string description)
    {
        return new Option<string?>("--data") { Description = description, HelpName = "DIR" };
    }

    private static Option<string?> Broker()
    {
        return new Option<string?>("--broker")
        {
            Description = "Your own broker instead of the built-in one, as in mqtt://user:password@192.168.1.10:1883; in user and "
                + "password a sign that means something in a URL is written with a percent sign.",
            HelpName = "URL",
        };
    }

    /// <summary>One broker, and only the options that go with it.</summary>
    private static void CheckBroker(CommandResult result, Option mqtt, Option broker, Option[] onlyExternal, Option onlyBuiltIn)
    {
        bool isExternal = result.GetResult(broker) is not null;
        if (isExternal == (result.GetResult(mqtt) is not null))
        {
            result.AddError(isExternal ? "Either --mqtt or --broker: with your own broker the built-in one is not opened."
                : "Either --mqtt ADDRESS:PORT, where the locks connect, or --broker URL, your own broker, is needed.");
        }

        foreach (Option option in isExternal ? [onlyBuiltIn] : onlyExternal)
        {
            if (result.GetResult(option) is { Implicit: false })
            {
                result.AddError($"{option.Name} goes with {(isExternal ? "--mqtt" : "--broker")} only.");
            }
        }
    }

    private static Option<string?> Config(bool required)
    {
        return new Option<string?>("--config")
        {
            Description = "The house file: locks, persons, rules, scenes, relays, logins." + (required ? "" : " Without it, the sample house."),
            HelpName = "FILE",
            Required = required,
        };
    }

    private static Option<string> Mqtt(string description, int leastPort)
    {
        var option = new Option<string>("--mqtt") { Description = description, HelpName = "ADDRESS:PORT" };
        option.Validators.Add(result => Check(result, IsAddress(result.Tokens, leastPort),
            "must be an IPv4 address and a port, as in 192.168.1.20:1883"));
        return option;
    }

    private static Option<string?> Web()
    {
        var option = new Option<string?>("--web")
        {
            Description = "Where the page and its REST API listen, as in 192.168.1.20:8080; without it there is none.",
            HelpName = "ADDRESS:PORT",
        };
        option.Validators.Add(result => Check(result, IsAddress(result.Tokens, 0), "must be an IPv4 address and a port, as in 192.168.1.20:8080"));
        return option;
    }

    private static IPEndPoint? WebOf(string? address)
    {
        return address is null ? null : IPEndPoint.Parse(address);
    }

    private static bool IsAddress(IReadOnlyList<Token> tokens, int leastPort)
    {
        foreach (Token token in tokens)
        {
            if (!token.Value.Contains(':') || !IPEndPoint.TryParse(token.Value, out IPEndPoint? address)
                || address.AddressFamily != System.Net.Sockets.AddressFamily.InterNetwork || address.Port < leastPort)
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsNumber(IReadOnlyList<Token> tokens, int least, int most)
    {
        foreach (Token token in tokens)
        {
            if (!int.TryParse(token.Value, out int number) || number < least || number > most)
            {
                return false;
            }
        }

        return true;
    }

    private static void Check(OptionResult result, bool isGood, string otherwise)
    {
        if (!isGood)
        {
            result.AddError(result.Option.Name + " " + otherwise);
        }
    }

    /// <summary>One mistake at a time: what follows a misspelled option is often its value.</summary>
    private static void Complain(ParseResult result)
    {
        Command command = result.CommandResult.Command;
        if (result.UnmatchedTokens.Count > 0)
        {
            string typed = result.UnmatchedTokens[0];
            string kind = typed.StartsWith('-') ? "option" : command is RootCommand ? "verb" : "argument";
            int address = typed.IndexOf("://", StringComparison.Ordinal);
            typed = address < 0 ? typed : typed[..address] + "://..."; // there may be a password behind it
            string? nearest = NearestWord.Of(typed, Words(command));
            Console.Error.WriteLine($"There is no {kind} {typed}" + (nearest is null ? "." : $"; did you mean {nearest}?"));
        }
        else
        {
            foreach (ParseError error in result.Errors)
            {
                Console.Error.WriteLine(error.Message);
            }
        }

        Console.Error.WriteLine($"See {(command is RootCommand ? "" : command.Name + " ")}--help.");
    }

    private static List<string> Words(Command command)
    {
        var words = new List<string>();
        foreach (Option option in command.Options)
        {
            words.Add(option.Name);
        }

        foreach (Command verb in command.Subcommands)
        {
            words.Add(verb.Name);
        }

        return words;
    }
}
