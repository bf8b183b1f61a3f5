namespace Compressor.Lab.Processes;

/// <summary>
/// Counts a program's system calls by having strace write a line for each. The program is several times slower meanwhile.
/// </summary>
internal sealed class SystemCalls : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("compressor-bench-strace-").FullName;

    private SystemCalls(string strace, string program)
    {
        Program = Path.Combine(_folder, Path.GetFileName(program));

        // The threads too; no lines about processes and signals.
        ShellScript.Write(Program, $"exec '{strace}' -f -qq --signal=none -o '{Lines}' '{program}'");
    }

    /// <summary>What to start in the program's place.</summary>
    public string Program { get; }

    private string Lines => Path.Combine(_folder, "calls");

    /// <summary>Whether there is strace.</summary>
    public static bool CanCount => Strace is not null;

    private static string? Strace { get; } = (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(':')
        .Select(folder => Path.Combine(folder, "strace"))
        .FirstOrDefault(File.Exists);

    /// <summary>Prepares to count; null where there is no strace.</summary>
    /// <param name="program">The absolute path of the program.</param>
    public static SystemCalls? TryTrace(string program) => Strace is null ? null : new(Strace, program);

    /// <summary>Returns how often the program has made each call so far.</summary>
    public IReadOnlyDictionary<string, double> Count() => File.ReadLines(Lines)
        .Select(NameIn)
        .OfType<string>()
        .GroupBy(name => name, StringComparer.Ordinal)
        .ToDictionary(calls => calls.Key, calls => (double)calls.Count(), StringComparer.Ordinal);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    // "1234 read(3, ..." is a call. "1234 <... read resumed>" is the rest of one that another thread's came between.
    private static string? NameIn(string line)
    {
        var start = line.LastIndexOf(' ', Math.Max(line.IndexOf('(', StringComparison.Ordinal), 0)) + 1;
        var end = line.IndexOf('(', StringComparison.Ordinal);
        return end > start && char.IsAsciiLetterLower(line[start]) ? line[start..end] : null;
    }
}
