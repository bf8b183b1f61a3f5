using System.Text.RegularExpressions;

namespace Compressor.Testing;

/// <summary>
/// What the Terraform code in the repository declares, read from its files, which <c>terraform fmt</c> keeps in one shape.
/// </summary>
public static partial class Declarations
{
    /// <summary>The root module's variables, each with its default as it is written, or null where one must be given.</summary>
    public static IReadOnlyDictionary<string, string?> Variables(string files = "variables*.tf") =>
        Directory.EnumerateFiles(Repository.PathTo("terraform"), files)
            .SelectMany(file => Variable().Matches(File.ReadAllText(file)))
            .ToDictionary(match => match.Groups["name"].Value, match =>
                Default().Match(match.Value) is { Success: true } found ? found.Groups["value"].Value : null);

    /// <summary>The names of the alarms, which are the sections of the runbook that they link to.</summary>
    public static IReadOnlyList<string> Alarms() =>
    [
        .. MetricAlarm().Matches(Repository.Read("terraform/modules/alarms/metrics.tf")).Select(match => match.Groups["name"].Value),
        .. SingleAlarm().Matches(Repository.Read("terraform/modules/alarms/main.tf")).Select(match => match.Groups["name"].Value),
    ];

    [GeneratedRegex("^variable \"(?<name>\\w+)\" \\{\n.*?^\\}$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Variable();

    [GeneratedRegex("^  default +=[ ](?<value>.+)$", RegexOptions.Multiline)]
    private static partial Regex Default();

    [GeneratedRegex("^    (?<name>[a-z-]+) = \\{\n      enabled", RegexOptions.Multiline)]
    private static partial Regex MetricAlarm();

    [GeneratedRegex("alarm_name += \"\\$\\{var\\.name\\}-(?<name>[a-z-]+)\"")]
    private static partial Regex SingleAlarm();
}
