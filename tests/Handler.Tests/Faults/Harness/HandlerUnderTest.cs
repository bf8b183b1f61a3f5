using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using Amazon.S3;
using Compressor.Core.Archiving;
using Compressor.Core.Outcomes;
using Compressor.Handler.Logging;
using Compressor.Handler.Metrics;
using Compressor.Handler.Runtime;
using Compressor.Handler.Settings;
using Compressor.Handler.Startup;
using Compressor.Handler.Storage;
using Compressor.LoopbackS3;

namespace Compressor.Handler.Tests.Faults.Harness;

/// <summary>
/// The function as <c>bootstrap</c> puts it together, with the client that it has in production, pointed at a double of S3.
/// </summary>
internal sealed class HandlerUnderTest : IDisposable
{
    private readonly MemoryStream _lines = new();
    private readonly Function _function;

    /// <param name="server">The S3 to use.</param>
    /// <param name="settings">The settings; the defaults where not given.</param>
    /// <param name="client">Another client than production's.</param>
    /// <param name="limits">Where streaming begins; production's where not given.</param>
    /// <param name="isAws">Whether the function takes the server for AWS's S3.</param>
    public HandlerUnderTest(
        LoopbackS3Server server,
        CompressorSettings? settings = null,
        IAmazonS3? client = null,
        ArchiveLimits? limits = null,
        bool isAws = true)
    {
        var store = new ObjectStore(
            client ?? S3ClientFactory.Create("us-east-1", server.Endpoint), server.Endpoint.Scheme == Uri.UriSchemeHttps, isAws);
        var log = new InvocationLog(samplingRate: 1, debug: true, _lines);
        var metrics = new FunctionMetrics("compressor", _lines, TimeProvider.System);
        _function = FunctionFactory.Compose(
            settings ?? new(), store, limits ?? ArchiveLimits.FromMemoryLimit(memoryLimitInMB: 512), log, metrics);
    }

    public string Log => Encoding.UTF8.GetString(_lines.ToArray());

    /// <summary>Delivers an event once.</summary>
    /// <param name="working">How long the function may work; long enough not to matter where it is not given.</param>
    public async Task<Answer> InvokeAsync(string json, TimeSpan? working = null)
    {
        try
        {
            return new(Answer.Parse(await RespondAsync(json, working)), null, null);
        }
        catch (Exception e)
        {
            var error = FunctionError.From(e);
            return new([], error.ErrorType, error.Message);
        }
    }

    /// <summary>Delivers an event once, and returns the response's JSON; what the function throws is thrown.</summary>
    public async Task<string> RespondAsync(string json, TimeSpan? working = null)
    {
        using var deadline = new CancellationTokenSource(working ?? TimeSpan.FromMinutes(2));
        var context = new InvocationContext
        {
            AwsRequestId = Guid.NewGuid().ToString(),
            Deadline = DateTimeOffset.UtcNow.AddMinutes(2),
        };
        var response = await _function.FunctionHandler(new Invocation(context, Encoding.UTF8.GetBytes(json)), deadline.Token);
        return Encoding.UTF8.GetString(response.Span);
    }

    public void Dispose() => _lines.Dispose();

    // A process reads which authorities it trusts at its first connection, so this has to come before any.
    [ModuleInitializer]
    internal static void TrustLoopback()
    {
        Environment.SetEnvironmentVariable("AWS_ACCESS_KEY_ID", LoopbackS3Server.AccessKeyId);
        Environment.SetEnvironmentVariable("AWS_SECRET_ACCESS_KEY", LoopbackS3Server.SecretAccessKey);
        TrustStore.Choose(CaBundle.System, LoopbackS3Server.Region, LoopbackCertificate.CaBundlePath);
    }
}

/// <summary>How an invocation ended: with an outcome for each record, or with an error's type.</summary>
internal sealed record Answer(IReadOnlyList<Outcome> Outcomes, string? ErrorType, string? Message)
{
    /// <summary>Reads the outcomes of a response.</summary>
    public static IReadOnlyList<Outcome> Parse(string response)
    {
        using var document = JsonDocument.Parse(response);
        var results = document.RootElement.GetProperty("results").EnumerateArray();
        return [.. results.Select(x => Enum.Parse<Outcome>(x.GetProperty("outcome").GetString()!))];
    }

    public override string ToString() => ErrorType is null ? string.Join(",", Outcomes) : $"{ErrorType}: {Message}";
}
