using Compressor.Toolkit.Lambda;
using Compressor.Toolkit.Prices;

namespace Compressor.Cli.Capacity.Planning;

/// <summary>Machines that take files from a queue: containers on Fargate, or EC2 Auto Scaling.</summary>
internal static class Fleet
{
    /// <summary>
    /// The share of paid capacity that does work on average. Auto scaling follows bursts by minutes, so that spare capacity must stand by;
    /// 60 % is what target tracking is usually set to.
    /// </summary>
    public const double Utilization = 0.6;

    /// <summary>
    /// Bytes a second that four vCPUs receive for hours on end: 1.25 Gbit/s, the published baseline of c5.xlarge, of which newer ones
    /// have a little more. For Fargate nothing is published; the same is taken.
    /// </summary>
    public const double BytesPerSecondOfFourCpus = 1.25e9 / 8;

    private const int CpusOfAnInstance = 4;
    private const double GigabytesOfATask = 2;
    private const double GigabytesOfADisk = 20;

    /// <summary>vCPU-hours a month that are paid: by CPU work, or by the network where that is what holds.</summary>
    public static double CpuHours(Demand demand)
    {
        var byCpu = demand.CpuSeconds;
        var byNetwork = demand.Workload.AverageBytes / BytesPerSecondOfFourCpus * CpusOfAnInstance;
        return demand.Invocations * Math.Max(byCpu, byNetwork) / 3600 / Utilization;
    }

    public static Alternative Fargate(Demand demand, PriceTable prices, bool spot)
    {
        var hours = CpuHours(demand);
        var architecture = demand.Setup.Architecture;
        var lines = Shared(demand, prices)
            .Add(CostPart.Compute, "Fargate vCPU", PriceIds.FargateCpu(architecture), hours, $"{hours:N0} vCPU-hours")
            .Add(CostPart.Compute, "Fargate memory", PriceIds.FargateMemory(architecture), hours * GigabytesOfATask, $"{GigabytesOfATask:0} GB a vCPU");
        return new Alternative(
            spot ? "S3 -> SQS -> Fargate Spot" : "S3 -> SQS -> Fargate",
            [Work, "2 GB for each vCPU", .. spot ? ["Spot has no list price: 70 % off is the most AWS tells of"] : Array.Empty<string>()],
            [.. Discounted(lines, spot ? prices[PriceIds.FargateSpot].First : 1, "Fargate")]);
    }

    public static Alternative Ec2(Demand demand, PriceTable prices, bool spot)
    {
        var hours = CpuHours(demand) / CpusOfAnInstance;
        var lines = Shared(demand, prices)
            .Add(CostPart.Compute, "EC2 instances", PriceIds.Instance(demand.Setup.Architecture), hours, $"{hours:N0} instance-hours of 4 vCPUs ({(demand.Setup.Architecture == Architecture.X64 ? "c7i" : "c7g")}.xlarge)")
            .Add(CostPart.Compute, "EBS", PriceIds.Ebs, hours / Workload.HoursPerMonth * GigabytesOfADisk, $"{GigabytesOfADisk:0} GB an instance");
        return new Alternative(
            spot ? "S3 -> SQS -> EC2 Auto Scaling, Spot" : "S3 -> SQS -> EC2 Auto Scaling",
            [Work, "people who patch and watch machines are not counted", .. spot ? ["Spot has no list price: 45 % off"] : Array.Empty<string>()],
            [.. Discounted(lines, spot ? prices[PriceIds.Ec2Spot].First : 1, "EC2")]);
    }

    private static FormattableString WorkText => $"{Utilization:P0} of paid capacity works on average; 1.25 Gbit/s for 4 vCPUs";

    private static string Work => FormattableString.Invariant(WorkText);

    private static CostLines Shared(Demand demand, PriceTable prices)
    {
        var lines = ProcessingBill.S3Requests(new CostLines(prices), demand);
        ProcessingBill.Observability(lines, demand);
        return AlternativeWays.QueueRequests(lines, demand);
    }

    private static IEnumerable<CostLine> Discounted(CostLines lines, double share, string what) => lines.Select(line =>
        line.Component.StartsWith(what, StringComparison.Ordinal)
            ? line with { Dollars = line.Dollars * share, FirstStepDollars = line.FirstStepDollars * share }
            : line);
}
