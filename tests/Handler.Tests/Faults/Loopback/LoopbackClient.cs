using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Amazon.Runtime;
using Amazon.S3;
using Compressor.LoopbackS3;

namespace Compressor.Handler.Tests.Faults.Loopback;

/// <summary>The SDK as any user has it, pointed at a server on loopback and trusting its authority only.</summary>
internal static class LoopbackClient
{
    /// <param name="server">The server.</param>
    /// <param name="retries">How often the SDK tries again.</param>
    /// <param name="secret">What requests are signed with.</param>
    /// <param name="change">Changes a request between its signature and the wire.</param>
    public static AmazonS3Client Create(
        LoopbackS3Server server,
        int retries = 0,
        string secret = LoopbackS3Server.SecretAccessKey,
        Action<HttpRequestMessage>? change = null) => new(
        new BasicAWSCredentials("AKIDEXAMPLE", secret),
        new AmazonS3Config
        {
            ServiceURL = server.Endpoint.ToString(),
            AuthenticationRegion = "us-east-1",
            ForcePathStyle = true,
            MaxErrorRetry = retries,
            HttpClientFactory = new Factory(CreateRaw(server, change)),
        });

    public static HttpClient CreateRaw(LoopbackS3Server server, Action<HttpRequestMessage>? change = null)
    {
        var handler = new SocketsHttpHandler();
        if (server.CaBundlePath is { } path)
        {
            var policy = new X509ChainPolicy
            {
                TrustMode = X509ChainTrustMode.CustomRootTrust,
                RevocationMode = X509RevocationMode.NoCheck,
            };
            policy.CustomTrustStore.ImportFromPemFile(path);
            handler.SslOptions = new SslClientAuthenticationOptions { CertificateChainPolicy = policy };
        }

        return new HttpClient(new Changing(handler, change)) { BaseAddress = server.Endpoint };
    }

    private sealed class Changing(HttpMessageHandler inner, Action<HttpRequestMessage>? change) : DelegatingHandler(inner)
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            change?.Invoke(request);
            return base.SendAsync(request, cancellationToken);
        }
    }

    private sealed class Factory(HttpClient connections) : HttpClientFactory
    {
        public override HttpClient CreateHttpClient(IClientConfig clientConfig) => connections;

        public override bool UseSDKHttpClientCaching(IClientConfig clientConfig) => false;

        public override bool DisposeHttpClientsAfterUse(IClientConfig clientConfig) => false;
    }
}
