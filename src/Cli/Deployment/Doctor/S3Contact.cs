using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Compressor.Toolkit.Aws;

namespace Compressor.Cli.Deployment.Doctor;

/// <summary>
/// What one unsigned request to S3's endpoint tells: whether the endpoint answers, what time it is there, and who vouches for it.
/// </summary>
/// <param name="Endpoint">Where it went.</param>
/// <param name="Failure">Why there was no answer, or null.</param>
/// <param name="Skew">How far this machine's clock is ahead of S3's, to a second; null if the answer had no time.</param>
/// <param name="Certificate">The endpoint's certificate; null without TLS.</param>
internal sealed record S3Contact(Uri Endpoint, string? Failure, TimeSpan? Skew, S3Certificate? Certificate)
{
    /// <summary>
    /// Sends the request, which has nothing secret in it. It accepts every certificate, since the checks are to find out which to trust.
    /// </summary>
    /// <param name="connection">Where S3 is, and whom this machine trusts.</param>
    /// <param name="packageRoots">Whom the function trusts.</param>
    /// <param name="time">This machine's clock.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public static async Task<S3Contact> CreateAsync(
        AwsConnection connection, X509Certificate2Collection packageRoots, TimeProvider time, CancellationToken cancellationToken)
    {
        var endpoint = connection.GetEndpoint("s3");
        var machineRoots = connection.ReadCaBundle();
        S3Certificate? seen = null;
        using var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            SslOptions = new SslClientAuthenticationOptions
            {
                RemoteCertificateValidationCallback = (_, certificate, chain, errors) =>
                {
                    seen = certificate is X509Certificate2 found && chain is not null
                        ? S3Certificate.Read(found, chain, errors, machineRoots, packageRoots)
                        : null;
                    return seen is not null;
                },
            },
        };
        using var http = new HttpClient(handler);
        try
        {
            var sent = time.GetUtcNow();
            using var request = new HttpRequestMessage(HttpMethod.Head, endpoint);
            using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            var middle = sent + (time.GetUtcNow() - sent) / 2;
            return new(endpoint, null, middle - response.Headers.Date, seen);
        }
        catch (HttpRequestException e)
        {
            return new(endpoint, (e.InnerException ?? e).Message, null, null);
        }
    }
}

/// <summary>The certificate that S3's endpoint showed, and who trusts it.</summary>
/// <param name="Issuer">The name of the authority that vouches for it.</param>
/// <param name="IsTrustedByMachine">Whether this machine trusts it for that host's name.</param>
/// <param name="IsTrustedByPackage">Whether the authorities in the function's package vouch for it.</param>
/// <param name="HasOwnBundle">Whether AWS_CA_BUNDLE says whom this machine trusts.</param>
internal sealed record S3Certificate(string Issuer, bool IsTrustedByMachine, bool IsTrustedByPackage, bool HasOwnBundle)
{
    /// <summary>Judges a certificate as a connection met it.</summary>
    /// <param name="certificate">The endpoint's own.</param>
    /// <param name="chain">The chain that was built; its policy has the certificates that the endpoint sent along.</param>
    /// <param name="errors">Why the system does not trust it.</param>
    /// <param name="machineRoots">AWS_CA_BUNDLE's, or null for the system's.</param>
    /// <param name="packageRoots">The package's.</param>
    public static S3Certificate Read(
        X509Certificate2 certificate,
        X509Chain chain,
        SslPolicyErrors errors,
        X509Certificate2Collection? machineRoots,
        X509Certificate2Collection packageRoots)
    {
        var isOfThisHost = !errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch);
        var trustedByMachine = machineRoots is null
            ? errors == SslPolicyErrors.None
            : isOfThisHost && LeadsTo(certificate, chain, machineRoots);
        return new(
            chain.ChainElements[^1].Certificate.Issuer,
            trustedByMachine,
            LeadsTo(certificate, chain, packageRoots),
            machineRoots is not null);
    }

    private static bool LeadsTo(X509Certificate2 certificate, X509Chain sent, X509Certificate2Collection roots)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.DisableCertificateDownloads = true;
        chain.ChainPolicy.CustomTrustStore.AddRange(roots);
        chain.ChainPolicy.ExtraStore.AddRange(sent.ChainPolicy.ExtraStore);
        return chain.Build(certificate);
    }
}
