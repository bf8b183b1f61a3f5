using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Amazon.Runtime;
using Amazon.S3;
using Compressor.LoopbackS3;

namespace Compressor.Handler.Tests.Faults.Loopback;

/// <summary>The SDK as any user has it, pointed at a server on loopback and trusting its authority only.</summary>
internal static class LoopbackClient
{
    public static AmazonS3Client Create(LoopbackS3Server server, int retries = 0) => new(
        new BasicAWSCredentials("AKIDEXAMPLE", "secret"),
        new AmazonS3Config
        {
            ServiceURL = server.Endpoint.ToString(),
            AuthenticationRegion = "us-east-1",
            ForcePathStyle = true,
            MaxErrorRetry = retries,
            HttpClientFactory = new Factory(CreateRaw(server)),
        });

    public static HttpClient CreateRaw(LoopbackS3Server server)
    {
        var handler = new SocketsHttpHandler();
        if (server.CaBundlePath is { } path)
        {
            var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
            policy.CustomTrustStore.ImportFromPemFile(path);
            handler.SslOptions = new SslClientAuthenticationOptions { CertificateChainPolicy = policy };
        }

        return new HttpClient(handler) { BaseAddress = server.Endpoint };
    }

    private sealed class Factory(HttpClient connections) : HttpClientFactory
    {
        public override HttpClient CreateHttpClient(IClientConfig clientConfig) => connections;

        public override bool UseSDKHttpClientCaching(IClientConfig clientConfig) => false;

        public override bool DisposeHttpClientsAfterUse(IClientConfig clientConfig) => false;
    }
}
