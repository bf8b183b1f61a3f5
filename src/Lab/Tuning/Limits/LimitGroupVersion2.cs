namespace Compressor.Lab.Tuning.Limits;

/// <summary>
/// A group of version 2: one folder for all controllers. A controller works in a new group only where the root's
/// <c>cgroup.subtree_control</c> passes it on; systemd sees to that, and where nobody did, it is done here. In a container whose root holds
/// processes the kernel refuses it ("Device or resource busy").
/// </summary>
/// <remarks>From the kernel's Documentation/admin-guide/cgroup-v2.rst.</remarks>
internal sealed class LimitGroupVersion2 : LimitGroup
{
    /// <summary>The file that a root of version 2 has, and one of version 1 has not.</summary>
    public const string ControllersFile = "cgroup.controllers";

    private const string PassedOnFile = "cgroup.subtree_control";
    private static readonly string[] Needed = ["cpu", "memory"];

    private readonly string _root;
    private readonly string _folder;

    public LimitGroupVersion2(string root, string name) => (_root, _folder) = (root, Path.Combine(root, name));

    public override long MemoryKills => Read(_folder, "memory.events", "oom_kill");

    public override long ThrottledPeriods => Read(_folder, "cpu.stat", "nr_throttled");

    protected override IReadOnlyList<string> Folders => [_folder];

    public override void LimitCpu(double? share) =>
        Write(
            _folder,
            "cpu.max",
            $"{(share is { } part ? FormattableString.Invariant($"{(long)(part * PeriodMicroseconds)}") : "max")} {PeriodMicroseconds}");

    protected override void LimitMemory(long bytes)
    {
        Write(_folder, "memory.max", $"{bytes}");
        WriteIfThere(_folder, "memory.swap.max", $"{0}");
    }

    protected override void Create()
    {
        if (Needed.Except(Names(ControllersFile)).ToList() is { Count: > 0 } missing)
        {
            throw new IOException($"{_root} does not have the controllers {string.Join(" and ", missing)}");
        }

        if (Needed.Except(Names(PassedOnFile)).ToList() is { Count: > 0 } wanted)
        {
            try
            {
                Write(_root, PassedOnFile, $"{string.Join(' ', wanted.Select(name => "+" + name))}");
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                throw new IOException($"{_root} does not pass {string.Join(" and ", wanted)} on to new groups: {e.Message}");
            }
        }

        base.Create();
    }

    private string[] Names(string file) =>
        File.ReadAllText(Path.Combine(_root, file)).Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries);
}
