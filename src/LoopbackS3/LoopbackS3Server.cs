using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using Compressor.LoopbackS3.Faults;
using Compressor.LoopbackS3.Http;
using Compressor.LoopbackS3.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.DependencyInjection;

namespace Compressor.LoopbackS3;

/// <summary>
/// An S3 on 127.0.0.1, path style, in memory, that can fail in named ways. It does what the handler and the tools
/// ask of S3, with S3's status codes and error codes, and verifies signatures as S3 does.
/// </summary>
public sealed class LoopbackS3Server : IAsyncDisposable
{
    /// <summary>What requests must be signed with, by whatever access key id.</summary>
    public const string SecretAccessKey = RequestSignature.Secret;

    private readonly ConcurrentDictionary<string, Bucket> _buckets = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<RecordedRequest> _requests = new();
    private readonly LoopbackOptions _options;
    private readonly WebApplication _application;

    private LoopbackS3Server(LoopbackOptions options)
    {
        _options = options;
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration();
        builder.Services.Configure<KestrelServerOptions>(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = null;
            kestrel.Limits.MinRequestBodyDataRate = null;
            kestrel.Limits.MinResponseDataRate = null;
            kestrel.Listen(IPAddress.Loopback, 0, Listen);
        });
        _application = builder.Build();
        var handler = new RequestHandler(this);
        _application.Run(handler.HandleAsync);
    }

    /// <summary>Such as <c>https://127.0.0.1:40123</c>.</summary>
    public Uri Endpoint { get; private set; } = null!;

    /// <summary>A PEM file with the authority to trust; null without TLS. It goes with the process.</summary>
    public string? CaBundlePath => _options.Https ? LoopbackCertificate.CaBundlePath : null;

    public FaultPlan Faults { get; } = new();

    /// <summary>What the server's clock is ahead of the machine's. S3 refuses requests that are 15 minutes off.</summary>
    public TimeSpan ClockOffset { get; set; }

    /// <summary>Answers 403 AccessDenied to what it returns true for.</summary>
    public Func<RecordedRequest, bool> Denies { get; set; } = _ => false;

    /// <summary>
    /// Each request waits here before it is looked at, so that a test decides in which order requests are carried out, and which
    /// of them a fault strikes. The token is cancelled when the client goes away.
    /// </summary>
    public Func<RecordedRequest, CancellationToken, Task<FaultRule?>>? Gate { get; set; }

    /// <summary>Every request so far, in the order of arrival.</summary>
    public IReadOnlyList<RecordedRequest> Requests => [.. _requests];

    /// <summary>Starts on a free port.</summary>
    public static async Task<LoopbackS3Server> StartAsync(LoopbackOptions? options = null, CancellationToken cancellationToken = default)
    {
        var server = new LoopbackS3Server(options ?? new());
        await server._application.StartAsync(cancellationToken);
        var address =
            server._application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        server.Endpoint = new Uri(address);
        return server;
    }

    public Bucket CreateBucket(string name, BucketSettings? settings = null) =>
        _buckets.GetOrAdd(name, _ => new Bucket(name, settings ?? new(), () => Now));

    public Bucket? FindBucket(string name) => _buckets.GetValueOrDefault(name);

    /// <summary>Ends all that was made to fail: faults, refusals, waits, a clock that is off.</summary>
    public void Recover()
    {
        Faults.Clear();
        Denies = _ => false;
        Gate = null;
        ClockOffset = TimeSpan.Zero;
    }

    public async ValueTask DisposeAsync()
    {
        using (var now = new CancellationTokenSource())
        {
            // Connections that clients keep alive are not waited for.
            await now.CancelAsync();
            await _application.StopAsync(now.Token);
        }

        await _application.DisposeAsync();
    }

    internal DateTimeOffset Now => DateTimeOffset.UtcNow + ClockOffset;

    internal void Record(RecordedRequest request)
    {
        if (_options.RecordsRequests)
        {
            _requests.Enqueue(request);
        }
    }

    /// <exception cref="S3ErrorException">RequestTimeTooSkewed.</exception>
    internal void CheckClock(string? amzDate)
    {
        const string Format = "yyyyMMdd'T'HHmmss'Z'";
        if (DateTimeOffset.TryParseExact(amzDate, Format, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var sent)
            && (Now - sent).Duration() > TimeSpan.FromMinutes(15))
        {
            throw S3ErrorException.RequestTimeTooSkewed();
        }
    }

    private void Listen(ListenOptions listen)
    {
        // S3 speaks HTTP/1.1 only.
        listen.Protocols = HttpProtocols.Http1;
        if (_options.Https)
        {
            listen.UseHttps(LoopbackCertificate.Server, https => https.ClientCertificateMode = ClientCertificateMode.NoCertificate);
        }
    }
}
