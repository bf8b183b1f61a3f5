using System.Text.RegularExpressions;
using Compressor.Core.Outcomes;
using Compressor.Testing;

namespace Compressor.Cli.Tests.Deployment;

/// <summary>
/// Alarms and dashboard watch what the function writes: a metric by another name would be a graph without a line, and an alarm that never
/// fires.
/// </summary>
public sealed partial class MetricsContractTests
{
    private readonly string _function = Repository.Read("src/Handler/Metrics/FunctionMetrics.cs");
    private readonly string _graphs = Repository.Read("terraform/modules/dashboard/graphs.tf");

    [Fact]
    public void Each_metric_of_the_dashboard_is_one_that_the_function_writes() => Shown().ShouldBeSubsetOf(Written());

    [Fact]
    public void Each_metric_that_the_function_writes_is_on_the_dashboard() => Written().ShouldBeSubsetOf(Shown());

    [Fact]
    public void The_line_that_an_alarm_counts_is_one_that_the_function_writes()
    {
        var counted = Counted().Match(Repository.Read("terraform/modules/alarms/log.tf")).Groups["begin"].Value;

        counted.ShouldNotBeEmpty();
        Repository.Read("src/Handler/Logging/InvocationLog.cs").ShouldContain($"[SampledLog(LogLevel.Warn, \"{counted}");
    }

    [Fact]
    public void Terraform_and_the_function_name_the_same_namespace() =>
        Repository.Read("terraform/main.tf").ShouldContain(
            $"metrics_namespace = \"{Namespace().Match(_function).Groups["name"].Value}\"");

    private List<string> Written() => [.. OutcomeNames.All, .. Defined().Matches(_function).Select(match => match.Groups["name"].Value)];

    private List<string> Shown() =>
    [
        .. Own().Matches(_graphs).Select(match => match.Groups["name"].Value),
        .. Quoted().Matches(Outcomes().Match(_graphs).Value).Select(match => match.Groups["name"].Value),
    ];

    [GeneratedRegex("new\\(nameof\\(MetricLine\\.(?<name>\\w+)\\), \"")]
    private static partial Regex Defined();

    [GeneratedRegex("const string Namespace = \"(?<name>\\w+)\"")]
    private static partial Regex Namespace();

    [GeneratedRegex("\\[local\\.own, \"(?<name>\\w+)\"\\]")]
    private static partial Regex Own();

    [GeneratedRegex("outcomes = \\[.*\\]")]
    private static partial Regex Outcomes();

    [GeneratedRegex("\"(?<name>\\w+)\"")]
    private static partial Regex Quoted();

    [GeneratedRegex("\\$\\.message = \\\\\"(?<begin>[^*]+)\\*")]
    private static partial Regex Counted();
}
