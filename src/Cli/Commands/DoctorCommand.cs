using System.CommandLine;
using System.Security.Cryptography;
using Compressor.Cli.Deployment;
using Compressor.Cli.Deployment.Doctor;
using Compressor.Toolkit.Aws;
using Compressor.Toolkit.CommandLine;

namespace Compressor.Cli.Commands;

/// <summary><c>compressor doctor</c>: whether a deployment would succeed. <c>make deploy</c> and <c>make plan</c> run it first.</summary>
internal static class DoctorCommand
{
    private const string Examples = """
          compressor doctor
              Looks at what `make deploy` would deploy with the defaults and terraform/*.auto.tfvars. Nothing is changed.
          compressor doctor --var region=eu-central-1 --var reserved_concurrency=100
              The same with other values of Terraform's variables.
          AWS_PROFILE=production compressor doctor --var-file production.tfvars
              As another user, with the values in a file.

        A line for each check: OK, WARN (unusual, may be meant), FAIL (with what to do), SKIP (does not apply, or needs what failed).
        Exit code 0: nothing failed; 1: something did; 2: wrong usage, or values that Terraform refuses.
        """;

    public static Command Create()
    {
        var terraform = new Option<string>("--terraform")
        {
            Description = "The folder of the root module, whose variables' values are taken.",
            DefaultValueFactory = _ => "terraform",
            HelpName = "folder",
        };
        var variables = new Option<string[]>("--var")
        {
            Description = "A value of a Terraform variable; may be repeated.",
            DefaultValueFactory = _ => [],
            HelpName = "name=value",
        };
        var files = new Option<FileInfo[]>("--var-file")
        {
            Description = "A file with values of Terraform variables; may be repeated.",
            DefaultValueFactory = _ => [],
            HelpName = "file",
        };
        var package = new Option<string?>("--package")
        {
            Description = "The function's zip; artifacts/package/function-<architecture>.zip if left out.",
            HelpName = "zip",
        };
        var endpoint = new Option<Uri?>("--endpoint-url")
        {
            Description = "Another AWS endpoint; AWS_ENDPOINT_URL if left out.",
            HelpName = "url",
            CustomParser = Endpoint.Parse,
        };
        var bundle = new Option<string?>("--ca-bundle")
        {
            Description = "A PEM file of the roots to trust; AWS_CA_BUNDLE if left out.",
            HelpName = "file",
        };
        files.AcceptExistingOnly();

        var command = new Command(
            "doctor", "Looks at all that a deployment to AWS needs, and changes nothing. Exit code 1: something is in the way.")
        {
            terraform, variables, files, package, endpoint, bundle,
        };
        ExamplesHelp.Add(command, Examples);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            IReadOnlyList<string> arguments =
            [
                .. parsed.GetRequiredValue(files).Select(file => $"-var-file={file.FullName}"),
                .. parsed.GetRequiredValue(variables).Select(variable => $"-var={variable}"),
            ];

            // Required, and the doctor's own default is as good.
            var environment = new Dictionary<string, string?>
            {
                ["TF_VAR_function_package"] = Environment.GetEnvironmentVariable("TF_VAR_function_package") ?? "",
            };
            var values = await TerraformVariables.ReadAsync(parsed.GetRequiredValue(terraform), arguments, environment, cancellationToken);
            var planned = PlannedDeployment.Create(values, parsed.GetValue(package));
            return await RunAsync(planned, new(parsed.GetValue(endpoint), planned.Region, parsed.GetValue(bundle)), cancellationToken);
        });
        return command;
    }

    private static async Task<int> RunAsync(PlannedDeployment planned, AwsConnection connection, CancellationToken cancellationToken)
    {
        try
        {
            connection.ReadCaBundle();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or CryptographicException)
        {
            throw new CommandException($"AWS_CA_BUNDLE (or --ca-bundle) is no file of certificates: {e.Message}");
        }

        var failed = 0;
        await foreach (var result in new DeploymentDoctor(planned, connection, TimeProvider.System).ExamineAsync(cancellationToken))
        {
            failed += result.Standing == CheckStanding.Fail ? 1 : 0;
            Console.WriteLine(result);
        }

        Console.WriteLine(
            failed switch { 0 => "Nothing is in the way.", 1 => "1 problem is in the way.", _ => $"{failed} problems are in the way." });
        return failed == 0 ? 0 : CommandRunner.Problems;
    }
}
