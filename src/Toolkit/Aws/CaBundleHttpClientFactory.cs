using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Amazon.Runtime;

namespace Compressor.Toolkit.Aws;

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
