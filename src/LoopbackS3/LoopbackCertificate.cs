using System.Security.Cryptography.X509Certificates;
using Compressor.Toolkit.Processes;

namespace Compressor.LoopbackS3;

/// <summary>
/// A certificate for 127.0.0.1 and localhost, from an authority of this process, good for a day. One authority for all servers:
/// a process reads which authorities it trusts only once.
/// </summary>
public static class LoopbackCertificate
{
    private static readonly TimeSpan Validity = TimeSpan.FromDays(1);
    private static readonly Lazy<Chain> Made = new(Create);

    /// <summary>A PEM file with the authority to trust. It goes with the process.</summary>
    public static string CaBundlePath => Made.Value.CaBundlePath;

    internal static X509Certificate2 Server => Made.Value.Server;

    private static Chain Create()
    {
        var certificates = LoopbackCertificates.Create(Validity);
        var path = Path.Combine(Path.GetTempPath(), $"loopback-ca-{Guid.NewGuid():N}.pem");
        File.WriteAllText(path, certificates.Authority.ExportCertificatePem());
        AppDomain.CurrentDomain.ProcessExit += (_, _) => File.Delete(path);
        return new(certificates.Server, path);
    }

    private sealed record Chain(X509Certificate2 Server, string CaBundlePath);
}
