using System.Diagnostics;
using Compressor.Handler.Archiving;
using Compressor.Handler.Configuration;
using Compressor.Handler.Logging;
using Compressor.Handler.Metrics;
using Compressor.Handler.Outcomes;
using Compressor.Handler.Runtime;
using Compressor.Handler.Storage;
using Microsoft.Extensions.Configuration;

namespace Compressor.Handler;

/// <summary>Puts the function together: the one place where each part is given the others.</summary>
internal static class FunctionFactory
{
    private const string SettingsPrefix = "COMPRESSOR_";

    /// <summary>Reads the settings and makes all that an invocation needs.</summary>
    /// <exception cref="Exception">A setting is wrong, or the package lacks a file: Lambda is told so.</exception>
    public static Function Create(LambdaEnvironment lambda)
    {
        var settings = CompressorSettings.Bind(new ConfigurationBuilder().AddEnvironmentVariables(SettingsPrefix).Build());
        TrustStore.Choose(settings.CaBundle, lambda.Region, Environment.GetEnvironmentVariable("AWS_CA_BUNDLE"));

        var endpoint = S3Endpoint.FromProcess();
        var store = new ObjectStore(S3ClientFactory.Create(lambda.Region, endpoint), overTls: endpoint is null || endpoint.Scheme == Uri.UriSchemeHttps);
        var archiver = new BufferedArchiver(DeflateEngines.Create(settings.Compression));
        var metrics = new FunctionMetrics(lambda.FunctionName, line => { }, TimeProvider.System);
        metrics.Started(DateTime.Now - Process.GetCurrentProcess().StartTime);
        return new Function(new ObjectCompressor(settings, store, archiver), new InvocationLog(), metrics);
    }
}
