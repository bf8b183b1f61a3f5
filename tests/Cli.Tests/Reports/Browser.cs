using System.Text;
using System.Text.Json;
using Compressor.Testing;

namespace Compressor.Cli.Tests.Reports;

/// <summary>Chromium, driven by tests/Report/check.cjs.</summary>
internal static class Browser
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web);

    private static string? Chromium => Find("chromium-headless-shell") ?? Find("chromium");

    /// <summary>Says what is missing, or null where all is there.</summary>
    public static string? Missing() => (Find("node"), Chromium, Directory.Exists(Packages)) switch
    {
        (null, _, _) => "node is not installed: make setup needs it, and then installs the rest",
        (_, null, _) => "chromium is not installed: run make setup",
        (_, _, false) => "the browser's driver is not installed: run make setup",
        _ => null,
    };

    /// <summary>Opens a page in five ways (wide and phone, light and dark, print), and returns what was found in each.</summary>
    public static async Task<IReadOnlyList<PageView>> LookAsync(string html)
    {
        using var folder = new TemporaryFolder();
        var file = folder.Add("report.html", Encoding.UTF8.GetBytes(html));
        var check = await ProgramRun.RunAsync(
            Find("node")!,
            [Repository.PathTo("tests", "Report", "check.cjs"), file],
            new Dictionary<string, string?> { ["NODE_PATH"] = Packages, ["CHROMIUM"] = Chromium });
        return check.ExitCode == 0
            ? JsonSerializer.Deserialize<List<PageView>>(check.Output, Options)!
            : throw new InvalidOperationException(check.Error);
    }

    private static string Packages => Repository.PathTo("artifacts", "report-check", "node_modules");

    private static string? Find(string program) => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists);
}

/// <summary>What was found in one view of a page.</summary>
/// <param name="View">Which view.</param>
/// <param name="Overflow">Pixels by which the page is wider than its window.</param>
/// <param name="Charts">The charts that are shown.</param>
/// <param name="Tables">Tables behind charts.</param>
/// <param name="Heading">The page's heading.</param>
/// <param name="Complaints">What the console has.</param>
/// <param name="Requests">What was asked of a network.</param>
/// <param name="Violations">Serious and critical ones that axe found.</param>
internal sealed record PageView(
    string View,
    int Overflow,
    IReadOnlyList<PageChart> Charts,
    int Tables,
    string Heading,
    IReadOnlyList<string> Complaints,
    IReadOnlyList<string> Requests,
    IReadOnlyList<string> Violations);

/// <summary>A chart on a page.</summary>
/// <param name="Title">Its title.</param>
/// <param name="Shapes">Lines and bars in it.</param>
/// <param name="Cut">Parts that stick out of it.</param>
internal sealed record PageChart(string Title, int Shapes, IReadOnlyList<string> Cut);

/// <summary>A test that opens a report in Chromium; skipped, with the reason, where the browser or its driver is missing.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class BrowserFactAttribute : FactAttribute
{
    public BrowserFactAttribute() => Skip = Browser.Missing();
}
