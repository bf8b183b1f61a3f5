using Compressor.Lab.Tuning.Limits;

namespace Compressor.Lab.Tests.Tuning;

/// <summary>
/// Version 2's files as the kernel documents them, in folders of our own: what is written where, and what is read from where. A kernel
/// acts on them in <see cref="LimitGroupTests"/> on a machine with version 2, and in <see cref="Version2KernelTests"/> on any.
/// </summary>
public sealed class LimitGroupVersion2Tests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("cgroup-").FullName;

    public LimitGroupVersion2Tests()
    {
        File.WriteAllText(Path.Combine(_root, "cgroup.controllers"), "cpuset cpu io memory pids\n");
        File.WriteAllText(Path.Combine(_root, "cgroup.subtree_control"), "cpu memory pids\n");
    }

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public void One_folder_has_both_limits_and_takes_the_process()
    {
        using var group = LimitGroup.TryCreate(512, out var refusal, _root).ShouldNotBeNull();

        refusal.ShouldBeNull();
        var folder = Directory.GetDirectories(_root).ShouldHaveSingleItem();
        group.ProcessFiles.ShouldBe([Path.Combine(folder, "cgroup.procs")]);
        File.ReadAllText(Path.Combine(folder, "memory.max")).ShouldBe("536870912");
        // Lambda starts environments unthrottled.
        File.ReadAllText(Path.Combine(folder, "cpu.max")).ShouldBe("max 20000");
    }

    [Fact]
    public void A_share_of_a_CPU_is_a_quota_of_each_period_until_it_is_lifted()
    {
        using var group = LimitGroup.TryCreate(512, out _, _root).ShouldNotBeNull();
        var file = Path.Combine(Directory.GetDirectories(_root).Single(), "cpu.max");

        group.LimitCpu(0.29);
        File.ReadAllText(file).ShouldBe("5800 20000");

        group.LimitCpu(null);
        File.ReadAllText(file).ShouldBe("max 20000");
    }

    [Fact]
    public void Kills_and_throttled_periods_are_read_where_the_kernel_counts_them()
    {
        using var group = LimitGroup.TryCreate(512, out _, _root).ShouldNotBeNull();
        var folder = Directory.GetDirectories(_root).Single();
        File.WriteAllText(Path.Combine(folder, "memory.events"), "low 0\nhigh 0\nmax 9\noom 3\noom_kill 2\noom_group_kill 1\n");
        File.WriteAllText(
            Path.Combine(folder, "cpu.stat"),
            "usage_usec 5000\nuser_usec 4000\nsystem_usec 1000\nnr_periods 50\nnr_throttled 7\nthrottled_usec 900\n");

        group.MemoryKills.ShouldBe(2);
        group.ThrottledPeriods.ShouldBe(7);
    }

    [Fact]
    public void Controllers_that_the_root_does_not_pass_on_are_passed_on()
    {
        var passedOn = Path.Combine(_root, "cgroup.subtree_control");
        File.WriteAllText(passedOn, "pids memory\n");

        using var group = LimitGroup.TryCreate(512, out _, _root).ShouldNotBeNull();

        File.ReadAllText(passedOn).ShouldBe("+cpu");
    }

    [Fact]
    public void Where_passing_on_is_refused_the_refusal_is_told()
    {
        // A file that can be read and, whoever one is, not written to.
        File.Delete(Path.Combine(_root, "cgroup.subtree_control"));
        File.CreateSymbolicLink(Path.Combine(_root, "cgroup.subtree_control"), "/proc/version");

        LimitGroup.TryCreate(512, out var refusal, _root).ShouldBeNull();

        refusal.ShouldNotBeNull().ShouldContain("does not pass cpu and memory on to new groups: ");
        Directory.GetDirectories(_root).ShouldBeEmpty();
    }

    [Fact]
    public void A_hierarchy_without_the_controllers_is_refused_by_their_names()
    {
        File.WriteAllText(Path.Combine(_root, "cgroup.controllers"), "cpu io pids\n");

        LimitGroup.TryCreate(512, out var refusal, _root).ShouldBeNull();

        refusal.ShouldBe($"{_root} does not have the controllers memory");
    }
}
