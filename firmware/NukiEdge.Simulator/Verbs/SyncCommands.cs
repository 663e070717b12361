using System.CommandLine;

namespace NukiEdge.Simulator.Verbs;

/// <summary>How sync and people are said.</summary>
internal static class SyncCommands
{
    public static Command Sync()
    {
        var data = new Option<string?>("--data") { Description = "The folder whose house is brought up to date, and saved there.", HelpName = "DIR" };
        var config = new Option<string?>("--config") { Description = "A house file: what would change is shown, and nothing is saved.", HelpName = "FILE" };
        var json = new Option<bool>("--json") { Description = "One JSON object instead of lines." };
        var command = new Command("sync", "Asks Nuki Web once, now, whose number is whose, and shows what changes and why. Exit code 0 when that worked, "
            + "1 when Nuki Web could not be asked, its answer was not believed or it could not be saved, 2 when there is no house or token or the "
            + "command line is wrong. A running appliance syncs by itself.")
        {
            data, config, json,
        };
        var web = new NukiWebOptions(command);
        command.Validators.Add(result =>
        {
            if (result.GetResult(data) is null == result.GetResult(config) is null)
            {
                result.AddError("Either --data DIR, which keeps a house, or --config FILE is needed.");
            }
        });
        command.SetAction(result => web.Read(result) is { } place
            ? SyncVerb.Run(result.GetValue(data), result.GetValue(config), place, result.GetValue(json))
            : Exit.Refused);
        return command;
    }

    public static Command People()
    {
        var data = new Option<string>("--data") { Description = "The folder that keeps the house.", HelpName = "DIR", Required = true, Recursive = true };
        var command = new Command("people", "Lists the persons of a house with their numbers, those to decide about first; an appliance may be running. With "
            + "a decision behind it: carries that out and saves it. Exit code 0 when it was saved, 1 when it could not be, 2 when it was refused.")
        {
            data,
        };
        command.SetAction(result => PeopleVerb.List(result.GetValue(data)!));

        var name = Text("NAME", "The person.");
        var confirm = new Command("confirm", "All numbers of this person are this person's: sensitive scenes may run.") { name };
        confirm.SetAction(result => PeopleVerb.Decide(result.GetValue(data)!, d => d.Confirm(result.GetValue(name)!)));
        command.Subcommands.Add(confirm);

        var person = Text("NEW", "Who turned out to be somebody known.");
        var into = Text("INTO", "That person, who gets all the numbers.");
        var join = new Command("join", "Gives all numbers of one person to another one.") { person, into };
        join.SetAction(result => PeopleVerb.Decide(result.GetValue(data)!, d => d.Join(result.GetValue(person)!, result.GetValue(into)!)));
        command.Subcommands.Add(join);

        var door = Text("LOCK", "The lock: its name, or its id in hexadecimal.");
        var kind = Text("KIND", "code, fingerprint or auth.");
        kind.AcceptOnlyFromAmong("code", "fingerprint", "auth");
        var number = new Argument<uint>("NUMBER") { Description = "Its number, as the list and the log show it." };
        var owner = Text("NAME", "The person who gets it.");
        var give = new Command("give", "Gives one number to a person, whoever had it.") { door, kind, number, owner };
        give.SetAction(result => PeopleVerb.Decide(result.GetValue(data)!, d => d.Give(result.GetValue(door)!, result.GetValue(kind)!,
            result.GetValue(number), result.GetValue(owner)!)));
        command.Subcommands.Add(give);

        var old = Text("OLD", "The person.");
        var next = Text("NEW", "The name from now on, 1 to 64 bytes.");
        var rename = new Command("rename", "Gives a person another name. Rules stay about the same person.") { old, next };
        rename.SetAction(result => PeopleVerb.Decide(result.GetValue(data)!, d => d.Rename(result.GetValue(old)!, result.GetValue(next)!)));
        command.Subcommands.Add(rename);
        return command;
    }

    private static Argument<string> Text(string name, string description)
    {
        return new Argument<string>(name) { Description = description };
    }
}
