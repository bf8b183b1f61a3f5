using Compressor.Cli.Deployment.Doctor;

namespace Compressor.Cli.Tests.Deployment.Doctor;

public sealed class PackageChecksTests : IAsyncLifetime
{
    private Patient _patient = null!;

    public async Task InitializeAsync() => _patient = await Patient.AdmitAsync();

    public async Task DisposeAsync() => await _patient.DisposeAsync();

    [Fact]
    public async Task A_package_that_is_not_there_fails_and_says_what_makes_it()
    {
        _patient.Package = null;

        await FailsAsync("package", "it is not there", "make package ARCHITECTURE=x86_64");
    }

    [Fact]
    public async Task A_package_that_is_not_a_zip_fails()
    {
        _patient.Package = null;
        _patient.Add("function-x86_64.zip", "half a download");

        await FailsAsync("package", "is not a zip");
    }

    [Fact]
    public async Task A_package_without_an_executable_fails()
    {
        _patient.Package = _patient.Package! with { Executable = null };

        await FailsAsync("package", "it has no 'bootstrap'");
    }

    [Fact]
    public async Task An_executable_that_Lambda_may_not_start_fails()
    {
        _patient.Package = _patient.Package! with { Mode = 0b110_100_100 };

        await FailsAsync("package", "mode 644, 755 is needed");
    }

    [Fact]
    public async Task A_package_without_an_engine_fails()
    {
        _patient.Package = _patient.Package! with { Engine = null };

        await FailsAsync("package", "it has no 'libisal.so.2'");
    }

    [Fact]
    public async Task An_engine_for_another_machine_fails()
    {
        _patient.Package = _patient.Package! with { Engine = TestPackage.Arm };

        await FailsAsync("package", "'libisal.so.2' is for arm64, not for x86_64");
    }

    [Fact]
    public async Task An_executable_for_another_machine_fails()
    {
        _patient.Package = _patient.Package! with { Executable = TestPackage.Arm };

        await FailsAsync("architecture", "ARCHITECTURE=x86_64, but ", "starts a program for arm64");
    }

    [Fact]
    public async Task A_package_for_the_other_architecture_is_fine_where_that_is_deployed()
    {
        _patient.Package = _patient.Package! with { Executable = TestPackage.Arm, Engine = TestPackage.Arm };
        _patient.Planned = _patient.Planned with { Architecture = "arm64" };

        var results = await _patient.ExamineAsync();

        results["architecture"].ShouldBe(CheckResult.Ok("architecture", "arm64"));
        results["package"].Standing.ShouldBe(CheckStanding.Ok);
    }

    private async Task FailsAsync(string check, params string[] texts)
    {
        var result = (await _patient.ExamineAsync())[check];

        result.Standing.ShouldBe(CheckStanding.Fail);
        texts.ShouldAllBe(text => result.Message.Contains(text));
    }
}
