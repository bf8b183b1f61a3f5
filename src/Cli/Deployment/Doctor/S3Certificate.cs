using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace Compressor.Cli.Deployment.Doctor;

/// <summary>The certificate that S3's endpoint showed, and who trusts it.</summary>
/// <param name="Issuer">The name of the authority that vouches for it.</param>
/// <param name="IsTrustedByMachine">Whether this machine does, for that host's name.</param>
/// <param name="IsTrustedByPackage">Whether the authorities in the function's package do.</param>
/// <param name="HasOwnBundle">Whether AWS_CA_BUNDLE says whom this machine trusts.</param>
internal sealed record S3Certificate(string Issuer, bool IsTrustedByMachine, bool IsTrustedByPackage, bool HasOwnBundle)
{
    /// <summary>Judges a certificate as a connection met it.</summary>
    /// <param name="certificate">The endpoint's own.</param>
    /// <param name="chain">The chain that was built; those that the endpoint sent along are in its policy.</param>
    /// <param name="errors">What the system has against it.</param>
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
