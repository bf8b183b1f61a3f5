using System.Text.Json;
using System.Text.Json.Serialization;
using Compressor.Core.Archiving;
using Compressor.Toolkit.Lambda;

namespace Compressor.Cli.Capacity.Planning.Output;

/// <summary>Writes a plan as JSON, for other programs: dollars a month, seconds, bytes.</summary>
internal static class PlanJson
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    };

    public static string Write(Plan plan)
    {
        var demand = plan.Demand;
        return JsonSerializer.Serialize(
            new
            {
                Version = 1,
                Summary = PlanText.Headline(plan),
                Prices = new { plan.Prices.Region, plan.Prices.Date },
                Workload = new
                {
                    demand.Workload.FilesPerHour,
                    demand.Workload.FilesPerMonth,
                    demand.Workload.AverageBytes,
                    demand.Workload.P99Bytes,
                    demand.Workload.BurstFactor,
                    demand.Workload.BurstMinutes,
                    demand.Workload.BurstsPerDay,
                    Incoming = demand.Workload.DeletesSources ? "deleted" : demand.Workload.Incoming.ToString(),
                    Processed = demand.Workload.Processed.ToString(),
                    demand.Workload.FailureRate,
                },
                Function = new
                {
                    demand.Setup.MemorySize,
                    Architecture = demand.Setup.Architecture.Name(),
                    Format = demand.Setup.Preset.Format.Name(),
                    Compression = demand.Setup.Preset.Name,
                    demand.Setup.Preset.Ratio,
                    demand.CpuSeconds,
                    demand.FileSeconds,
                    demand.FilesPerInvocation,
                    demand.DurationSeconds,
                    demand.BytesOut,
                },
                demand.Setup.EventQueue,
                Concurrency = new
                {
                    Mean = demand.MeanConcurrency,
                    Burst = demand.BurstConcurrency,
                    Available = demand.AvailableConcurrency,
                    demand.Backlog,
                },
                Requests = plan.Rates,
                Monthly = new
                {
                    plan.Dollars,
                    plan.ProcessingDollars,
                    plan.StorageDollars,
                    UntieredDollars = plan.Dollars + plan.StepSavings,
                    DollarsPerFile = plan.Dollars / demand.Workload.FilesPerMonth,
                    DollarsPerMillionFiles = plan.PerMillionFiles(plan.Dollars),
                    plan.Lines,
                },
                plan.Alternatives,
                Presets = new { plan.Choices, Cheapest = plan.CheapestPreset?.Preset.Name, plan.BreakEvens },
                Verdicts = plan.Verdicts.Select(verdict => new
                {
                    Bottleneck = verdict.Name,
                    verdict.Standing,
                    verdict.Figure,
                    verdict.Advice,
                    verdict.Variable,
                }),
            },
            Options);
    }
}
