using System.Diagnostics;
using Compressor.Testing;

namespace Compressor.EndToEnd.Tests.Verification;

/// <summary><c>compressor verify</c> as a process, against a deployment.</summary>
internal static class VerifyTool
{
    /// <summary>
    /// Runs it to its end, and returns the keys with <paramref name="folder"/> in their name that it has a line for, with what it says of
    /// them.
    /// </summary>
    public static async Task<IReadOnlyDictionary<string, string>> RunAsync(
        DeployedFunction function, string folder, params string[] arguments)
    {
        var outputs = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(outputs, DeploymentJson.Write(function.Deployment));
            var start = new ProcessStartInfo(
                Path.Combine(AppContext.BaseDirectory, "compressor"), ["verify", "--outputs", outputs, .. arguments])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            };
            foreach (var (name, value) in function.Aws.EnvironmentVariables)
            {
                start.Environment[name] = value;
            }

            using var process = Process.Start(start)!;
            var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
            await process.WaitForExitAsync();
            process.ExitCode.ShouldBeOneOf([0, 1], await error);
            return (await output).Split('\n')
                .Select(line => line.Split('\t'))
                .Where(line => line.Length == 3 && line[1].Contains($"/{folder}/", StringComparison.Ordinal))
                .ToDictionary(line => line[1], line => line[0]);
        }
        finally
        {
            File.Delete(outputs);
        }
    }
}
