using Compressor.Cli.Capacity.Planning;
using Compressor.Cli.Deployment;
using Compressor.Core.Archiving;
using Compressor.Toolkit.Lambda;
using Compressor.Toolkit.Prices;
using Compressor.Toolkit.Units;

namespace Compressor.Cli.Objects.Backfill;

/// <summary>What a backfill costs, by list prices: a line for each thing that is charged.</summary>
/// <param name="Lines">What is charged, and the dollars.</param>
internal sealed record BackfillCost(IReadOnlyList<(string What, double Dollars)> Lines)
{
    /// <summary>All of it.</summary>
    public double Dollars => Lines.Sum(line => line.Dollars);

    /// <summary>
    /// Reckons it for objects of the mean size, each tried once, with the speeds that <c>compressor plan</c> takes.
    /// </summary>
    /// <param name="deployment">Memory, architecture and preset.</param>
    /// <param name="objects">How many objects.</param>
    /// <param name="bytes">Their size in all.</param>
    /// <param name="prices">The list prices.</param>
    public static BackfillCost Create(DeployedResources deployment, long objects, long bytes, PriceTable prices)
    {
        string Setting(string name, string fallback) => deployment.FunctionEnvironment.GetValueOrDefault($"COMPRESSOR_{name}", fallback);
        var setup = new FunctionSetup();
        var name = CompressionNames.With(deployment.Format, Setting("COMPRESSION", CompressionNames.Default));
        var preset = setup.Presets.FirstOrDefault(preset => preset.Name == name) ?? setup.Preset;
        var architecture = Enum.GetValues<Architecture>().Single(each => each.Name() == deployment.Architecture);
        var storageClass = StorageClass.All.FirstOrDefault(each => each.Name == Setting("STORAGE_CLASS", "")) ?? StorageClass.Standard;
        var size = (double)bytes / Math.Max(objects, 1);
        var seconds = InvocationTime.Seconds(
            setup.HandlerCpu.Seconds(size) + preset.CpuSeconds(size), deployment.MemorySize, size, size * preset.Ratio, setup.Network);
        var gigabyteSeconds = InvocationTime.GigabyteSeconds(objects, seconds, deployment.MemorySize);
        return new(
        [
            ("the job", prices[PriceIds.BatchJob].Cost(1)),
            ($"{objects:N0} tasks", prices[PriceIds.BatchObjects].Cost(objects / 1e6)),
            ("requests to Lambda", prices[PriceIds.Requests].Cost(objects / 1e6)),
            (
                $"Lambda, {Durations.Format(seconds)} of {deployment.MemorySize} MB each",
                prices[PriceIds.Compute(architecture)].Cost(gigabyteSeconds)),
            ("GET and PUT", prices[PriceIds.Get].Cost(objects / 1e3) + prices[PriceIds.Put(storageClass)].Cost(objects / 1e3)),
        ]);
    }
}
