using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace Compressor.Toolkit.CommandLine;

/// <summary>A command's help with examples at its end.</summary>
public sealed class ExamplesHelp : SynchronousCommandLineAction
{
    private readonly HelpAction _help = new();
    private readonly string _examples;

    private ExamplesHelp(string examples) => _examples = examples;

    /// <summary>Adds examples to the help of <paramref name="command"/>.</summary>
    public static void Add(Command command, string examples) => command.Options.Add(new HelpOption { Action = new ExamplesHelp(examples) });

    public override int Invoke(ParseResult parseResult)
    {
        var code = _help.Invoke(parseResult);
        var output = parseResult.InvocationConfiguration.Output;
        output.WriteLine("Examples:");
        output.WriteLine(_examples);
        return code;
    }
}
