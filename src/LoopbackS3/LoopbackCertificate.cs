using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Compressor.LoopbackS3;

/// <summary>A certificate for 127.0.0.1 and localhost, from an authority of its own, good for a day.</summary>
internal sealed class LoopbackCertificate : IDisposable
{
    private LoopbackCertificate(X509Certificate2 server, string caBundlePath)
    {
        Server = server;
        CaBundlePath = caBundlePath;
    }

    public X509Certificate2 Server { get; }

    public string CaBundlePath { get; }

    public static LoopbackCertificate Create()
    {
        var (from, until) = (DateTimeOffset.UtcNow.AddHours(-1), DateTimeOffset.UtcNow.AddDays(1));
        using var authorityKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var authorityRequest = new CertificateRequest("CN=Compressor loopback authority", authorityKey, HashAlgorithmName.SHA256);
        authorityRequest.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: false, 0, critical: true));
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
        return new(X509CertificateLoader.LoadPkcs12(server.Export(X509ContentType.Pkcs12), null), path);
    }

    public void Dispose()
    {
        Server.Dispose();
        File.Delete(CaBundlePath);
    }
}
