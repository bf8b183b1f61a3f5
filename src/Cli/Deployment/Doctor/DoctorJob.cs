using System.Security.Cryptography;
using Compressor.Toolkit.Aws;
using Compressor.Toolkit.CommandLine;

namespace Compressor.Cli.Deployment.Doctor;

/// <summary>Writes a line for each check, and how many of them failed.</summary>
internal sealed class DoctorJob(AwsConnection connection, TextWriter output)
{
    /// <summary>Looks at what is to be deployed. Returns the exit code.</summary>
    /// <exception cref="CommandException">The roots to trust cannot be read.</exception>
    public Task<int> ExamineAsync(PlannedDeployment planned, CancellationToken cancellationToken) =>
        WriteAsync(new DeploymentDoctor(planned, connection, TimeProvider.System).ExamineAsync(cancellationToken), []);

    /// <summary>Looks at what is deployed, and has it compress something. Returns the exit code.</summary>
    /// <exception cref="CommandException">The roots to trust cannot be read.</exception>
    /// <exception cref="OperationCanceledException">It was interrupted, and what could not be removed was written.</exception>
    public Task<int> ExamineAsync(DeployedResources deployment, CancellationToken cancellationToken)
    {
        List<CheckResult> left = [];
        return WriteAsync(DeploymentDoctor.ExamineDeployedAsync(deployment, connection, left, cancellationToken), left);
    }

    /// <param name="results">What is found.</param>
    /// <param name="left">What must be said in any case, once that has ended.</param>
    private async Task<int> WriteAsync(IAsyncEnumerable<CheckResult> results, IReadOnlyList<CheckResult> left)
    {
        try
        {
            connection.ReadCaBundle();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or CryptographicException)
        {
            throw new CommandException($"AWS_CA_BUNDLE (or --ca-bundle) is not a file of certificates: {e.Message}");
        }

        var failed = 0;
        try
        {
            await foreach (var result in results)
            {
                failed += result.Standing == CheckStanding.Fail ? 1 : 0;
                await output.WriteLineAsync(result.ToString());
            }
        }
        finally
        {
            foreach (var result in left)
            {
                await output.WriteLineAsync(result.ToString());
            }
        }

        await output.WriteLineAsync(
            failed switch { 0 => "Nothing is in the way.", 1 => "1 problem is in the way.", _ => $"{failed} problems are in the way." });
        return failed == 0 ? 0 : CommandRunner.Problems;
    }
}
