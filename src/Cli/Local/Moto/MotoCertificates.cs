using System.Security.Cryptography.X509Certificates;
using Compressor.Toolkit.Processes;

namespace Compressor.Cli.Local.Moto;

/// <summary>The certificate of one run's moto server, in files.</summary>
internal static class MotoCertificates
{
    private static readonly TimeSpan Validity = TimeSpan.FromDays(7);

    /// <summary>
    /// Writes the authority's certificate, and the server's certificate and key, as PEM. The authority's key is not kept.
    /// </summary>
    public static void Write(string authorityFile, string certificateFile, string keyFile)
    {
        using var certificates = LoopbackCertificates.Create(Validity);
        using var key = certificates.Server.GetECDsaPrivateKey()!;
        File.WriteAllText(authorityFile, certificates.Authority.ExportCertificatePem() + "\n");
        File.WriteAllText(certificateFile, certificates.Server.ExportCertificatePem() + "\n");
        WritePrivate(keyFile, key.ExportPkcs8PrivateKeyPem() + "\n");
    }

    private static void WritePrivate(string path, string text)
    {
        File.Delete(path);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using var writer = new StreamWriter(path, options);
        writer.Write(text);
    }
}
