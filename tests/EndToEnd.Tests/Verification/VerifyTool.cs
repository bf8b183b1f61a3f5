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
            var (exitCode, output, error) = await CompressorTool.RunAsync(
                function.Aws.EnvironmentVariables, ["verify", "--outputs", outputs, .. arguments]);
            exitCode.ShouldBeOneOf([0, 1], error);
            return output.Split('\n')
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
