using System.Runtime.Versioning;
using System.Text;
using Compressor.Testing;

namespace Compressor.Cli.Tests.Deployment;

/// <summary>What <c>make plan</c> and <c>make deploy</c> add to Terraform's errors, of which a stand-in says one.</summary>
[SupportedOSPlatform("linux")]
public sealed class DeployMessagesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("Error: No valid credential sources found", "No AWS credentials: set AWS_PROFILE")]
    [InlineData("api error ExpiredToken: expired", "AWS refuses the credentials")]
    [InlineData("Error: Missing region configuration", "No AWS region: add REGION=eu-central-1")]
    [InlineData("decreases account's UnreservedConcurrentExecution below", "The account has too little concurrency")]
    [InlineData("Alias with weights can not be used with Provisioned Concurrency", "Lambda is still moving the warm environments")]
    [InlineData("Error: something else", "terraform plan failed: see above.")]
    public async Task A_common_error_gets_a_line_that_says_what_to_do(string error, string line)
    {
        var stub = _folder.Add(
            "terraform", Encoding.UTF8.GetBytes($"#!/usr/bin/env bash\n[[ $2 != plan ]] || {{ echo \"{error}\"; exit 1; }}\n"));
        File.SetUnixFileMode(stub, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        var variables = ProgramRun.Without("TF", "MAKE", "MFLAGS", "AWS_");
        variables["PATH"] = $"{_folder.Path}:{Environment.GetEnvironmentVariable("PATH")}";
        variables["SKIP_DOCTOR"] = "1";
        variables["PACKAGE"] = "artifacts/package/function-x86_64.zip";

        var plan = await ProgramRun.RunAsync("bash", [Repository.PathTo("build", "deploy.sh"), "plan"], variables);

        plan.ExitCode.ShouldBe(2);
        plan.Output.ShouldContain(error);
        plan.Error.ShouldStartWith(line);
    }
}
