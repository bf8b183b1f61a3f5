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
        var (hours, architecture) = (CpuHours(demand), demand.Setup.Architecture);
        var share = spot ? prices[PriceIds.FargateSpot].First : 1;
        var (cpu, memory) = (PriceIds.FargateCpu(architecture), PriceIds.FargateMemory(architecture));
        var lines = Shared(demand, prices)
            .Add(CostPart.Compute, "Fargate vCPU", cpu, hours, $"{hours:N0} vCPU-hours", share)
            .Add(CostPart.Compute, "Fargate memory", memory, hours * GigabytesOfATask, $"{GigabytesOfATask:0} GB a vCPU", share);
        return new Alternative(
            spot ? "S3 -> SQS -> Fargate Spot" : "S3 -> SQS -> Fargate",
            [
                Work,
                $"{GigabytesOfATask:0} GB for each vCPU",
                .. spot ? [$"Spot has no list price: {1 - share:P0} off is the most AWS tells of"] : Array.Empty<string>(),
            ],
            [.. lines]);
    }

    public static Alternative Ec2(Demand demand, PriceTable prices, bool spot)
    {
        var (hours, architecture) = (CpuHours(demand) / CpusOfAnInstance, demand.Setup.Architecture);
        var share = spot ? prices[PriceIds.Ec2Spot].First : 1;
        var type = architecture == Architecture.X64 ? "c7i.xlarge" : "c7g.xlarge";
        var instances = $"{hours:N0} instance-hours of {CpusOfAnInstance} vCPUs ({type})";
        var disks = hours / Workload.HoursPerMonth * GigabytesOfADisk;
        var lines = Shared(demand, prices)
            .Add(CostPart.Compute, "EC2 instances", PriceIds.Instance(architecture), hours, instances, share)
            .Add(CostPart.Compute, "EBS", PriceIds.Ebs, disks, $"{GigabytesOfADisk:0} GB an instance");
        return new Alternative(
            spot ? "S3 -> SQS -> EC2 Auto Scaling, Spot" : "S3 -> SQS -> EC2 Auto Scaling",
            [
                Work,
                "people who patch and watch machines are not counted",
                .. spot ? [$"Spot has no list price: {1 - share:P0} off"] : Array.Empty<string>(),
            ],
            [.. lines]);
    }

    private static string Work => $"{Utilization:P0} of paid capacity works on average; 1.25 Gbit/s for 4 vCPUs";

    private static CostLines Shared(Demand demand, PriceTable prices)
    {
        var lines = ProcessingBill.S3Requests(new CostLines(prices), demand);
        ProcessingBill.Observability(lines, demand);
        return AlternativeWays.QueueRequests(lines, demand);
    }
}
