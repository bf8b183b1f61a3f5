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

/// <summary>The ways that a plan weighs against S3 events to Lambda through a gateway endpoint.</summary>
internal static class AlternativeWays
{
    /// <summary>Zones, so NAT gateways.</summary>
    private const int Zones = 2;

    /// <summary>Messages that Lambda's poller takes from a queue at a time.</summary>
    private const int QueueBatch = 10;

    public static IReadOnlyList<Alternative> All(Demand demand, PriceTable prices) =>
    [
        Deployed(demand, prices),
        Nat(demand, prices),
        Queue(demand, prices),
        Fleet.Fargate(demand, prices, spot: false),
        Fleet.Fargate(demand, prices, spot: true),
        Fleet.Ec2(demand, prices, spot: false),
        Fleet.Ec2(demand, prices, spot: true),
    ];

    private static Alternative Deployed(Demand demand, PriceTable prices) => new(
        "S3 -> Lambda, gateway endpoint",
        ["as Terraform deploys it: the endpoint is free, and data within the region too"],
        [.. ProcessingBill.Lambda(demand, prices)]);

    private static Alternative Nat(Demand demand, PriceTable prices)
    {
        var gigabytes = ((demand.Workload.AverageBytes * demand.Invocations) + (demand.BytesOut * demand.Archives)) / 1e9;
        const double Hours = Zones * Workload.HoursPerMonth;
        return new Alternative(
            "S3 -> Lambda, NAT gateways",
            ["every byte read and written passes a NAT gateway", $"{Zones} gateways, one a zone"],
            [
                .. ProcessingBill.Lambda(demand, prices)
                    .Add(CostPart.Network, "NAT data", PriceIds.NatData, gigabytes, $"{gigabytes:N0} GB in and out")
                    .Add(CostPart.Network, "NAT gateways", PriceIds.NatHour, Hours, $"{Zones} x {Workload.HoursPerMonth:0} hours"),
            ]);
    }

    private static Alternative Queue(Demand demand, PriceTable prices)
    {
        var basis = $"{demand.Invocations:N0} files, {QueueBatch} an invocation";
        var lines = ProcessingBill.Compute(demand, prices)
            .Add(CostPart.Requests, "Lambda requests", PriceIds.Requests, demand.Invocations / QueueBatch / 1e6, basis);
        ProcessingBill.S3Requests(lines, demand);
        ProcessingBill.Observability(lines, demand);
        return new Alternative(
            "S3 -> SQS -> Lambda",
            [
                $"batches of {QueueBatch}, full: one receive and one delete for {QueueBatch} files",
                "what empty polls and partial batches cost is left out",
            ],
            [.. QueueRequests(lines, demand)]);
    }

    /// <summary>One message a file, received and deleted in batches.</summary>
    public static CostLines QueueRequests(CostLines lines, Demand demand)
    {
        var requests = demand.Workload.FilesPerMonth + (2 * demand.Invocations / QueueBatch);
        var basis = $"1 send a file, 1 receive and 1 delete for {QueueBatch}";
        return lines.Add(CostPart.Requests, "SQS requests", PriceIds.QueueRequests, requests / 1e6, basis);
    }
}
