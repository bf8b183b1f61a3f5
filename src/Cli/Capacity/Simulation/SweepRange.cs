using Compressor.Toolkit.CommandLine;

namespace Compressor.Cli.Capacity.Simulation;

/// <summary>The limits that a sweep tries.</summary>
/// <param name="Low">The smallest.</param>
/// <param name="High">The largest.</param>
internal sealed record SweepRange(int Low, int High)
{
    private const string Name = "reserved_concurrency=";

    /// <summary>Reads <c>reserved_concurrency=200..2000</c>.</summary>
    /// <exception cref="CommandException">The text has another form.</exception>
    public static SweepRange Parse(string text)
    {
        var parts = text.StartsWith(Name, StringComparison.Ordinal) ? text[Name.Length..].Split("..") : [];
        return parts.Length == 2 && int.TryParse(parts[0], out var low) && int.TryParse(parts[1], out var high) && low >= 1 && high > low && high <= 1_000_000
            ? new SweepRange(low, high)
            : throw new CommandException($"--sweep '{text}' is not {Name}LOW..HIGH, such as {Name}200..2000");
    }
}
