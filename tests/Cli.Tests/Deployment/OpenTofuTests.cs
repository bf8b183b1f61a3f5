using System.Runtime.Versioning;
using System.Text;
using Compressor.Testing;

namespace Compressor.Cli.Tests.Deployment;

/// <summary><c>TF=tofu</c>: make and the tool call another program in terraform's place. Here it is a stand-in.</summary>
[SupportedOSPlatform("linux")]
public sealed class OpenTofuTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public OpenTofuTests()
    {
        Add("terraform", "exit 99");
        Add("tofu", $"echo \"$*\" >>'{Calls}'");
    }

    private string Calls => Path.Combine(_folder.Path, "calls");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_plan_is_made_with_it_and_the_lock_file_is_not_held_against_it()
    {
        var plan = await RunAsync("bash", Repository.PathTo("build", "deploy.sh"), "plan");

        plan.ExitCode.ShouldBe(0, plan.Output + plan.Error);
        var calls = await File.ReadAllLinesAsync(Calls);
        calls[..2].ShouldBe(["-chdir=terraform init -input=false", "-chdir=terraform output -raw region"]);
        calls[2].ShouldStartWith("-chdir=terraform plan -input=false -var-file=");
    }

    [Fact]
    public async Task Make_formats_with_it()
    {
        var make = await RunAsync("make", "-C", Repository.Root, "-n", "fmt", "TF=tofu");

        make.ExitCode.ShouldBe(0, make.Error);
        make.Output.Split('\n').ShouldContain("tofu fmt -recursive terraform");
    }

    [Fact]
    public async Task The_tool_evaluates_variables_with_it()
    {
        var doctor = await RunAsync(ProgramRun.Compressor, "doctor", "--terraform", Repository.PathTo("terraform"));

        // The stand-in says nothing.
        doctor.ExitCode.ShouldNotBe(0);
        (await File.ReadAllTextAsync(Calls)).ShouldContain(" console");
    }

    [Fact]
    public async Task Where_it_is_missing_the_tool_names_it()
    {
        File.Delete(Path.Combine(_folder.Path, "tofu"));

        var doctor = await RunAsync(ProgramRun.Compressor, "doctor", "--terraform", Repository.PathTo("terraform"));

        doctor.Error.ShouldContain("tofu is not installed");
    }

    private void Add(string name, string body)
    {
        var path = _folder.Add(name, Encoding.UTF8.GetBytes($"#!/usr/bin/env bash\n{body}\n"));
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    private Task<ProgramRun> RunAsync(string program, params string[] arguments)
    {
        var variables = ProgramRun.Without("TF_", "MAKE", "MFLAGS", "AWS_");
        variables["TF"] = "tofu";
        variables["PATH"] = $"{_folder.Path}:{Environment.GetEnvironmentVariable("PATH")}";
        variables["SKIP_DOCTOR"] = "1";
        variables["PACKAGE"] = "artifacts/package/function-x86_64.zip";
        return ProgramRun.RunAsync(program, arguments, variables);
    }
}
