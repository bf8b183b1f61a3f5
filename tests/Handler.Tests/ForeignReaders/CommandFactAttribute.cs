namespace Compressor.Handler.Tests.ForeignReaders;

/// <summary>A test that needs a command of the machine's; without it, it is skipped, and says so.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class CommandFactAttribute : FactAttribute
{
    /// <param name="command">Looked for on PATH.</param>
    /// <param name="package">The Debian package that has it.</param>
    public CommandFactAttribute(string command, string package)
    {
        Command = command;
        Package = package;
        if (!IsInstalled(command))
        {
            Skip = $"'{command}' is not installed (Debian: {package}).";
        }
    }

    public string Command { get; }

    public string Package { get; }

    private static bool IsInstalled(string command) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, command)));
}
