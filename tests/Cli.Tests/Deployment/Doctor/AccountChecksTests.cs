using Compressor.Cli.Deployment.Doctor;

namespace Compressor.Cli.Tests.Deployment.Doctor;

public sealed class AccountChecksTests : IAsyncLifetime
{
    private Patient _patient = null!;

    public async Task InitializeAsync() => _patient = await Patient.AdmitAsync();

    public async Task DisposeAsync() => await _patient.DisposeAsync();

    [Theory]
    [InlineData("ExpiredToken", "they have expired: sign in again")]
    [InlineData("InvalidClientTokenId", "AWS does not know them, or the region is not enabled")]
    [InlineData("SignatureDoesNotMatch", "check AWS_SECRET_ACCESS_KEY")]
    [InlineData("SomethingElse", "AWS refuses them (SomethingElse: told to)")]
    public async Task Credentials_that_AWS_refuses_fail_and_what_needs_them_is_skipped(string code, string text)
    {
        _patient.Aws.IdentityError = code;

        var results = await _patient.ExamineAsync();

        results["credentials"].Standing.ShouldBe(CheckStanding.Fail);
        results["credentials"].Message.ShouldContain(text);
        new[] { "concurrency", "bucket name", "list bucket" }.ShouldAllBe(
            check => results[check] == CheckResult.Skip(check, "needs credentials"));
    }

    [Fact]
    public async Task A_new_account_is_told_both_ways_out()
    {
        _patient.Aws.AccountSettings = (200, AwsDouble.Settings(limit: 1000, unreserved: 1000));

        var concurrency = (await _patient.ExamineAsync())["concurrency"];

        concurrency.Standing.ShouldBe(CheckStanding.Fail);
        concurrency.Message.ShouldBe(
            "RESERVED_CONCURRENCY=1500 is more than the account can give: 900 of 1,000 (1,000 unreserved, less the 100 that AWS keeps "
            + "unreserved). Either RESERVED_CONCURRENCY=900, or deploy with that and CONCURRENCY_QUOTA=3000, which asks AWS for as much, "
            + "and raise it when that is granted");
    }

    [Fact]
    public async Task What_the_function_has_reserved_already_is_its_own()
    {
        _patient.Aws.AccountSettings = (200, AwsDouble.Settings(limit: 2000, unreserved: 500));
        _patient.Aws.OwnReservation = 1100;

        (await _patient.ExamineAsync())["concurrency"].ShouldBe(
            CheckResult.Ok("concurrency", "1,500 environments can be reserved, of the account's 2,000"));
    }

    [Fact]
    public async Task One_too_many_fails()
    {
        _patient.Aws.AccountSettings = (200, AwsDouble.Settings(limit: 2000, unreserved: 500));
        _patient.Aws.OwnReservation = 1099;

        (await _patient.ExamineAsync())["concurrency"].Message.ShouldContain(
            "1,499 of 2,000 (500 unreserved and 1,099 that this function has, less the 100");
    }

    [Fact]
    public async Task An_account_of_10_can_reserve_nothing()
    {
        _patient.Aws.AccountSettings = (200, AwsDouble.Settings(limit: 10, unreserved: 10));

        (await _patient.ExamineAsync())["concurrency"].Message.ShouldContain(
            "0 of 10 (10 unreserved, less the 100 that AWS keeps unreserved). Either RESERVED_CONCURRENCY=null (no limit of its own)");
    }

    [Fact]
    public async Task More_than_the_quota_that_can_be_asked_for_names_the_quota()
    {
        _patient.Planned = _patient.Planned with { ReservedConcurrency = 5000 };

        (await _patient.ExamineAsync())["concurrency"].Message.ShouldContain(
            "Either RESERVED_CONCURRENCY=2900, or ask AWS for more than 3,000 (Service Quotas, Lambda, L-B99A9384)");
    }

    [Fact]
    public async Task A_function_without_a_limit_of_its_own_needs_nothing()
    {
        _patient.Planned = _patient.Planned with { ReservedConcurrency = null };
        _patient.Aws.AccountSettings = (200, AwsDouble.Settings(limit: 10, unreserved: 10));

        (await _patient.ExamineAsync())["concurrency"].Standing.ShouldBe(CheckStanding.Ok);
    }

    [Theory]
    [InlineData(403, "{}", "403 Forbidden")]
    [InlineData(404, "{}", "it does not know GetAccountSettings")]
    [InlineData(200, "<html>", "its answer is not JSON")]
    [InlineData(200, "{}", "its answer has no limits")]
    public async Task An_account_that_may_not_be_read_is_skipped(int status, string json, string text)
    {
        _patient.Aws.AccountSettings = (status, json);

        var concurrency = (await _patient.ExamineAsync())["concurrency"];

        concurrency.Standing.ShouldBe(CheckStanding.Skip);
        concurrency.Message.ShouldContain(text);
    }
}
