using Spectre.Console;

namespace Compressor.Toolkit.CommandLine;

/// <summary>Where commands write what people read.</summary>
public static class Terminal
{
    /// <summary>Columns where nobody looks at a window: no line of a log breaks.</summary>
    private const int RedirectedWidth = 250;

    /// <summary>Whether somebody looks at a console that can redraw itself.</summary>
    public static bool IsLive(this IAnsiConsole console) => console.Profile.Capabilities is { Interactive: true, Ansi: true };

    /// <summary>Creates the console.</summary>
    /// <param name="error">Whether to write to standard error, because a program reads standard output.</param>
    /// <param name="redirectedWidth">Columns where the output is redirected.</param>
    public static IAnsiConsole Create(bool error = false, int redirectedWidth = RedirectedWidth)
    {
        var console = error ? AnsiConsole.Create(new() { Out = new AnsiConsoleOutput(Console.Error) }) : AnsiConsole.Console;
        if (error ? Console.IsErrorRedirected : Console.IsOutputRedirected)
        {
            console.Profile.Width = redirectedWidth;
        }

        return console;
    }
}
