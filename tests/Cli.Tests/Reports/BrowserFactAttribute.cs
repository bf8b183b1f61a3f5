namespace Compressor.Cli.Tests.Reports;

/// <summary>A test that opens a report in Chromium; skipped, with the reason, where the browser or its driver is missing.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class BrowserFactAttribute : FactAttribute
{
    public BrowserFactAttribute() => Skip = Browser.Missing();
}
