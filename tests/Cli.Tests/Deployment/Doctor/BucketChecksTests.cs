using Compressor.Cli.Deployment.Doctor;

namespace Compressor.Cli.Tests.Deployment.Doctor;

public sealed class BucketChecksTests : IAsyncLifetime
{
    private Patient _patient = null!;

    public async Task InitializeAsync() => _patient = await Patient.AdmitAsync();

    public async Task DisposeAsync() => await _patient.DisposeAsync();

    [Fact]
    public async Task A_name_that_nobody_has_is_free_and_is_that_of_deployment_account_and_region()
    {
        var results = await _patient.ExamineAsync();

        results["bucket name"].ShouldBe(CheckResult.Ok("bucket name", "compressor-123456789012-eu-central-1 is free"));
        results["list bucket"].Standing.ShouldBe(CheckStanding.Skip);
    }

    [Fact]
    public async Task A_bucket_of_ones_own_may_be_listed()
    {
        _patient.Aws.Bucket = (200, Patient.Region);

        var results = await _patient.ExamineAsync();

        results["bucket name"].ShouldBe(CheckResult.Ok("bucket name", "compressor-123456789012-eu-central-1 exists in eu-central-1"));
        results["list bucket"].Standing.ShouldBe(CheckStanding.Ok);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("<Tag><Key>Deployment</Key><Value>another</Value></Tag>")]
    public async Task A_bucket_of_ones_own_that_another_deployment_made_is_warned_of(string? tags)
    {
        _patient.Aws.Bucket = (200, Patient.Region);
        _patient.Aws.Tags = tags;

        var result = (await _patient.ExamineAsync())["bucket name"];

        result.Standing.ShouldBe(CheckStanding.Warn);
        result.Message.ShouldContain("without the tag Deployment=compressor");
    }

    [Fact]
    public async Task A_bucket_that_is_to_be_used_as_it_is_needs_no_tags()
    {
        _patient.Aws.Bucket = (200, Patient.Region);
        _patient.Aws.Tags = null;
        _patient.Planned = _patient.Planned with { BucketName = "theirs", CreateBucket = false };

        (await _patient.ExamineAsync())["bucket name"].Standing.ShouldBe(CheckStanding.Ok);
    }

    [Fact]
    public async Task A_bucket_that_may_not_be_listed_fails()
    {
        _patient.Aws.Bucket = (200, Patient.Region);
        _patient.Aws.Listing = 403;

        var results = await _patient.ExamineAsync();

        results["list bucket"].Standing.ShouldBe(CheckStanding.Fail);
        results["list bucket"].Message.ShouldContain("allow s3:ListBucket");
    }

    [Fact]
    public async Task A_name_that_another_account_has_fails()
    {
        _patient.Aws.Bucket = (403, null);

        var result = (await _patient.ExamineAsync())["bucket name"];

        result.Standing.ShouldBe(CheckStanding.Fail);
        result.Message.ShouldContain("belongs to another account, or these credentials may not see it: choose another BUCKET_NAME");
    }

    [Theory]
    [InlineData(200)]
    [InlineData(301)]
    public async Task A_bucket_in_another_region_fails(int status)
    {
        _patient.Aws.Bucket = (status, "us-west-2");
        _patient.Planned = _patient.Planned with { BucketName = "theirs", CreateBucket = false };

        var results = await _patient.ExamineAsync();

        results["bucket name"].Standing.ShouldBe(CheckStanding.Fail);
        results["bucket name"].Message.ShouldBe(
            "theirs exists, but in us-west-2, and this deployment goes to eu-central-1: deploy with REGION=us-west-2, or choose "
                + "another BUCKET_NAME");
        results["list bucket"].Standing.ShouldBe(CheckStanding.Skip);
    }

    [Fact]
    public async Task A_bucket_that_must_be_there_and_is_not_fails()
    {
        _patient.Planned = _patient.Planned with { BucketName = "theirs", CreateBucket = false };

        (await _patient.ExamineAsync())["bucket name"].ShouldBe(
            CheckResult.Fail(
                "bucket name",
                "there is no bucket theirs, and CREATE_BUCKET=false does not create one: choose another BUCKET_NAME, or leave "
                + "CREATE_BUCKET out"));
    }

    [Theory]
    [InlineData("ab", "3 to 63")]
    [InlineData("Upper", "lower-case")]
    [InlineData("a_b", "lower-case")]
    [InlineData("-ab", "begin and end")]
    [InlineData("a..b", "two dots")]
    [InlineData("192.168.0.1", "IP address")]
    [InlineData("xn--bucket", "xn--")]
    [InlineData("data--x-s3", "--x-s3")]
    public async Task A_name_that_S3_would_refuse_fails_without_being_asked_for(string name, string text)
    {
        _patient.Planned = _patient.Planned with { BucketName = name };

        var result = (await _patient.ExamineAsync())["bucket name"];

        result.Standing.ShouldBe(CheckStanding.Fail);
        result.Message.ShouldContain(text);
    }
}
