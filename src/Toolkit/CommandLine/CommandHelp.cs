using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace Compressor.Toolkit.CommandLine;

/// <summary>A command's help, with its exit codes and examples at the end.</summary>
public sealed class CommandHelp : SynchronousCommandLineAction
{
    private readonly HelpAction _help = new();
    private readonly string _problems;
    private readonly string _examples;

    private CommandHelp(string problems, string examples) => (_problems, _examples) = (problems, examples);

    /// <summary>Whoever asks for help has not given what is required yet.</summary>
    public override bool ClearsParseErrors => true;

    /// <summary>Adds the end to the help of <paramref name="command"/>.</summary>
    /// <param name="command">The command.</param>
    /// <param name="problems">What exit code 1 means.</param>
    /// <param name="examples">Examples, indented by two columns; none if empty.</param>
    public static void Add(Command command, string problems, string examples = "")
    {
        var action = new CommandHelp(problems, examples);
        if (command is RootCommand)
        {
            command.Options.OfType<HelpOption>().Single().Action = action;
        }
        else
        {
            command.Options.Add(new HelpOption { Action = action });
        }
    }

    public override int Invoke(ParseResult parseResult)
    {
        var code = _help.Invoke(parseResult);
        var output = parseResult.InvocationConfiguration.Output;
        output.WriteLine("Exit codes:");
        output.WriteLine("  0    success");
        output.WriteLine($"  {CommandRunner.Problems}    {_problems}");
        output.WriteLine($"  {CommandRunner.Usage}    wrong usage, or something is missing that must exist first");
        output.WriteLine($"  {CommandRunner.Interrupted}  interrupted by Ctrl-C or SIGTERM");
        if (_examples.Length > 0)
        {
            output.WriteLine();
            output.WriteLine("Examples:");
            output.WriteLine(_examples);
        }

        return code;
    }
}
