using Compressor.Cli.Deployment.Doctor;
using Compressor.Cli.Local.Moto;

namespace Compressor.Cli.Tests.Deployment.Doctor;

public sealed class ConnectionChecksTests : IAsyncLifetime
{
    private Patient _patient = null!;

    public async Task InitializeAsync() => _patient = await Patient.AdmitAsync();

    public async Task DisposeAsync() => await _patient.DisposeAsync();

    [Fact]
    public async Task An_endpoint_that_does_not_answer_fails_and_its_checks_are_skipped()
    {
        await _patient.Aws.DisposeAsync();

        var results = await _patient.ExamineAsync();

        results["connection"].Standing.ShouldBe(CheckStanding.Fail);
        results["connection"].Message.ShouldContain("does not answer (Connection refused)");
        results["clock"].Standing.ShouldBe(CheckStanding.Skip);
        results["certificates"].Standing.ShouldBe(CheckStanding.Skip);
        results["credentials"].Standing.ShouldBe(CheckStanding.Fail);
        results["bucket name"].Standing.ShouldBe(CheckStanding.Skip);
    }

    [Theory]
    [InlineData(0.5, CheckStanding.Ok, "agrees")]
    [InlineData(2, CheckStanding.Warn, "clock is 2 min behind")]
    [InlineData(-2, CheckStanding.Warn, "clock is 2 min ahead")]
    [InlineData(16, CheckStanding.Fail, "clock is 16 min behind")]
    [InlineData(-60 * 50, CheckStanding.Fail, "clock is 50 h ahead")]
    internal async Task A_clock_that_is_off_is_told_and_fails_where_S3_would_refuse(double minutes, CheckStanding standing, string text)
    {
        _patient.Aws.ClockOffset = TimeSpan.FromMinutes(minutes);

        var clock = (await _patient.ExamineAsync())["clock"];

        clock.Standing.ShouldBe(standing);
        clock.Message.ShouldContain(text);
    }

    [Fact]
    public async Task Authorities_in_the_package_that_do_not_vouch_for_S3_fail()
    {
        _patient.Package = _patient.Package! with { Roots = AnotherAuthority() };
        _patient.Connection = _patient.Connection with { CaBundle = null };

        var results = await _patient.ExamineAsync();

        results["certificates"].Standing.ShouldBe(CheckStanding.Fail);
        results["certificates"].Message.ShouldContain("signed S3's certificate, which is by CN=Compressor local run");
        results["connection"].Standing.ShouldBe(CheckStanding.Fail);
        results["connection"].Message.ShouldContain("set AWS_CA_BUNDLE");
    }

    [Fact]
    public async Task A_proxy_that_this_machine_is_told_to_trust_says_nothing_of_the_function()
    {
        _patient.Package = _patient.Package! with { Roots = AnotherAuthority() };

        var results = await _patient.ExamineAsync();

        results["connection"].Standing.ShouldBe(CheckStanding.Ok);
        results["certificates"].Standing.ShouldBe(CheckStanding.Skip);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("no certificate")]
    [InlineData("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n")]
    public async Task A_package_that_trusts_nobody_fails(string? roots)
    {
        _patient.Package = _patient.Package! with { Roots = roots };

        (await _patient.ExamineAsync())["certificates"].Message.ShouldContain("has no amazon-roots.pem, without which");
    }

    [Fact]
    public async Task A_function_that_trusts_the_systems_authorities_needs_none_in_the_package()
    {
        _patient.Package = _patient.Package! with { Roots = null };
        _patient.Planned = _patient.Planned with { CaBundle = "system" };

        (await _patient.ExamineAsync())["certificates"].Standing.ShouldBe(CheckStanding.Skip);
    }

    private string AnotherAuthority()
    {
        var path = _patient.Add("another.pem", "");
        MotoCertificates.Write(path, _patient.Add("another-certificate.pem", ""), _patient.Add("another-key.pem", ""));
        return File.ReadAllText(path);
    }
}
