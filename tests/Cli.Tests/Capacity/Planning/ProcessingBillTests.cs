using Compressor.Cli.Capacity.Planning;
using Compressor.Toolkit.Prices;

namespace Compressor.Cli.Tests.Capacity.Planning;

/// <summary>
/// Each line of the processing bill against a figure reckoned by hand: 1,000,000 files an hour, 0.5 s and 0.1 s of init each, one in a
/// thousand fails.
/// </summary>
public sealed class ProcessingBillTests
{
    private static readonly Workload Workload = new() { FailureRate = 0.001, BurstFactor = 5, BurstsPerDay = 1 };

    private static readonly FunctionSetup Setup = new()
    {
        DurationSeconds = 0.5,
        InitSeconds = 0.1,
        MemorySize = 512,
        AccountConcurrency = 3000,
        SystemLogs = true,
        TraceRate = 0.05,
        LogRetentionDays = 7,
    };

    private static readonly IReadOnlyList<CostLine> Bill = [.. ProcessingBill.Lambda(Demand.Create(Workload, Setup), PriceTable.Default())];

    [Theory]
    // 720,000,000 files, of which 720,000 are tried twice more: 721,440,000 x 0.5 s x 512/1,024 GB x $0.0000166667.
    [InlineData("Lambda compute", 3_006.006)]
    // 138.89 busy on average, 694.44 in a burst: 138.89 x 720 / 2 + 555.56 x 30 = 50,000 + 16,666.7 starts x 0.1 s x 0.5 GB
    // x $0.0000166667.
    [InlineData("Lambda init", 0.055556)]
    // 721.44 million x $0.20.
    [InlineData("Lambda requests", 144.288)]
    // 719,280,000 archives x $0.005 a thousand; 721,440,000 reads x $0.0004 a thousand.
    [InlineData("S3 PUT", 3_596.4)]
    [InlineData("S3 GET", 288.576)]
    // 2,160,000 attempts fail: (721,440,000 - 2,160,000) x 1 % x 650 B + 2,160,000 x 2,900 B = 4.67532 + 6.264 GB x $0.50.
    [InlineData("Logs, application", 5.46966)]
    // 721,440,000 x 750 B = 541.08 GB x $0.50.
    [InlineData("Logs, system", 270.54)]
    // 138.89 environments x 43,200 minutes x 900 B = 5.4 GB x $0.50.
    [InlineData("Logs, metrics", 2.7)]
    // (10.93932 + 541.08 + 5.4) GB x 0.15 x 7/30 x $0.03.
    [InlineData("Logs, kept", 0.585290)]
    // 11 x $0.30; 10 x $0.10; one at $3.
    [InlineData("Metrics", 3.3)]
    [InlineData("Alarms", 1)]
    [InlineData("Dashboard", 3)]
    // 720,000 x 3 requests x $0.40 a million.
    [InlineData("Dead letters", 0.864)]
    // 721.44 million x 5 % x $5 a million.
    [InlineData("X-Ray", 180.36)]
    public void A_line_is_its_quantity_at_its_price(string component, double dollars) =>
        Bill.Single(line => line.Component == component).Dollars.ShouldBe(dollars, Math.Max(1e-5, dollars * 1e-5));

    [Fact]
    public void There_is_no_other_line() => Bill.Count.ShouldBe(14);

    [Fact]
    public void Deletes_are_requests_of_the_incoming_prefix_too()
    {
        // 1,000,000 / 3,600 = 277.78 a second, twice; x 5 in a burst; of 3,500 for one prefix and 896,000 for 256.
        var rate = RequestRate.CreateAll(Workload with { DeletesSources = true })[0];

        rate.Mean.ShouldBe(555.56, 0.01);
        rate.Burst.ShouldBe(2_777.78, 0.01);
        rate.BurstShare.ShouldBe(0.79365, 0.00001);
        rate.ShardedBurstShare.ShouldBe(0.0031, 0.00001);
    }
}
