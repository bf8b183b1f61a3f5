using System.Globalization;
using Compressor.Lab.Processes;

namespace Compressor.Lab.Tuning.Limits;

/// <summary>A control group of Linux for one measured process: the share of a CPU and the memory that Lambda would give it.</summary>
internal abstract class LimitGroup : IDisposable
{
    /// <summary>The length of a period of CPU time, after which a new quota begins.</summary>
    protected const int PeriodMicroseconds = 20_000;

    private const string Hierarchies = "/sys/fs/cgroup";
    private const long MiB = 1024 * 1024;

    /// <summary>The group's folders.</summary>
    protected abstract IReadOnlyList<string> Folders { get; }

    /// <summary>What a process writes its id to, to be in the group.</summary>
    public IEnumerable<string> ProcessFiles => Folders.Select(folder => Path.Combine(folder, "cgroup.procs"));

    /// <summary>How many processes the kernel has ended for want of memory.</summary>
    public abstract long MemoryKills { get; }

    /// <summary>In how many periods of 20 ms the group wanted more CPU time than it may have.</summary>
    public abstract long ThrottledPeriods { get; }

    /// <summary>Makes a group with a memory limit and no CPU limit yet: Lambda starts environments unthrottled.</summary>
    /// <param name="memorySize">MB of 2^20 bytes.</param>
    /// <param name="refusal">Why there is none.</param>
    /// <param name="root">Where the kernel's hierarchies are mounted.</param>
    /// <returns>The group, or null where this system or this user may not.</returns>
    public static LimitGroup? TryCreate(int memorySize, out string? refusal, string root = Hierarchies)
    {
        var name = $"compressor-tune-{Guid.NewGuid():N}";
        LimitGroup group = File.Exists(Path.Combine(root, LimitGroupVersion2.ControllersFile))
            ? new LimitGroupVersion2(root, name)
            : new LimitGroupVersion1(root, name);
        try
        {
            group.Create();
            group.LimitMemory(memorySize * MiB);
            group.LimitCpu(null);
            refusal = null;
            return group;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            group.Dispose();
            refusal = e.Message;
            return null;
        }
    }

    /// <summary>Finds why the kernel's limits cannot be used here; null where they can.</summary>
    public static string? FindRefusal()
    {
        using var group = TryCreate(128, out var refusal);
        return refusal;
    }

    /// <summary>Limits CPU time to a share of one CPU, or lifts the limit.</summary>
    public abstract void LimitCpu(double? share);

    /// <summary>
    /// Writes a script that enters the group and then becomes a program, so that all its memory counts from the first page on.
    /// </summary>
    /// <param name="script">Where to.</param>
    /// <param name="program">The absolute path of an executable.</param>
    public void WriteEnteringScript(string script, string program) =>
        ShellScript.Write(script, [.. ProcessFiles.Select(file => $"echo $$ > '{file}'"), $"exec '{program}'"]);

    /// <summary>Removes the group; its process must have ended.</summary>
    public void Dispose()
    {
        foreach (var folder in Folders.Where(Directory.Exists))
        {
            try
            {
                // A group's files are the kernel's; only the empty folder itself can be removed.
                Directory.Delete(folder, recursive: false);
            }
            catch (IOException)
            {
                // A process that was killed is still on its way out; an empty group does no harm.
            }
        }
    }

    /// <summary>Makes the folders.</summary>
    protected virtual void Create()
    {
        foreach (var folder in Folders)
        {
            Directory.CreateDirectory(folder);
        }
    }

    /// <summary>Limits memory, and has none of it swapped: Lambda has no swap.</summary>
    protected abstract void LimitMemory(long bytes);

    /// <summary>Returns the figure of a file's line that starts with a name and a space, or 0.</summary>
    protected static long Read(string folder, string file, string name) =>
        File.ReadLines(Path.Combine(folder, file)).FirstOrDefault(line => line.StartsWith(name + " ", StringComparison.Ordinal)) is { } line
            ? long.Parse(line.AsSpan(name.Length + 1), CultureInfo.InvariantCulture)
            : 0;

    protected static void Write(string folder, string file, FormattableString value) =>
        File.WriteAllText(Path.Combine(folder, file), FormattableString.Invariant(value));

    /// <summary>Writes to a file that only some kernels have.</summary>
    protected static void WriteIfThere(string folder, string file, FormattableString value)
    {
        if (File.Exists(Path.Combine(folder, file)))
        {
            Write(folder, file, value);
        }
    }
}
