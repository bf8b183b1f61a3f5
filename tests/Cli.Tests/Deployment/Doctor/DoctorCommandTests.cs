using Compressor.Cli.Commands;
using Compressor.Testing;

namespace Compressor.Cli.Tests.Deployment.Doctor;

/// <summary><c>compressor doctor</c> as its user meets it, with the project's own variables.</summary>
[Integration]
public sealed class DoctorCommandTests : IAsyncLifetime
{
    private Patient _patient = null!;

    public async Task InitializeAsync()
    {
        _patient = await Patient.AdmitAsync();
        _patient.Package!.Write(_patient.Planned.Package);
    }

    public async Task DisposeAsync() => await _patient.DisposeAsync();

    [Fact]
    public async Task With_nothing_in_the_way_each_line_is_good_and_the_exit_code_0()
    {
        _patient.Aws.Bucket = (200, Patient.Region);

        var (exitCode, output, error) = await RunAsync();

        (exitCode, error).ShouldBe((0, ""));
        output.Split('\n', StringSplitOptions.RemoveEmptyEntries)[..^1].ShouldAllBe(line => line.StartsWith("OK    "));
        output.ShouldEndWith("Nothing is in the way.\n");
    }

    [Fact]
    public async Task What_is_in_the_way_is_counted_and_makes_the_exit_code_1()
    {
        _patient.Aws.AccountSettings = (200, AwsDouble.Settings(limit: 1000, unreserved: 1000));
        _patient.Aws.Bucket = (403, null);

        var (exitCode, output, _) = await RunAsync();

        exitCode.ShouldBe(1);
        output.ShouldContain("\nFAIL  concurrency    RESERVED_CONCURRENCY=1500 is more than");
        output.ShouldContain("\nFAIL  bucket name    compressor-123456789012-eu-central-1 belongs to another account");
        output.ShouldEndWith("2 problems are in the way.\n");
    }

    [Fact]
    public async Task Values_come_from_arguments_and_files()
    {
        var file = _patient.Add("production.tfvars", "reserved_concurrency = null\n");

        var (exitCode, output, _) = await RunAsync("--var-file", file, "--var", "name=second");

        exitCode.ShouldBe(0);
        output.ShouldContain("\nOK    concurrency    nothing is reserved");
        output.ShouldContain("\nOK    bucket name    second-123456789012-eu-central-1 is free");
    }

    [Fact]
    public async Task A_value_that_Terraform_refuses_is_one_line_and_exit_code_2()
    {
        var (exitCode, output, error) = await RunAsync("--var", "name=X");

        (exitCode, output).ShouldBe((2, ""));
        error.ShouldContain("name must have 3 to 32 lower-case letters");
        error.Split('\n', StringSplitOptions.RemoveEmptyEntries).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_folder_without_Terraform_code_is_wrong_usage()
    {
        var (exitCode, _, error) = await RunAsync("--terraform", Path.GetTempPath());

        exitCode.ShouldBe(2);
        error.ShouldStartWith("compressor: There is no Terraform code in ");
    }

    [Theory]
    [InlineData("--deployed --var name=x", "--var is not for --deployed")]
    [InlineData("--outputs file", "--outputs is for --deployed")]
    public void Options_of_the_other_kind_are_refused(string arguments, string message) =>
        DoctorCommand.Create().Parse(arguments).Errors.Select(error => error.Message).ShouldContain(message);

    [Fact]
    public async Task Without_a_region_nothing_else_is_asked()
    {
        var (exitCode, output, _) = await RunAsync(environment => environment["AWS_REGION"] = null);

        exitCode.ShouldBe(1);
        output.ShouldContain("\nFAIL  region         none is set: add REGION=eu-central-1");
        output.ShouldContain("\nSKIP  bucket name    there is no region to ask");
        output.ShouldEndWith("1 problem is in the way.\n");
    }

    [Fact]
    public async Task Without_credentials_one_line_says_how_to_give_them()
    {
        var (exitCode, output, _) = await RunAsync(environment => environment["AWS_ACCESS_KEY_ID"] = null);

        exitCode.ShouldBe(1);
        output.ShouldContain("\nFAIL  credentials    there are none: set AWS_PROFILE");
        output.ShouldEndWith("1 problem is in the way.\n");
    }

    [Fact]
    public async Task A_profile_that_takes_a_role_is_used_and_its_region()
    {
        var profiles = _patient.Add("profiles", """
            [profile base]
            aws_access_key_id = id
            aws_secret_access_key = secret
            [profile production]
            role_arn = arn:aws:iam::123456789012:role/deployer
            source_profile = base
            region = eu-west-1
            """);

        var (exitCode, output, _) = await RunAsync(environment =>
        {
            environment["AWS_ACCESS_KEY_ID"] = null;
            environment["AWS_REGION"] = null;
            environment["AWS_CONFIG_FILE"] = profiles;
            environment["AWS_PROFILE"] = "production";

            // The SDK takes the role by itself, and cannot be told whom to trust.
            environment["AWS_ENDPOINT_URL"] = _patient.Aws.PlainEndpoint.ToString();
        });

        exitCode.ShouldBe(0, output);
        output.ShouldContain("\nOK    region         eu-west-1\n");
        output.ShouldContain("\nOK    credentials    arn:aws:iam::123456789012:assumed-role/deployer\n");
    }

    private Task<ProgramRun> RunAsync(params string[] arguments) => RunAsync(_ => { }, arguments);

    private Task<ProgramRun> RunAsync(Action<IDictionary<string, string?>> change, params string[] arguments)
    {
        var variables = ProgramRun.Without("TF_VAR_", "AWS_");
        variables["AWS_ENDPOINT_URL"] = _patient.Aws.Endpoint.ToString();
        variables["AWS_CA_BUNDLE"] = _patient.Aws.Authority;
        variables["AWS_REGION"] = Patient.Region;
        variables["AWS_ACCESS_KEY_ID"] = "id";
        variables["AWS_SECRET_ACCESS_KEY"] = "secret";
        variables["AWS_CONFIG_FILE"] = variables["AWS_SHARED_CREDENTIALS_FILE"] = _patient.Add("no-profiles", "");
        variables["AWS_EC2_METADATA_DISABLED"] = "true";
        change(variables);
        string[] terraform = arguments.Contains("--terraform") ? [] : ["--terraform", Repository.PathTo("terraform")];
        return ProgramRun.RunAsync(
            ProgramRun.Compressor, ["doctor", .. terraform, "--package", _patient.Planned.Package, .. arguments], variables);
    }
}
