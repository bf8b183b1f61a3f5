using System.Diagnostics;
using Compressor.Core;
using Compressor.Core.Archiving;
using Compressor.Core.Failures;
using Compressor.Generators;
using Compressor.Handler.Logging;
using Compressor.Handler.Metrics;
using Compressor.Handler.Pipeline;
using Compressor.Handler.Runtime;
using Compressor.Handler.Settings;
using Compressor.Handler.Storage;
using Microsoft.Extensions.Configuration;

namespace Compressor.Handler.Startup;

/// <summary>Puts the function together: the one place where each part is given the others.</summary>
internal static class FunctionFactory
{
    /// <summary>Reads the settings and makes all that an invocation needs.</summary>
    /// <param name="lambda">What Lambda says of the function.</param>
    /// <param name="output">Where lines go.</param>
    /// <param name="started">When the process entered Main, a timestamp of <see cref="Stopwatch"/>.</param>
    /// <exception cref="FunctionException"><c>InvalidSettings</c> or <c>RuntimeInitError</c>: Lambda has to be told.</exception>
    public static async Task<Function> CreateAsync(LambdaEnvironment lambda, Stream output, long started)
    {
        try
        {
            return await ComposeAsync(lambda, output, started);
        }
        catch (SettingsException e)
        {
            throw new FunctionException(ErrorTypes.InvalidSettings, e.Message, e);
        }
        catch (Exception e) when (e is not FunctionException)
        {
            throw new FunctionException(ErrorTypes.RuntimeInitError, e.Message, e);
        }
    }

    /// <summary>Makes the function of its settings and a store, as tests do with a store of theirs.</summary>
    /// <param name="settings">The settings.</param>
    /// <param name="store">Where objects are.</param>
    /// <param name="limits">Where streaming begins, and in what parts.</param>
    /// <param name="log">Where lines go.</param>
    /// <param name="metrics">Where counts go.</param>
    internal static Function Compose(
        CompressorSettings settings, ObjectStore store, ArchiveLimits limits, InvocationLog log, FunctionMetrics metrics)
    {
        var verifies = settings.VerifyArchives || settings.SourceAfterSuccess == SourceAfterSuccess.Delete;
        var format = settings.Format.Define();
        ArchiveVerifier? CreateVerifier() => verifies ? new(format.CreateProof()) : null;

        BufferedArchiving CreateArchiving() =>
            new(new BufferedArchiver(format, format.CreateEngine(settings.Compression)), CreateVerifier());

        var pool = new LanePool(CreateArchiving, limits, new SemaphoreSlim(limits.Engines));
        var streaming = settings.MaxFileSize > limits.MaxBufferedBytes
            ? new StreamingArchiver(format, format.CreateStreamingEngine(settings.Compression), limits.PartSize, CreateVerifier())
            : null;
        var compressor = new ObjectCompressor(settings, store, streaming, limits.MaxBufferedBytes, log);
        return new Function(new OverlappedObjects(compressor, pool, log), settings.ReportBatchItemFailures, log, metrics);
    }

    private static async Task<Function> ComposeAsync(LambdaEnvironment lambda, Stream output, long started)
    {
        var clock = new ColdStartClock(started);
        var settings = CompressorSettings.Bind(new ConfigurationBuilder().AddEnvironmentVariables(CompressorSettings.Prefix).Build());
        lambda.ThrowIfIncomplete();
        TrustStore.Choose(settings.CaBundle, lambda.Region, Environment.GetEnvironmentVariable("AWS_CA_BUNDLE"));
        clock.Mark(ColdStartPhase.Settings);

        var endpoint = S3Endpoint.FromProcess();
        var connections = S3ClientFactory.CreateConnections(clock);
        using var warmUp = settings.WarmUp
            ? new WarmUp(connections, AddressToWarm(settings, lambda.Region, endpoint), clock)
            : null;

        var log = new InvocationLog(settings.LogSamplingRate, settings.Debug, output);
        var metrics = new FunctionMetrics(lambda.FunctionName, output, TimeProvider.System);
        var function = Compose(
            settings,
            new ObjectStore(
                S3ClientFactory.Create(lambda.Region, endpoint, connections),
                overTls: endpoint?.Scheme != Uri.UriSchemeHttp,
                honorsConditionalDelete: S3Endpoint.IsAws(endpoint, lambda.Region)),
            ArchiveLimits.FromMemoryLimit(lambda.MemoryLimitInMB),
            log,
            metrics);
        clock.Mark(ColdStartPhase.Client);
        if (warmUp is not null)
        {
            await warmUp.CompleteAsync(Rehearsal(settings, lambda), settings.KeyMapping().SourceKey("warm-up" + settings.SourceSuffix));
        }

        metrics.Started(Stopwatch.GetElapsedTime(started));
        log.ColdStart(
            ProductVersion.Number,
            ProductVersion.Commit,
            lambda.FunctionVersion,
            settings.Compression.ToString(),
            clock.StartedMilliseconds,
            clock[ColdStartPhase.Settings],
            clock[ColdStartPhase.Client],
            clock[ColdStartPhase.Connected],
            clock[ColdStartPhase.Secured],
            clock[ColdStartPhase.Answered],
            clock[ColdStartPhase.Rehearsed],
            clock.ElapsedMilliseconds,
            GC.GetTotalAllocatedBytes());
        return function;
    }

    private static Uri? AddressToWarm(CompressorSettings settings, string region, Uri? endpoint) =>
        endpoint ?? (settings.BucketName is { Length: > 0 } bucket ? new Uri(S3Endpoint.ForBucket(bucket, region, null)) : null);

    /// <summary>The same function with a canned S3, and its lines thrown away.</summary>
    internal static Function Rehearsal(CompressorSettings settings, LambdaEnvironment lambda) => Compose(
        settings with { SourceAfterSuccess = SourceAfterSuccess.Keep, VerifyArchives = false },
        new ObjectStore(S3ClientFactory.Create(lambda.Region, endpoint: null, S3ClientFactory.Over(new CannedS3())), overTls: true),
        ArchiveLimits.FromMemoryLimit(lambda.MemoryLimitInMB),
        new InvocationLog(samplingRate: 0, debug: false, Stream.Null),
        new FunctionMetrics(lambda.FunctionName, Stream.Null, TimeProvider.System));
}
