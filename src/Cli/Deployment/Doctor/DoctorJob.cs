using System.Security.Cryptography;
using Compressor.Toolkit.Aws;
using Compressor.Toolkit.CommandLine;

namespace Compressor.Cli.Deployment.Doctor;

/// <summary>Writes a line for each check, and how many of them failed.</summary>
internal sealed class DoctorJob(TextWriter output)
{
    /// <summary>Looks at what is to be deployed. Returns the exit code.</summary>
    /// <exception cref="CommandException">The roots to trust cannot be read.</exception>
    public async Task<int> ExaminePlannedAsync(PlannedDeployment planned, AwsConnection connection, CancellationToken cancellationToken)
    {
        CheckCaBundle(connection);
        var failed = 0;
        await foreach (var result in new DeploymentDoctor(planned, connection, TimeProvider.System).ExamineAsync(cancellationToken))
        {
            failed += await WriteAsync(result);
        }

        return await EndAsync(failed);
    }

    /// <summary>Looks at what is deployed. Returns the exit code.</summary>
    /// <exception cref="CommandException">The roots to trust cannot be read.</exception>
    public async Task<int> ExamineDeployedAsync(
        DeployedResources deployment, AwsConnection connection, CancellationToken cancellationToken)
    {
        CheckCaBundle(connection);
        var failed = 0;
        foreach (var result in await DeploymentDoctor.ExamineDeployedAsync(deployment, connection, cancellationToken))
        {
            failed += await WriteAsync(result);
        }

        return await EndAsync(failed);
    }

    private static void CheckCaBundle(AwsConnection connection)
    {
        try
        {
            connection.ReadCaBundle();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or CryptographicException)
        {
            throw new CommandException($"AWS_CA_BUNDLE (or --ca-bundle) is not a file of certificates: {e.Message}");
        }
    }

    private async Task<int> WriteAsync(CheckResult result)
    {
        await output.WriteLineAsync(result.ToString());
        return result.Standing == CheckStanding.Fail ? 1 : 0;
    }

    private async Task<int> EndAsync(int failed)
    {
        await output.WriteLineAsync(
            failed switch { 0 => "Nothing is in the way.", 1 => "1 problem is in the way.", _ => $"{failed} problems are in the way." });
        return failed == 0 ? 0 : CommandRunner.Problems;
    }
}
