using System;
using System.CommandLine;
using NukiEdge.Simulator.Adapters;

namespace NukiEdge.Simulator.Verbs;

/// <summary>Where Nuki Web is, as the command line says it.</summary>
/// <param name="Origin">Its address.</param>
/// <param name="Roots">Who may vouch for it.</param>
internal sealed record NukiWebPlace(Uri Origin, CloudRoots Roots);

/// <summary>The options --nuki-web and --nuki-roots, the same for every verb that asks Nuki Web.</summary>
internal sealed class NukiWebOptions
{
    private readonly Option<string?> _web = new("--nuki-web")
    {
        Description = "Where the Nuki Web API is, as in https://localhost:8125: for trying things out with a double. Without it, https://api.nuki.io.",
        HelpName = "URL",
    };

    private readonly Option<string?> _roots = new("--nuki-roots")
    {
        Description = "The root certificates in PEM that may vouch for it. Without it, the bundled ones (firmware/docs/cloud-sync.md lists them).",
        HelpName = "FILE",
    };

    /// <summary>Adds them to a verb.</summary>
    public NukiWebOptions(Command command)
    {
        _web.Validators.Add(result =>
        {
            if (result.Tokens.Count > 0 && CloudOrigin.Parse(result.Tokens[0].Value) is null)
            {
                // The value is not repeated: there may be a token or a password in it.
                result.AddError("--nuki-web must be https://HOST or https://HOST:PORT and nothing behind it; http:// only to this computer, "
                    + "as in http://127.0.0.1:8125, because the token would cross the network in clear text.");
            }
        });
        command.Options.Add(_web);
        command.Options.Add(_roots);
    }

    /// <summary>Reads them.</summary>
    /// <returns>null when the roots cannot be read; that was printed.</returns>
    public NukiWebPlace? Read(ParseResult result)
    {
        Uri origin = result.GetValue(_web) is { } url ? CloudOrigin.Parse(url)! : CloudOrigin.Nuki;
        string? file = result.GetValue(_roots);
        CloudRoots? roots = file is null ? CloudRoots.Bundled() : CloudRoots.FromFile(file);
        if (roots is null)
        {
            Console.Error.WriteLine($"--nuki-roots {file}: cannot be read, or is no set of certificates in PEM.");
        }

        return roots is null ? null : new NukiWebPlace(origin, roots);
    }
}
