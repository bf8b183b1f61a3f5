using Compressor.Testing;

namespace Compressor.EndToEnd.Tests.Verification;

/// <summary>The command-line tool as a process, against a deployment.</summary>
internal static class VerifyTool
{
    /// <summary>
    /// Runs <c>compressor verify</c> to its end, and returns the keys with <paramref name="folder"/> in their name that it has a line for,
    /// with what it says of them.
    /// </summary>
    public static async Task<IReadOnlyDictionary<string, string>> RunAsync(
        DeployedFunction function, string folder, params string[] arguments)
    {
        var (exitCode, output, error) = await RunAsync(function, ["verify", .. arguments]);
        exitCode.ShouldBeOneOf([0, 1], error);
        return output.Split('\n')
            .Select(line => line.Split('\t'))
            .Where(line => line.Length == 3 && line[1].Contains($"/{folder}/", StringComparison.Ordinal))
            .ToDictionary(line => line[1], line => line[0]);
    }

    /// <summary>Runs a verb that reads what is deployed.</summary>
    public static async Task<(int ExitCode, string Output, string Error)> RunAsync(DeployedFunction function, string[] arguments)
    {
        var outputs = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(outputs, DeploymentJson.Write(function.Deployment));
            return await CompressorTool.RunAsync(function.Aws.EnvironmentVariables, [.. arguments, "--outputs", outputs]);
        }
        finally
        {
            File.Delete(outputs);
        }
    }
}
