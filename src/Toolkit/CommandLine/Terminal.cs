using System.CommandLine;
using Spectre.Console;

namespace Compressor.Toolkit.CommandLine;

/// <summary>Where commands write what people read.</summary>
public static class Terminal
{
    /// <summary>Columns of redirected output, in which every table fits.</summary>
    public const int Columns = 100;

    private const int WideColumns = 1000;

    /// <summary>Whether somebody looks at a console that can redraw itself.</summary>
    public static bool IsLive(this IAnsiConsole console) => console.Profile.Capabilities is { Interactive: true, Ansi: true };

    /// <summary>Whether tables have room for the columns that only explain.</summary>
    public static bool IsWide(this IAnsiConsole console) => console.Profile.Width > Columns;

    /// <summary>Writes a line that is never broken, so that whoever searches a log finds all of it.</summary>
    public static void WriteUnbroken(this IAnsiConsole console, string line) => console.Profile.Out.Writer.WriteLine(line);

    /// <summary>Creates the console.</summary>
    /// <param name="parsed">The command line, which may ask for all columns.</param>
    /// <param name="error">Whether to write to standard error, because a program reads standard output.</param>
    public static IAnsiConsole Create(ParseResult parsed, bool error = false)
    {
        var console = error ? AnsiConsole.Create(new() { Out = new AnsiConsoleOutput(Console.Error) }) : AnsiConsole.Console;
        if (parsed.GetValue(GlobalOptions.Wide))
        {
            console.Profile.Width = WideColumns;
        }
        else if (error ? Console.IsErrorRedirected : Console.IsOutputRedirected)
        {
            console.Profile.Width = Columns;
        }

        return console;
    }
}
