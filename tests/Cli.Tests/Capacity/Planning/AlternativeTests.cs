using Compressor.Cli.Capacity.Planning;
using Compressor.Toolkit.Prices;

namespace Compressor.Cli.Tests.Capacity.Planning;

/// <summary>A workload with round figures: 1,000,000 files of 10 MB an hour, 2 MB out, 0.1 s of CPU each, no failures.</summary>
public sealed class AlternativeTests
{
    private static readonly Demand Demand = Demand.Create(
        new Workload { FailureRate = 0 },
        new FunctionSetup { Preset = new CompressionPreset("balanced", 100, 0.2), HandlerCpu = HandlerCpu.None, DurationSeconds = 0.5 });

    private static readonly IReadOnlyList<Alternative> Ways = AlternativeWays.All(Demand, PriceTable.Default());

    [Fact]
    public void A_NAT_gateway_charges_for_every_byte_both_ways()
    {
        // 720 million x (10 + 2) MB = 8,640,000 GB x $0.045 = $388,800; 2 gateways x 720 h x $0.045 = $64.80.
        Line("S3 -> Lambda, NAT gateways", "NAT data").ShouldBe(388_800, 0.01);
        Line("S3 -> Lambda, NAT gateways", "NAT gateways").ShouldBe(64.8, 0.01);
    }

    [Fact]
    public void A_queue_saves_lambda_requests_and_costs_its_own()
    {
        // Invocations 720 million / 10 x $0.20 a million = $14.40. Queue: 720 + 2 x 72 + 0.648 = 864.648 million x $0.40 = $345.8592;
        // of these, five pollers ask an empty queue every 20 s: 5 x 2,592,000 / 20 = 648,000.
        Line("S3 -> SQS -> Lambda", "Lambda requests").ShouldBe(14.4, 0.001);
        Line("S3 -> SQS -> Lambda", "SQS requests").ShouldBe(345.8592, 0.0001);
    }

    [Fact]
    public void The_files_of_a_batch_wait_for_S3_once()
    {
        // 0.1 s of CPU on 512 / 1,769 of a vCPU = 0.34551 s, so 0.15449 s of the 0.5 are waiting: 3.45508 + 0.15449 = 3.60957 s a batch.
        // 72 million x 3.60957 s x 0.5 GB = 129,944,531 GB-s x $0.0000166667 = $2,165.75.
        Line("S3 -> SQS -> Lambda", "Lambda compute").ShouldBe(2_165.75, 0.05);
    }

    [Fact]
    public void Machines_are_paid_by_the_network_where_that_holds_them()
    {
        // 10 MB / (1.25 Gbit/s / 8) = 0.064 s on 4 vCPUs = 0.256 vCPU-s, more than 0.1 of CPU:
        // 720 million x 0.256 / 3,600 / 0.6 = 85,333.3 vCPU-h.
        Fleet.CpuHours(Demand).ShouldBe(85_333.33, 0.01);
    }

    [Fact]
    public void Machines_are_paid_by_CPU_where_the_network_does_not_hold_them()
    {
        // 1 MB/s of engine: 10 s of CPU, far more than the network's 0.256: 720 million x 10 / 3,600 / 0.6 = 3,333,333.3 vCPU-h.
        var slow = Demand.Create(Demand.Workload, Demand.Setup with { Preset = new CompressionPreset("small", 1, 0.2) });

        Fleet.CpuHours(slow).ShouldBe(3_333_333.33, 0.01);
    }

    [Fact]
    public void Fargate_charges_vcpus_and_memory()
    {
        // 85,333.33 x $0.04048 = $3,454.29; x 2 GB x $0.004445 = $758.61. Spot: 30 % of it.
        Line("S3 -> SQS -> Fargate", "Fargate vCPU").ShouldBe(3_454.29, 0.01);
        Line("S3 -> SQS -> Fargate", "Fargate memory").ShouldBe(758.61, 0.01);
        Line("S3 -> SQS -> Fargate Spot", "Fargate vCPU").ShouldBe(1_036.29, 0.01);
    }

    [Fact]
    public void Ec2_charges_instances_and_disks()
    {
        // 85,333.33 / 4 = 21,333.33 h x $0.1785 = $3,808; disks 21,333.33 / 720 x 20 GB x $0.08 = $47.41.
        // Spot: 55 % of the instances, disks as before.
        Line("S3 -> SQS -> EC2 Auto Scaling", "EC2 instances").ShouldBe(3_808, 0.01);
        Line("S3 -> SQS -> EC2 Auto Scaling", "EBS").ShouldBe(47.41, 0.01);
        Line("S3 -> SQS -> EC2 Auto Scaling, Spot", "EC2 instances").ShouldBe(2_094.4, 0.01);
        Line("S3 -> SQS -> EC2 Auto Scaling, Spot", "EBS").ShouldBe(47.41, 0.01);
    }

    [Fact]
    public void Every_way_pays_for_the_same_S3_requests() =>
        Ways.Select(way => way.DollarsOf(CostPart.S3Requests)).Distinct().ShouldHaveSingleItem().ShouldBe(3_888, 0.01);

    private static double Line(string way, string component) =>
        Ways.Single(known => known.Name == way).Lines.Single(line => line.Component == component).Dollars;
}
