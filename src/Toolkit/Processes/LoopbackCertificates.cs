using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Compressor.Toolkit.Processes;

/// <summary>A certificate authority for servers of this machine, and the only certificate that it signs.</summary>
/// <param name="Authority">What clients trust. Its key is not kept.</param>
/// <param name="Server">For 127.0.0.1 and localhost, with its key (ECDSA P-256).</param>
public sealed record LoopbackCertificates(X509Certificate2 Authority, X509Certificate2 Server) : IDisposable
{
    private const string ServerAuthentication = "1.3.6.1.5.5.7.3.1";

    // A client's clock may be a little behind.
    private static readonly TimeSpan Backdated = TimeSpan.FromHours(1);

    /// <param name="validity">How long both are good for, from now on.</param>
    public static LoopbackCertificates Create(TimeSpan validity)
    {
        var (from, until) = (DateTimeOffset.UtcNow - Backdated, DateTimeOffset.UtcNow + validity);
        using var authorityKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var authorityRequest = new CertificateRequest("CN=Compressor local run", authorityKey, HashAlgorithmName.SHA256);
        authorityRequest.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, true, 0, true));
        authorityRequest.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, true));
        var authorityId = new X509SubjectKeyIdentifierExtension(authorityRequest.PublicKey, false);
        authorityRequest.CertificateExtensions.Add(authorityId);
        using var authority = authorityRequest.CreateSelfSigned(from, until);

        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        names.AddDnsName("localhost");
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(ServerAuthentication)], false));
        request.CertificateExtensions.Add(X509AuthorityKeyIdentifierExtension.CreateFromSubjectKeyIdentifier(authorityId));
        using var signed = request.Create(authority, from, until, RandomNumberGenerator.GetBytes(16));
        using var server = signed.CopyWithPrivateKey(key);

        // With the key in it, as every platform's TLS wants it.
        return new(
            X509CertificateLoader.LoadCertificate(authority.RawData),
            X509CertificateLoader.LoadPkcs12(server.Export(X509ContentType.Pkcs12), null, X509KeyStorageFlags.Exportable));
    }

    public void Dispose()
    {
        Authority.Dispose();
        Server.Dispose();
    }
}
