using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Amazon.Runtime;
using Amazon.S3;

namespace Compressor.LoopbackS3.Tests;

/// <summary>The SDK as any user has it, pointed at a server on loopback and trusting its authority only.</summary>
internal static class LoopbackClient
{
    /// <param name="server">The server.</param>
    /// <param name="secret">What requests are signed with.</param>
    /// <param name="id">Whose requests they are.</param>
    /// <param name="region">The region that requests are signed for.</param>
    /// <param name="change">Changes a request between its signature and the wire.</param>
    /// <param name="see">Told of each response.</param>
    public static AmazonS3Client Create(
        LoopbackS3Server server,
        string secret = LoopbackS3Server.SecretAccessKey,
        string id = LoopbackS3Server.AccessKeyId,
        string region = LoopbackS3Server.Region,
        Action<HttpRequestMessage>? change = null,
        Action<HttpResponseMessage>? see = null) => new(
        new BasicAWSCredentials(id, secret),
        new AmazonS3Config
        {
            ServiceURL = server.Endpoint.ToString(),
            AuthenticationRegion = region,
            ForcePathStyle = true,
            MaxErrorRetry = 0,
            HttpClientFactory = new Factory(CreateRaw(server, change, see)),
        });

    public static HttpClient CreateRaw(
        LoopbackS3Server server, Action<HttpRequestMessage>? change = null, Action<HttpResponseMessage>? see = null)
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

        return new HttpClient(new Between(handler, change, see)) { BaseAddress = server.Endpoint };
    }

    private sealed class Between(
        HttpMessageHandler inner, Action<HttpRequestMessage>? change, Action<HttpResponseMessage>? see) : DelegatingHandler(inner)
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            change?.Invoke(request);
            var response = await base.SendAsync(request, cancellationToken);
            see?.Invoke(response);
            return response;
        }
    }

    private sealed class Factory(HttpClient connections) : HttpClientFactory
    {
        public override HttpClient CreateHttpClient(IClientConfig clientConfig) => connections;

        public override bool UseSDKHttpClientCaching(IClientConfig clientConfig) => false;

        public override bool DisposeHttpClientsAfterUse(IClientConfig clientConfig) => false;
    }
}
