using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Compressor.Toolkit.CommandLine;

namespace Compressor.Cli.Local.Moto;

/// <summary>The files of a local AWS, absolute paths.</summary>
internal sealed class AwsFiles : IDisposable
{
    private readonly FileStream _lock;

    /// <exception cref="CommandException">Another local AWS uses the folder.</exception>
    public AwsFiles(string folder)
    {
        Folder = Path.GetFullPath(folder);
        Directory.CreateDirectory(Folder);
        try
        {
            // Held as long as this process lives.
            _lock = new(In("lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException)
        {
            throw new CommandException($"Another local AWS uses {Folder}: end it, or name another folder");
        }
    }

    public string Folder { get; }

    /// <summary>The certificate authority of the run: what clients trust.</summary>
    public string Authority => In("ca.pem");

    public string Certificate => In("server.pem");

    public string Key => In("server.key");

    public string Log => In("aws.log");

    /// <summary>A line of JSON for each signed request of this run.</summary>
    public string AccessRecord => In("access.jsonl");

    /// <summary>What moto holds, pickled.</summary>
    public string State => In("state.pickle");

    /// <summary>The port of the last run.</summary>
    public string Port => In("port");

    public string TerraformState => In("terraform.tfstate");

    /// <summary>Where the launcher looks for the Invoke API, at each invocation.</summary>
    public string InvokeEndpoint => In("invoke-endpoint");

    /// <summary>Begins a run: no Lambda is connected yet, and a saved state without Terraform's is removed.</summary>
    public void Begin(bool fresh)
    {
        File.Delete(InvokeEndpoint);
        File.Delete(AccessRecord);
        if (fresh || !File.Exists(TerraformState))
        {
            File.Delete(State);
        }
    }

    /// <summary>Removes Terraform's state, because what it describes does not exist.</summary>
    public void ForgetTerraformState()
    {
        File.Delete(TerraformState);
        File.Delete($"{TerraformState}.backup");
    }

    public async Task WriteInvokeEndpointAsync(Uri endpoint, CancellationToken cancellationToken)
    {
        await File.WriteAllTextAsync($"{InvokeEndpoint}.new", endpoint.AbsoluteUri.TrimEnd('/'), cancellationToken);
        File.Move($"{InvokeEndpoint}.new", InvokeEndpoint, overwrite: true);
    }

    /// <summary>Lets another local AWS use the folder.</summary>
    public void Dispose() => _lock.Dispose();

    private string In(string name) => Path.Combine(Folder, name);
}

/// <summary>
/// A certificate authority for one run, and its only certificate, for 127.0.0.1 and localhost. LoopbackS3 makes its own: it refers to no
/// project, and nothing that users install refers to it.
/// </summary>
internal static class MotoCertificates
{
    private const string ServerAuthentication = "1.3.6.1.5.5.7.3.1";
    private static readonly TimeSpan Validity = TimeSpan.FromDays(7);

    /// <summary>
    /// Writes the authority's certificate, and the server's certificate and key, as PEM. The authority's key is not kept.
    /// </summary>
    public static void Write(string authorityFile, string certificateFile, string keyFile)
    {
        var (from, until) = (DateTimeOffset.UtcNow.AddHours(-1), DateTimeOffset.UtcNow + Validity);
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
        using var certificate = request.Create(authority, from, until, RandomNumberGenerator.GetBytes(16));

        File.WriteAllText(authorityFile, authority.ExportCertificatePem() + "\n");
        File.WriteAllText(certificateFile, certificate.ExportCertificatePem() + "\n");
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
