using Compressor.Testing;

namespace Compressor.Handler.Tests.ForeignReaders;

/// <summary>A test that takes minutes, as <see cref="LongFactAttribute"/>, and needs a command of the machine's, as <see cref="CommandFactAttribute"/>.</summary>
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
