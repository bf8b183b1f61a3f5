namespace Compressor.Cli.Terraform;

/// <summary>What is deployed cannot be read, or Terraform could not do what it was asked; the message says what to do, in one line.</summary>
public class DeploymentException(string message) : Exception(message);
