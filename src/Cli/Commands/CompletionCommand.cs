using System.CommandLine;
using Compressor.Toolkit.CommandLine;

namespace Compressor.Cli.Commands;

/// <summary><c>compressor completion SHELL</c>: a script that has a shell complete commands, options and their values.</summary>
internal static class CompletionCommand
{
    private const string Examples = """
          source <(compressor completion bash)
              In ~/.bashrc, if compressor is on PATH.
          compressor completion zsh >"${fpath[1]}/_compressor"
          compressor completion fish >~/.config/fish/completions/compressor.fish
        """;

    /// <summary>Each asks the command itself what could come next, by System.CommandLine's directive <c>[suggest:POSITION]</c>.</summary>
    private static readonly Dictionary<string, string> Scripts = new(StringComparer.Ordinal)
    {
        ["bash"] = """
            _compressor() {
                local suggestions
                suggestions=$("${COMP_WORDS[0]}" "[suggest:$COMP_POINT]" "$COMP_LINE" 2>/dev/null)
                mapfile -t COMPREPLY < <(compgen -W "$suggestions" -- "${COMP_WORDS[COMP_CWORD]}")
            }
            complete -o bashdefault -o default -F _compressor compressor
            """,
        ["zsh"] = """
            #compdef compressor
            _compressor() {
                local -a suggestions
                suggestions=("${(@f)$("${words[1]}" "[suggest:$CURSOR]" "$BUFFER" 2>/dev/null)}")
                compadd -a suggestions || _files
            }
            compdef _compressor compressor
            """,
        ["fish"] = """
            complete -c compressor -a '(compressor "[suggest:"(commandline -C)"]" (commandline) 2>/dev/null)'
            """,
    };

    public static Command Create()
    {
        var shell = new Argument<string>("shell") { Description = "The shell: bash, zsh or fish." }.AcceptOnlyFromAmong([.. Scripts.Keys]);
        var command = new Command("completion", "Prints a script with which a shell completes this command's options.") { shell };
        CommandHelp.Add(command, "not used", Examples);
        command.SetAction(parsed => Console.WriteLine(Scripts[parsed.GetRequiredValue(shell)]));
        return command;
    }
}
