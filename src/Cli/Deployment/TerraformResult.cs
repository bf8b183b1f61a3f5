namespace Compressor.Cli.Deployment;

/// <summary>How a run of terraform ended.</summary>
/// <param name="ExitCode">Terraform's exit code; 0 is good.</param>
/// <param name="Output">What it wrote to its standard output.</param>
/// <param name="Error">What it wrote to its standard error.</param>
public sealed record TerraformResult(int ExitCode, string Output, string Error);
