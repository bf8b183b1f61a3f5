namespace Compressor.Cli.Terraform;

/// <summary>Terraform's state has no outputs: nothing was deployed, or it was destroyed.</summary>
public sealed class NothingDeployedException()
    : DeploymentException("Nothing is deployed there: terraform has no outputs. Run `make deploy`, or `make run` for a local one.");
