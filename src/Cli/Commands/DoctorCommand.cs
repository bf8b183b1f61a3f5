using System.CommandLine;
using Compressor.Cli.Deployment.Doctor;
using Compressor.Toolkit.CommandLine;
using static Compressor.Toolkit.CommandLine.CommandOptions;

namespace Compressor.Cli.Commands;

/// <summary><c>compressor doctor</c>: whether a deployment would succeed. <c>make deploy</c> and <c>make plan</c> run it first.</summary>
internal static class DoctorCommand
{
    private const string Examples = """
          compressor doctor
              Looks at what `make deploy` would deploy with the defaults and terraform/*.auto.tfvars. Nothing is changed.
          AWS_REGION=eu-central-1 compressor doctor --var reserved_concurrency=100
              The same in another region, with another value of one of Terraform's variables.
          AWS_PROFILE=production compressor doctor --var-file production.tfvars
              As another user, with the values in a file.
          compressor doctor --deployed
              The first thing to run after a deployment. Tries whether S3 refuses a DELETE with a wrong ETag (on which
              source_after_success = "delete" relies) and the uploads that the bucket's policy denies, whether somebody gets the
              alarms, whether the dead-letter queue takes a message, and whether a small source becomes an archive. Everything that
              it makes has a name of its own and is removed, also after Ctrl-C. The forbidden uploads have a condition that no object
              meets, so that nothing is stored even if they are let through.

        Prints a line for each check: OK, WARN (unusual, may be intended), FAIL (with what to do), SKIP (does not apply, or
        depends on a check that failed).
        """;

    public static Command Create()
    {
        var options = new DoctorOptions();
        var command = new Command(
            "doctor",
            "Checks everything that a deployment to AWS needs, and changes nothing; --deployed tests what is deployed, and tidies up.");
        options.AddTo(command);
        CommandHelp.Add(command, "a check failed", Examples);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            if (options.IsDeployed(parsed))
            {
                var (deployment, connection) = await options.Deployed.ReadAsync(parsed, cancellationToken);
                return await new DoctorJob(connection, Console.Out).ExamineAsync(deployment, cancellationToken);
            }

            var planned = await options.ReadPlannedAsync(parsed, cancellationToken);
            var job = new DoctorJob(options.Deployed.Connect(parsed, region: null), Console.Out);
            return await job.ExamineAsync(planned, cancellationToken);
        });
        return command;
    }
}

/// <summary>The options of <c>compressor doctor</c>.</summary>
internal sealed class DoctorOptions
{
    private readonly Option<string> _terraform =
        CommonOptions.Terraform("The folder of the root module, from which variables (with --deployed, outputs) are read.");
    private readonly Option<bool> _deployed = new("--deployed")
    {
        Description = "Test what is deployed, with markers that are removed, instead of what would be deployed.",
    };
    private readonly Option<string[]> _variables =
        CreateRepeated<string>("--var", "A value of a Terraform variable; may be repeated.", "name=value");
    private readonly Option<FileInfo[]> _files =
        CreateRepeated<FileInfo>("--var-file", "A file with values of Terraform variables; may be repeated.", "file").AcceptExistingOnly();
    private readonly Option<string?> _package = Create<string?>(
        "--package", "The function's zip. Default: artifacts/package/function-<architecture>.zip.", "zip");

    public DoctorOptions() => Deployed = new(_terraform);

    /// <summary>What is deployed, and where AWS is.</summary>
    public DeployedOptions Deployed { get; }

    public void AddTo(Command command)
    {
        Deployed.AddTo(command);
        command.Add(_deployed, _variables, _files, _package);
        command.Validators.Add(result =>
        {
            Option[] others = result.GetValue(_deployed)
                ? [_variables, _files, _package]
                : [Deployed.Outputs, Deployed.Function];
            foreach (var option in others.Where(option => result.GetResult(option) is { Implicit: false }))
            {
                result.AddError($"{option.Name} is {(result.GetValue(_deployed) ? "not " : "")}for --deployed");
            }
        });
    }

    /// <summary>Whether to look at what is deployed.</summary>
    public bool IsDeployed(ParseResult parsed) => parsed.GetValue(_deployed);

    /// <summary>Reads what is to be deployed.</summary>
    /// <exception cref="CommandException">Terraform refuses a value.</exception>
    public Task<PlannedDeployment> ReadPlannedAsync(ParseResult parsed, CancellationToken cancellationToken) => PlannedDeployment.ReadAsync(
        parsed.GetRequiredValue(_terraform),
        [
            .. parsed.GetRequiredValue(_files).Select(file => $"-var-file={file.FullName}"),
            .. parsed.GetRequiredValue(_variables).Select(variable => $"-var={variable}"),
        ],
        parsed.GetValue(_package),
        cancellationToken);

    /// <summary>Each value has its own option, as terraform's have.</summary>
    private static Option<T[]> CreateRepeated<T>(string name, string description, string help) =>
        new(name) { Description = description, HelpName = help, DefaultValueFactory = _ => [] };
}
