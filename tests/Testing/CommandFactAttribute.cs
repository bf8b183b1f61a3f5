namespace Compressor.Testing;

/// <summary>A test that needs a command of the machine's; without it, it is skipped, and says so.</summary>
[AttributeUsage(AttributeTargets.Method)]
public class CommandFactAttribute : FactAttribute
{
    /// <param name="command">Looked for on PATH.</param>
    /// <param name="package">The Debian package that has it.</param>
    public CommandFactAttribute(string command, string package)
    {
        (Command, Package) = (command, package);
        Skip = IsInstalled(command) ? null : $"'{command}' is not installed (Debian: {package}).";
    }

    public string Command { get; }

    public string Package { get; }

    /// <summary>Whether a command is on PATH.</summary>
    public static bool IsInstalled(string command) => (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(Path.PathSeparator)
        .Any(folder => File.Exists(Path.Combine(folder, command)));
}

/// <summary>The same for a test that takes minutes, as <see cref="LongFactAttribute"/>.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class LongCommandFactAttribute : CommandFactAttribute
{
    /// <inheritdoc/>
    public LongCommandFactAttribute(string command, string package)
        : base(command, package) => Skip = LongFactAttribute.WhyNot() ?? Skip;
}
