using System.CommandLine;
using Compressor.Cli.Deployment;
using Compressor.Toolkit.Aws;
using Compressor.Toolkit.CommandLine;

namespace Compressor.Cli.Commands;

/// <summary>The options of commands that work on what is deployed.</summary>
internal sealed class DeployedOptions
{
    private readonly Option<string> _terraform = new("--terraform")
    {
        Description = "The folder of the root module.",
        DefaultValueFactory = _ => "terraform",
        HelpName = "folder",
    };
    private readonly Option<string?> _outputs = new("--outputs")
    {
        Description = "A file with the output of `terraform output -json`, or - for standard input, in place of running terraform.",
        HelpName = "file",
    };
    private readonly Option<Uri?> _endpoint = new("--endpoint-url")
    {
        Description = "Another AWS endpoint; AWS_ENDPOINT_URL if left out.",
        HelpName = "url",
        CustomParser = Endpoint.Parse,
    };
    private readonly Option<string?> _bundle = new("--ca-bundle")
    {
        Description = "A PEM file of the roots to trust; AWS_CA_BUNDLE if left out.",
        HelpName = "file",
    };

    /// <summary>Adds them to a command.</summary>
    public void AddTo(Command command)
    {
        command.Options.Add(_terraform);
        command.Options.Add(_outputs);
        command.Options.Add(_endpoint);
        command.Options.Add(_bundle);
    }

    /// <summary>Reads what is deployed.</summary>
    /// <exception cref="CommandException">Nothing is.</exception>
    public async Task<(DeployedResources Deployment, AwsConnection Connection)> ReadAsync(
        ParseResult parsed, CancellationToken cancellationToken)
    {
        var deployment = await ReadAsync(parsed.GetValue(_outputs), parsed.GetRequiredValue(_terraform), cancellationToken);
        return (deployment, new(parsed.GetValue(_endpoint), deployment.Region, parsed.GetValue(_bundle)));
    }

    /// <summary>Reads a deployment from a file, standard input (<c>-</c>), or terraform where <paramref name="outputs"/> is null.</summary>
    /// <exception cref="CommandException">Nothing is deployed.</exception>
    /// <exception cref="CommandException">There is no such file.</exception>
    public static async Task<DeployedResources> ReadAsync(string? outputs, string terraform, CancellationToken cancellationToken)
    {
        switch (outputs)
        {
            case null:
                return await DeployedResources.ReadAsync(new TerraformModule(terraform), cancellationToken);
            case "-":
                using (var buffer = new MemoryStream())
                {
                    await Console.OpenStandardInput().CopyToAsync(buffer, cancellationToken);
                    return DeployedResources.Parse(buffer.ToArray());
                }

            default:
                return File.Exists(outputs)
                    ? DeployedResources.Parse(await File.ReadAllBytesAsync(outputs, cancellationToken))
                    : throw new CommandException($"there is no file {outputs}");
        }
    }
}
