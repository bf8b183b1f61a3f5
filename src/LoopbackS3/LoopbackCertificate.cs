using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Compressor.LoopbackS3;

/// <summary>
/// A certificate for 127.0.0.1 and localhost, from an authority of this process, good for a day. One authority for all servers:
/// a process reads which authorities it trusts only once.
/// </summary>
public static class LoopbackCertificate
{
    private static readonly Lazy<Chain> Made = new(Create);

    /// <summary>A PEM file with the authority to trust. It goes with the process.</summary>
    public static string CaBundlePath => Made.Value.CaBundlePath;

    internal static X509Certificate2 Server => Made.Value.Server;

    private static Chain Create()
    {
        var (from, until) = (DateTimeOffset.UtcNow.AddHours(-1), DateTimeOffset.UtcNow.AddDays(1));
        using var authorityKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var authorityRequest = new CertificateRequest("CN=Compressor loopback authority", authorityKey, HashAlgorithmName.SHA256);
        authorityRequest.CertificateExtensions.Add(
            new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: false, 0, critical: true));
        authorityRequest.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, critical: true));
        using var authority = authorityRequest.CreateSelfSigned(from, until);

        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        names.AddDnsName("localhost");
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1")], critical: false));
        using var signed = request.Create(authority, from, until, RandomNumberGenerator.GetBytes(8));
        using var server = signed.CopyWithPrivateKey(key);

        var path = Path.Combine(Path.GetTempPath(), $"loopback-ca-{Guid.NewGuid():N}.pem");
        File.WriteAllText(path, authority.ExportCertificatePem());
        AppDomain.CurrentDomain.ProcessExit += (_, _) => File.Delete(path);
        return new(X509CertificateLoader.LoadPkcs12(server.Export(X509ContentType.Pkcs12), null), path);
    }

    private sealed record Chain(X509Certificate2 Server, string CaBundlePath);
}
