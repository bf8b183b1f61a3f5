using System.CommandLine;

namespace Compressor.Toolkit.CommandLine;

/// <summary>Options that every command has.</summary>
public static class GlobalOptions
{
    private const string NoColorName = "--no-color";

    /// <summary>Whether tables show all of their columns, on lines as long as they need.</summary>
    public static Option<bool> Wide { get; } = new("--wide")
    {
        Description = "Show all columns of tables, on lines as long as they need.",
        Recursive = true,
    };

    private static Option<bool> NoColor { get; } = new(NoColorName)
    {
        Description = "Print without colors, as with the variable NO_COLOR.",
        Recursive = true,
    };

    /// <summary>Adds them to a program, and turns colors off if that is asked for: before anything is printed.</summary>
    public static void AddTo(RootCommand root, string[] args)
    {
        root.Options.Add(NoColor);
        root.Options.Add(Wide);
        if (args.Contains(NoColorName))
        {
            // The console and the programs that are started, such as Terraform, know the variable.
            Environment.SetEnvironmentVariable("NO_COLOR", "1");
        }
    }
}
