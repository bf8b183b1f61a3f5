using System.CommandLine;
using Compressor.Cli.Deployment;
using Compressor.Toolkit.Aws;
using Compressor.Toolkit.CommandLine;
using static Compressor.Toolkit.CommandLine.CommandOptions;

namespace Compressor.Cli.Commands;

/// <summary>Options that several commands have, each with one name and one default.</summary>
internal static class CommonOptions
{
    public static Option<string> Terraform(string description = "The folder of the root module.") =>
        Create("--terraform", description, "folder", "terraform");

    public static Option<string?> Outputs() => Create<string?>(
        "--outputs",
        "A file with the output of `terraform output -json`, or - for standard input, instead of running terraform.",
        "file");

    public static Option<string?> Function() => Create<string?>(
        "--function",
        "The deployed function, whose own configuration is read instead of Terraform's outputs; NAME:ALIAS if the alias is not live.",
        "name");

    public static Option<Uri?> Endpoint(string description = "Another AWS endpoint. Default: AWS_ENDPOINT_URL.") =>
        new("--endpoint-url") { Description = description, HelpName = "url", CustomParser = Url };

    public static Option<string?> CaBundle(
        string description = "A PEM file with the certificate authorities to trust. Default: AWS_CA_BUNDLE.") =>
        Create<string?>("--ca-bundle", description, "file");

    /// <summary>The folder of a local run; two local runs at a time need two folders.</summary>
    public static Option<string> RunFolder(string description) =>
        Create("--folder", description, "folder", Path.Combine("artifacts", "run"));

    public static Option<TimeSpan[]?> RetryDelays(string description) =>
        new("--retry-delays") { Description = description, HelpName = "times", CustomParser = DurationList };

    public static Option<bool> FollowLinks(string description) => new("--follow-links") { Description = description };

    /// <summary>Has a command refuse a value that <paramref name="isRefused"/> names, with a message that begins with the option.</summary>
    public static Option<T> Refuse<T>(this Option<T> option, Func<T?, bool> isRefused, string message)
    {
        option.Validators.Add(result =>
        {
            if (isRefused(result.GetValueOrDefault<T>()))
            {
                result.AddError($"{option.Name} {message}");
            }
        });
        return option;
    }
}

/// <summary>The options of commands that work on what is deployed.</summary>
internal sealed class DeployedOptions
{
    private readonly Option<string> _terraform;
    private readonly Option<Uri?> _endpoint = CommonOptions.Endpoint();
    private readonly Option<string?> _bundle = CommonOptions.CaBundle();

    /// <param name="terraform">The option of the root module's folder where the command has it for other uses as well.</param>
    public DeployedOptions(Option<string>? terraform = null) => _terraform = terraform ?? CommonOptions.Terraform();

    /// <summary>The option of a file with Terraform's outputs.</summary>
    public Option<string?> Outputs { get; } = CommonOptions.Outputs();

    /// <summary>The option of the function to read from.</summary>
    public Option<string?> Function { get; } = CommonOptions.Function();

    /// <summary>Adds them to a command.</summary>
    public void AddTo(Command command)
    {
        command.Add(_terraform, Outputs, Function, _endpoint, _bundle);
        command.Validators.Add(result =>
        {
            if (result.GetValue(Function) is not null && result.GetValue(Outputs) is not null)
            {
                result.AddError("--function and --outputs are two ways to say the same: leave one out");
            }
        });
    }

    /// <summary>Reads what is deployed.</summary>
    /// <exception cref="CommandException">Nothing is deployed, or the file cannot be read.</exception>
    public async Task<(DeployedResources Deployment, AwsConnection Connection)> ReadAsync(
        ParseResult parsed, CancellationToken cancellationToken)
    {
        if (parsed.GetValue(Function) is { } function)
        {
            var connection = Connect(parsed, region: null);
            return (await FunctionDeployment.ReadAsync(connection, function, cancellationToken), connection);
        }

        var deployment = await DeployedResources.ReadAsync(
            parsed.GetValue(Outputs), parsed.GetRequiredValue(_terraform), cancellationToken);
        return (deployment, Connect(parsed, deployment.Region));
    }

    /// <summary>Returns the connection that the options name.</summary>
    public AwsConnection Connect(ParseResult parsed, string? region) =>
        new(parsed.GetValue(_endpoint), region, parsed.GetValue(_bundle));
}
