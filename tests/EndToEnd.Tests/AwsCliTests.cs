using Compressor.Testing;

namespace Compressor.EndToEnd.Tests;

[Collection(DeployedFunctionGroup.Name)]
public sealed class AwsCliTests(DeployedFunction function)
{
    [CommandFact("aws", "awscli")]
    public async Task The_AWS_CLI_invokes_the_local_function()
    {
        var content = Project.SampleJson(10_000, seed: 9);
        var etag = await function.UploadAsync("cli/one.json", content);
        using var folder = new TemporaryFolder();
        var payload = folder.Add("event.json", function.CreatedEvent("cli/one.json", content.Length, etag));
        var response = Path.Combine(folder.Path, "response.json");

        var aws = await ProgramRun.RunAsync(
            "aws",
            [
                "lambda", "invoke", "--endpoint-url", function.Lambda.InvokeEndpoint.AbsoluteUri,
                "--function-name", function.Deployment.FunctionName, "--payload", $"fileb://{payload}", response,
            ],
            function.Aws.EnvironmentVariables);

        aws.ExitCode.ShouldBe(0, aws.Error);
        aws.Output.ShouldContain("\"StatusCode\": 200");
        (await File.ReadAllTextAsync(response)).ShouldContain("\"Duplicate\"");
    }
}
