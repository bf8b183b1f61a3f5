using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Amazon;
using Amazon.Runtime;
using Amazon.Runtime.Credentials;
using Amazon.S3;
using Amazon.SecurityToken;
using Amazon.SQS;

namespace Compressor.Toolkit.Aws;

/// <summary>Where AWS is, and as whom it is called. What is null comes from the environment and the profile, as for the AWS CLI.</summary>
/// <param name="Endpoint">An endpoint in place of AWS's own, with path style; null for AWS_ENDPOINT_URL_S3 and AWS_ENDPOINT_URL.</param>
/// <param name="Region">The region, or null for AWS_REGION, AWS_DEFAULT_REGION or the profile's.</param>
/// <param name="CaBundle">A PEM file with the roots to trust, or null for AWS_CA_BUNDLE or the system's.</param>
/// <param name="Credentials">The credentials, or null for the default chain.</param>
public sealed record AwsConnection(Uri? Endpoint = null, string? Region = null, string? CaBundle = null, AWSCredentials? Credentials = null)
{
    /// <summary>
    /// How long one attempt of a request may take, with its body: 5 GiB at 3 MB/s, or eight of 50 MiB together at 250 KB/s.
    /// </summary>
    private static readonly TimeSpan RequestTimeout = TimeSpan.FromMinutes(30);

    /// <summary>The region that is called, or null where none is set anywhere.</summary>
    public string? EffectiveRegion => Region
        ?? Setting("AWS_REGION")
        ?? Setting("AWS_DEFAULT_REGION")
        ?? FallbackRegionFactory.GetRegionEndpoint(includeInstanceMetadata: false)?.SystemName;

    /// <summary>Returns a client for S3; the caller disposes of it.</summary>
    public IAmazonS3 CreateS3() =>
        Credentials is null ? new AmazonS3Client(ConfigureS3()) : new AmazonS3Client(Credentials, ConfigureS3());

    /// <summary>Returns a client that only lists, and quickly; the caller disposes of it.</summary>
    public BucketLister CreateLister() => new(Credentials, ConfigureS3());

    /// <summary>Returns a client for SQS; the caller disposes of it.</summary>
    public IAmazonSQS CreateSqs()
    {
        var config = Configure(new AmazonSQSConfig(), EndpointSetting("SQS"));
        return Credentials is null ? new AmazonSQSClient(config) : new AmazonSQSClient(Credentials, config);
    }

    /// <summary>Returns a client for STS, which tells who calls; the caller disposes of it.</summary>
    public IAmazonSecurityTokenService CreateSts()
    {
        var config = Configure(new AmazonSecurityTokenServiceConfig(), EndpointSetting("STS"));
        return Credentials is null
            ? new AmazonSecurityTokenServiceClient(config)
            : new AmazonSecurityTokenServiceClient(Credentials, config);
    }

    /// <summary>Returns a client for services without an SDK here; the caller disposes of it.</summary>
    public HttpClient CreateHttpClient() => (CaBundle ?? Setting("AWS_CA_BUNDLE")) is { } bundle
        ? new CaBundleHttpClientFactory(bundle).CreateHttpClient(new AmazonSQSConfig())
        : new HttpClient();

    /// <summary>The roots to trust, or null for the system's.</summary>
    /// <exception cref="IOException">There is no such file.</exception>
    /// <exception cref="System.Security.Cryptography.CryptographicException">It has no certificates.</exception>
    public X509Certificate2Collection? ReadCaBundle()
    {
        if ((CaBundle ?? Setting("AWS_CA_BUNDLE")) is not { } bundle)
        {
            return null;
        }

        var roots = new X509Certificate2Collection();
        roots.ImportFromPemFile(bundle);
        return roots;
    }

    /// <summary>Returns a service's endpoint.</summary>
    /// <param name="service">
    /// The service's name in host names and, in upper case with _ for -, in AWS_ENDPOINT_URL_….
    /// </param>
    /// <param name="account">The account that AWS's own host name begins with, where it begins with one.</param>
    public Uri GetEndpoint(string service, string? account = null) => new(
        EndpointSetting(service.ToUpperInvariant().Replace('-', '_'))
        ?? $"https://{(account is null ? "" : $"{account}.")}{service}.{EffectiveRegion}."
            + RegionEndpoint.GetBySystemName(EffectiveRegion).PartitionDnsSuffix);

    /// <summary>Returns what requests are signed with now.</summary>
    /// <exception cref="AmazonClientException">There are no credentials.</exception>
    public Task<ImmutableCredentials> ResolveCredentialsAsync(CancellationToken cancellationToken) =>
        (Credentials ?? DefaultAWSCredentialsIdentityResolver.GetCredentials()).GetCredentialsAsync().WaitAsync(cancellationToken);

    private AmazonS3Config ConfigureS3()
    {
        var endpoint = EndpointSetting("S3");
        return Configure(new AmazonS3Config { ForcePathStyle = endpoint is not null }, endpoint);
    }

    private T Configure<T>(T config, string? endpoint)
        where T : ClientConfig
    {
        config.Timeout = RequestTimeout;
        if (endpoint is null)
        {
            config.RegionEndpoint = RegionEndpoint.GetBySystemName(EffectiveRegion);
        }
        else
        {
            config.ServiceURL = endpoint;
            config.AuthenticationRegion = EffectiveRegion;
        }

        if ((CaBundle ?? Setting("AWS_CA_BUNDLE")) is { } bundle)
        {
            config.HttpClientFactory = new CaBundleHttpClientFactory(bundle);
        }

        return config;
    }

    private string? EndpointSetting(string service) =>
        Endpoint?.ToString() ?? Setting($"AWS_ENDPOINT_URL_{service}") ?? Setting("AWS_ENDPOINT_URL");

    private static string? Setting(string name) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;
}

/// <summary>
/// HTTP clients that trust the roots in a PEM file and no others: AWS_CA_BUNDLE, which the .NET SDK does not read by itself.
/// </summary>
public sealed class CaBundleHttpClientFactory(string bundle) : HttpClientFactory
{
    public override HttpClient CreateHttpClient(IClientConfig clientConfig)
    {
        var roots = new X509Certificate2Collection();
        roots.ImportFromPemFile(bundle);
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.AddRange(roots);
        var handler = new SocketsHttpHandler { SslOptions = new SslClientAuthenticationOptions { CertificateChainPolicy = policy } };
        return new(handler) { Timeout = clientConfig.Timeout ?? TimeSpan.FromSeconds(100) };
    }

    /// <summary>Clients of the same bundle are shared by the SDK; not those of one that was replaced, as each local AWS does.</summary>
    public override string GetConfigUniqueString(IClientConfig clientConfig) => $"{bundle} {File.GetLastWriteTimeUtc(bundle).Ticks}";
}
