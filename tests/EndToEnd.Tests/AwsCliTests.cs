using System.Diagnostics;
using Compressor.Cli.Objects;

namespace Compressor.EndToEnd.Tests;

[Collection(DeployedFunctionGroup.Name)]
public sealed class AwsCliTests(DeployedFunction function)
{
    [AwsCliFact]
    public async Task The_AWS_CLI_invokes_the_local_function()
    {
        var content = SampleContent.Json(10_000, seed: 9);
        var etag = await function.UploadAsync("cli/one.json", content);
        var folder = Directory.CreateTempSubdirectory("compressor-test-").FullName;
        try
        {
            var (payload, response) = (Path.Combine(folder, "event.json"), Path.Combine(folder, "response.json"));
            await File.WriteAllBytesAsync(
                payload, S3Notification.ObjectCreated(function.Deployment, function.SourceKey("cli/one.json"), content.Length, etag));
            var start = new ProcessStartInfo(
                "aws",
                [
                    "lambda", "invoke", "--endpoint-url", function.Lambda.InvokeEndpoint.AbsoluteUri,
                    "--function-name", function.Deployment.FunctionName,
                    "--payload", $"fileb://{payload}", response,
                ])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            };
            foreach (var (name, value) in function.Aws.EnvironmentVariables)
            {
                start.Environment[name] = value;
            }

            using var process = Process.Start(start)!;
            var output = process.StandardOutput.ReadToEndAsync();
            var error = process.StandardError.ReadToEndAsync();
            await process.WaitForExitAsync();

            process.ExitCode.ShouldBe(0, await error);
            (await output).ShouldContain("\"StatusCode\": 200");
            (await File.ReadAllTextAsync(response)).ShouldContain("\"Duplicate\"");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
