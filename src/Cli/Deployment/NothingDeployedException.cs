using Compressor.Toolkit.CommandLine;

namespace Compressor.Cli.Deployment;

/// <summary>Terraform's state has no outputs: nothing was deployed, or it was destroyed.</summary>
public sealed class NothingDeployedException()
    : CommandException("Nothing is deployed there: terraform has no outputs. Run `make deploy`, or `make run` for a local one.");
