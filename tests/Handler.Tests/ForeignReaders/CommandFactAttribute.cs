using Compressor.Testing;

namespace Compressor.Handler.Tests.ForeignReaders;

/// <summary>A test that needs a command of the machine's; without it, it is skipped, and says so.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class CommandFactAttribute : FactAttribute
{
    /// <param name="command">Looked for on PATH.</param>
    /// <param name="package">The Debian package that has it.</param>
    public CommandFactAttribute(string command, string package)
    {
        (Command, Package) = (command, package);
        Skip = WhyNot(command, package);
    }

    public string Command { get; }

    public string Package { get; }

    /// <summary>Why a test of <paramref name="command"/> cannot run; null where it can.</summary>
    internal static string? WhyNot(string command, string package) =>
        ForeignCommand.IsInstalled(command) ? null : $"'{command}' is not installed (Debian: {package}).";
}

/// <summary>
/// A test that takes minutes, as <see cref="LongFactAttribute"/>, and needs a command of the machine's, as
/// <see cref="CommandFactAttribute"/>.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class LongCommandFactAttribute : FactAttribute
{
    /// <param name="command">Looked for on PATH.</param>
    /// <param name="package">The Debian package that has it.</param>
    public LongCommandFactAttribute(string command, string package)
    {
        (Command, Package) = (command, package);
        Skip = LongFactAttribute.WhyNot() ?? CommandFactAttribute.WhyNot(command, package);
    }

    public string Command { get; }

    public string Package { get; }
}
