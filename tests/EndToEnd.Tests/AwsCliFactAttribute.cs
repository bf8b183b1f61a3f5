using System.Diagnostics;

namespace Compressor.EndToEnd.Tests;

/// <summary>A test that needs the AWS CLI, and is skipped where there is none.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class AwsCliFactAttribute : FactAttribute
{
    private static readonly Lazy<bool> IsInstalled = new(() =>
    {
        try
        {
            using var process = Process.Start(
                new ProcessStartInfo("aws", ["--version"]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    });

    public AwsCliFactAttribute() => Skip = IsInstalled.Value ? null : "The AWS CLI is not installed.";
}
