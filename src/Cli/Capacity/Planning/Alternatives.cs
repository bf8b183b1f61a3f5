using Compressor.Toolkit.Lambda;
using Compressor.Toolkit.Prices;

namespace Compressor.Cli.Capacity.Planning;

/// <summary>Another way to do the same work, and its processing bill a month; storage is the same for all.</summary>
/// <param name="Name">What it is.</param>
/// <param name="Assumptions">What its figures rest on.</param>
/// <param name="Lines">The bill.</param>
internal sealed record Alternative(string Name, IReadOnlyList<string> Assumptions, IReadOnlyList<CostLine> Lines)
{
    public double Dollars => Lines.Sum(line => line.Dollars);

    /// <summary>What one part of the bill comes to.</summary>
    public double DollarsOf(CostPart part) => Lines.Where(line => line.Part == part).Sum(line => line.Dollars);
}

/// <summary>The ways that a plan weighs against the deployed one.</summary>
internal static class AlternativeWays
{
    /// <summary>Zones, so NAT gateways.</summary>
    private const int Zones = 2;

    /// <summary>Messages that a machine takes from a queue at a time.</summary>
    private const int QueueBatch = 10;

    /// <summary>All ways, the deployed one first.</summary>
    public static IReadOnlyList<Alternative> All(Demand demand, PriceTable prices)
    {
        var (workload, setup) = (demand.Workload, demand.Setup);
        var direct = Demand.Create(workload, setup with { EventQueue = null });

        // Where there is no queue yet, one with a window, without which batches are full only while messages wait.
        var queue = setup.EventQueue is null
            ? Demand.Create(workload, setup with { EventQueue = new EventQueueSetup { WindowSeconds = 1 } })
            : demand;
        var (first, second) = (Direct(direct, prices), Queue(queue, prices));
        return
        [
            .. setup.EventQueue is null ? (Alternative[])[first, second] : [second, first],
            Nat(direct, prices),
            Fleet.Fargate(direct, prices, spot: false),
            Fleet.Fargate(direct, prices, spot: true),
            Fleet.Ec2(direct, prices, spot: false),
            Fleet.Ec2(direct, prices, spot: true),
        ];
    }

    private static Alternative Direct(Demand demand, PriceTable prices) => new(
        "S3 -> Lambda, gateway endpoint",
        ["as Terraform deploys it: the endpoint is free, and so is data within the region"],
        [.. ProcessingBill.Lambda(demand, prices)]);

    private static Alternative Queue(Demand demand, PriceTable prices) => new(
        "S3 -> SQS -> Lambda",
        [
            "event_source = \"queue\" with the same endpoint",
            $"batches of {demand.FilesPerInvocation:0.#} files that overlap: batch_size = {demand.Setup.EventQueue!.BatchSize}, "
                + $"maximum_batching_window = {demand.Setup.EventQueue.WindowSeconds:0.#}",
        ],
        [.. ProcessingBill.Lambda(demand, prices)]);

    private static Alternative Nat(Demand demand, PriceTable prices)
    {
        var gigabytes = ((demand.Workload.AverageBytes * demand.Attempts) + (demand.BytesOut * demand.Archives)) / 1e9;
        const double Hours = Zones * Workload.HoursPerMonth;
        return new Alternative(
            "S3 -> Lambda, NAT gateways",
            ["every byte read and written passes through a NAT gateway", $"{Zones} gateways, one per zone"],
            [
                .. ProcessingBill.Lambda(demand, prices)
                    .Add(CostPart.Network, "NAT data", PriceIds.NatData, gigabytes, $"{gigabytes:N0} GB in and out")
                    .Add(CostPart.Network, "NAT gateways", PriceIds.NatHour, Hours, $"{Zones} x {Workload.HoursPerMonth:0} hours"),
            ]);
    }

    /// <summary>One message a file, received and deleted in batches.</summary>
    public static CostLines QueueRequests(CostLines lines, Demand demand)
    {
        var requests = demand.Workload.FilesPerMonth + (2 * demand.Attempts / QueueBatch);
        var basis = $"1 send a file, 1 receive and 1 delete for {QueueBatch}";
        return lines.Add(CostPart.Requests, "SQS requests", PriceIds.QueueRequests, requests / 1e6, basis);
    }
}

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
    /// have a little more. For Fargate nothing is published, so the same is assumed.
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
        return demand.Attempts * Math.Max(byCpu, byNetwork) / 3600 / Utilization;
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
                .. spot ? [$"Spot has no list price: {1 - share:P0} off is the most that AWS quotes"] : Array.Empty<string>(),
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
                "people who patch and watch machines are not included",
                .. spot ? [$"Spot has no list price: {1 - share:P0} off"] : Array.Empty<string>(),
            ],
            [.. lines]);
    }

    private static string Work => $"{Utilization:P0} of paid capacity is used on average; 1.25 Gbit/s for 4 vCPUs";

    private static CostLines Shared(Demand demand, PriceTable prices)
    {
        var lines = ProcessingBill.S3Requests(new CostLines(prices), demand);
        ProcessingBill.Observability(lines, demand);
        return AlternativeWays.QueueRequests(lines, demand);
    }
}
