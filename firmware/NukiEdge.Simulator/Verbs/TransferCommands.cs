using System.CommandLine;

namespace NukiEdge.Simulator.Verbs;

/// <summary>How export and import are said.</summary>
internal static class TransferCommands
{
    public static Command Export()
    {
        Option<string> data = Data("The folder whose house is written; an appliance may be running there.");
        var to = new Option<string?>("--out") { Description = "The file to write; without it, the terminal.", HelpName = "FILE" };
        var secrets = new Option<bool>("--with-secrets") { Description = "With passwords and tokens, each sealed by the passphrase. Without it they are left out." };
        Option<string?> passphrase = Passphrase("The passphrase to seal with");
        var command = new Command("export", "Writes the house that a folder keeps as one file: a backup, or a house for another box. Exit code 0 "
            + "when it was written, 1 when it could not be, 2 when there is none or the command line is wrong.")
        {
            data, to, secrets, passphrase,
        };
        command.SetAction(result => ExportVerb.Run(result.GetValue(data)!, result.GetValue(to), result.GetValue(secrets), result.GetValue(passphrase)));
        return command;
    }

    public static Command Import()
    {
        var file = new Argument<string>("FILE") { Description = "A house file or an export." };
        Option<string> data = Data("The folder that is to keep the house.");
        var differences = new Option<bool>("--differences") { Description = "Only show what would change." };
        var later = new Option<bool>("--at-next-start") { Description = "Leave it there for the next start of the appliance that runs there." };
        Option<string?> passphrase = Passphrase("The passphrase that its secrets were sealed with");
        var command = new Command("import", "Takes a house file over into a folder, as a whole or not at all, and shows what changes. Passwords that it "
            + "leaves out stay as they are. Exit code 0 when it was taken over (or shown, or left there), 1 when that failed, 2 when the file or the "
            + "command line was refused.")
        {
            file, data, differences, later, passphrase,
        };
        command.SetAction(result => ImportVerb.Run(result.GetValue(file)!, result.GetValue(data)!, result.GetValue(differences),
            result.GetValue(later), result.GetValue(passphrase)));
        return command;
    }

    private static Option<string> Data(string description)
    {
        return new Option<string>("--data") { Description = description, HelpName = "DIR", Required = true };
    }

    private static Option<string?> Passphrase(string what)
    {
        return new Option<string?>("--passphrase-file") { Description = what + ", in a file: its first line, 12 bytes or more.", HelpName = "FILE" };
    }
}
