using Compressor.Toolkit.Lambda;

namespace Compressor.Toolkit.Prices;

/// <summary>What a price file must have, and in which unit.</summary>
public static class PriceIds
{
    public const string Requests = "lambda.requests";
    public const string Get = "s3.get";
    public const string BatchJob = "s3.batch.job";
    public const string BatchObjects = "s3.batch.objects";
    public const string Monitoring = "s3.monitoring";
    public const string LogIngestion = "logs.ingestion";
    public const string LogStorage = "logs.storage";
    public const string Metric = "cloudwatch.metric";
    public const string Alarm = "cloudwatch.alarm";
    public const string Dashboard = "cloudwatch.dashboard";
    public const string Traces = "xray.traces";
    public const string QueueRequests = "sqs.requests";
    public const string NatHour = "nat.hour";
    public const string NatData = "nat.data";
    public const string FargateSpot = "fargate.spot";
    public const string Ec2Spot = "ec2.spot";
    public const string Ebs = "ebs.gp3";

    /// <summary>The unit of each price without which no plan can be made.</summary>
    public static IReadOnlyDictionary<string, string> Units { get; } = Everything().ToDictionary(entry => entry.Id, entry => entry.Unit);

    public static string Compute(Architecture architecture) => "lambda.compute." + architecture.Name();

    public static string Provisioned(Architecture architecture) => "lambda.provisioned." + architecture.Name();

    public static string Put(StorageClass storageClass) => "s3.put." + storageClass.Name;

    public static string Transition(StorageClass storageClass) => "s3.transition." + storageClass.Name;

    public static string Storage(StorageClass storageClass, AccessTier? tier = null) =>
        "s3.storage." + storageClass.Name + (tier is null ? "" : "." + tier.Name);

    public static string FargateCpu(Architecture architecture) => "fargate.vcpu." + architecture.Name();

    public static string FargateMemory(Architecture architecture) => "fargate.memory." + architecture.Name();

    public static string Instance(Architecture architecture) => "ec2.instance." + architecture.Name();

    private static IEnumerable<(string Id, string Unit)> Everything()
    {
        foreach (var architecture in Enum.GetValues<Architecture>())
        {
            yield return (Compute(architecture), "GB-second");
            yield return (Provisioned(architecture), "GB-second");
            yield return (FargateCpu(architecture), "vCPU-hour");
            yield return (FargateMemory(architecture), "GB-hour");
            yield return (Instance(architecture), "instance-hour");
        }

        foreach (var storageClass in StorageClass.All)
        {
            yield return (Put(storageClass), "thousand requests");
            foreach (var tier in storageClass.AccessTiers.Cast<AccessTier?>().DefaultIfEmpty(null))
            {
                yield return (Storage(storageClass, tier), "GB-month");
            }

            if (storageClass != StorageClass.Standard)
            {
                yield return (Transition(storageClass), "thousand requests");
            }
        }

        yield return (Requests, "million requests");
        yield return (Get, "thousand requests");
        yield return (BatchJob, "job");
        yield return (BatchObjects, "million objects");
        yield return (Monitoring, "thousand objects a month");
        yield return (LogIngestion, "GB");
        yield return (LogStorage, "GB-month");
        yield return (Metric, "metric-month");
        yield return (Alarm, "alarm-month");
        yield return (Dashboard, "dashboard-month");
        yield return (Traces, "million traces");
        yield return (QueueRequests, "million requests");
        yield return (NatHour, "gateway-hour");
        yield return (NatData, "GB");
        yield return (FargateSpot, "share of the On-Demand price");
        yield return (Ec2Spot, "share of the On-Demand price");
        yield return (Ebs, "GB-month");
    }
}
