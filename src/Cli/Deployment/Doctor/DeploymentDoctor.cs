using System.Runtime.CompilerServices;
using Amazon;
using Compressor.Toolkit.Aws;

namespace Compressor.Cli.Deployment.Doctor;

/// <summary>Looks at all that a deployment needs before anything is changed.</summary>
/// <param name="planned">What is to be deployed.</param>
/// <param name="connection">Where AWS is, and who asks.</param>
/// <param name="time">This machine's clock.</param>
internal sealed class DeploymentDoctor(PlannedDeployment planned, AwsConnection connection, TimeProvider time)
{
    /// <summary>How long AWS may take to answer one check, retries included.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private IReadOnlyList<string> ChecksWithCredentials =>
        ["concurrency", "bucket name", "list bucket", EventQueueCheck.Name, .. planned.Network is null ? [] : NetworkChecks.Names];

    private IReadOnlyList<string> ChecksWithRegion => ["connection", "clock", "certificates", "credentials", .. ChecksWithCredentials];

    /// <summary>Looks at one thing after the other. A check that needs what failed before it is skipped.</summary>
    public async IAsyncEnumerable<CheckResult> ExamineAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var (package, roots) = PackageChecks.Run(planned);
        foreach (var result in package)
        {
            yield return result;
        }

        var region = connection.EffectiveRegion;
        yield return RegionResult(region);
        if (region is null)
        {
            foreach (var check in ChecksWithRegion)
            {
                yield return CheckResult.Skip(check, "there is no region to ask");
            }

            yield break;
        }

        var contact = await WithinAsync(
            stop => S3Contact.CreateAsync(connection, roots, time, stop),
            failure => new(connection.GetEndpoint("s3"), failure, null, null),
            cancellationToken);
        yield return ConnectionChecks.Reach(contact);
        yield return ConnectionChecks.Clock(contact);
        yield return ConnectionChecks.Authorities(contact, planned, roots.Count, RegionEndpoint.GetBySystemName(region).PartitionName);

        var (credentials, account) = await WithinAsync(
            stop => CredentialsCheck.RunAsync(connection, stop),
            failure => (CheckResult.Fail("credentials", failure), null),
            cancellationToken);
        yield return credentials;
        if (account is null)
        {
            foreach (var check in ChecksWithCredentials)
            {
                yield return CheckResult.Skip(check, "needs credentials");
            }

            yield break;
        }

        yield return await WithinAsync(
            stop => ConcurrencyCheck.RunAsync(connection, planned, stop),
            failure => CheckResult.Fail("concurrency", failure),
            cancellationToken);
        var bucket = planned.BucketName ?? $"{planned.Name}-{account}-{region}";
        foreach (var result in await WithinAsync(
            stop => BucketChecks.RunAsync(connection, planned, bucket, stop),
            failure => [CheckResult.Fail("bucket name", failure)],
            cancellationToken))
        {
            yield return result;
        }

        yield return await WithinAsync(
            stop => EventQueueCheck.RunAsync(connection, planned, bucket, stop),
            failure => CheckResult.Fail(EventQueueCheck.Name, failure),
            cancellationToken);
        foreach (var result in planned.Network is null ? [] : await WithinAsync(
            stop => NetworkChecks.RunAsync(connection, planned.Network, stop),
            failure => [CheckResult.Fail("way to S3", failure)],
            cancellationToken))
        {
            yield return result;
        }
    }

    /// <summary>
    /// Looks at what is deployed, which a plan does not tell. It changes nothing but its own markers, which it removes, also when it is
    /// interrupted.
    /// </summary>
    /// <param name="deployment">What is deployed.</param>
    /// <param name="connection">Where AWS is, and who asks.</param>
    /// <param name="left">Gets a warning for each marker that could not be removed.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public static async IAsyncEnumerable<CheckResult> ExamineDeployedAsync(
        DeployedResources deployment,
        AwsConnection connection,
        ICollection<CheckResult> left,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var markers = new Markers(connection, deployment.BucketName);
        (string Name, Func<CancellationToken, Task<IReadOnlyList<CheckResult>>> Run)[] checks =
        [
            ("delete mode", new DeletionCheck(deployment, connection, markers).RunAsync),
            ("uploads", new UploadChecks(deployment, connection, markers).RunAsync),
            ("alarms", async stop => [await new SubscriberCheck(deployment, connection).RunAsync(stop)]),
            ("dead letters", async stop => [await new DeadLetterCheck(deployment, connection).RunAsync(left, stop)]),
        ];
        try
        {
            foreach (var (name, run) in checks)
            {
                foreach (var result in await WithinAsync(run, failure => [CheckResult.Fail(name, failure)], cancellationToken))
                {
                    yield return result;
                }
            }

            yield return await new RoundTripCheck(deployment, connection, markers).RunAsync(RoundTripCheck.Patience, cancellationToken);
        }
        finally
        {
            foreach (var result in await markers.RemoveAsync(Patience))
            {
                left.Add(result);
            }
        }
    }

    private static CheckResult RegionResult(string? region) => region switch
    {
        null => CheckResult.Fail("region", "none is set: add REGION=eu-central-1, or set AWS_REGION"),
        _ when RegionEndpoint.EnumerableAllRegions.Any(known => known.SystemName == region) => CheckResult.Ok("region", region),
        _ => CheckResult.Warn("region", $"{region} is not a region that this tool knows: check its spelling (such as eu-central-1)"),
    };

    private static async Task<T> WithinAsync<T>(
        Func<CancellationToken, Task<T>> run, Func<string, T> give, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        stop.CancelAfter(Patience);
        try
        {
            return await run(stop.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return give($"no answer within {Patience.TotalSeconds:0} seconds: check the network and HTTPS_PROXY");
        }
    }
}
