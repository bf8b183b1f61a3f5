using System.Runtime.InteropServices;
using Compressor.Handler.Settings;

namespace Compressor.Handler.Startup;

/// <summary>
/// Decides which certificate authorities the process trusts, before OpenSSL reads them. Parsing a system's whole bundle is most of a first
/// TLS connection's CPU time (docs/performance.md); S3 is signed by Amazon Trust Services, whose few roots travel in the package.
/// </summary>
internal static partial class TrustStore
{
    private const string AmazonRoots = "amazon-roots.pem";

    // Of OpenSSL's configuration a client needs nothing. Without one .NET's own policy holds: TLS 1.2 and later, ciphers with forward
    // secrecy.
    private const string NoConfiguration = "/dev/null";

    // .NET looks for certificates in the user's home folder, and asks for that by way of nsswitch.conf and passwd where HOME is not set,
    // as on Lambda.
    private const string WritableFolder = "/tmp";

    // OpenSSL would add a folder's certificates to the file's; a path that is not a folder adds none.
    private const string NoFolder = "/dev/null";

    /// <summary>Chooses the bundle: AWS_CA_BUNDLE where it is set, else what CA_BUNDLE says.</summary>
    /// <param name="choice">CA_BUNDLE; null where it is not set: <c>amazon</c> in partition aws, else <c>system</c>.</param>
    /// <param name="region">The AWS region.</param>
    /// <param name="customBundle">AWS_CA_BUNDLE: a PEM file.</param>
    /// <exception cref="FileNotFoundException">The bundle is not there.</exception>
    public static void Choose(CaBundle? choice, string region, string? customBundle)
    {
        Default("OPENSSL_CONF", NoConfiguration);
        Default("HOME", WritableFolder);
        if (!string.IsNullOrEmpty(customBundle))
        {
            Trust(customBundle, "AWS_CA_BUNDLE names");
        }
        else if (choice == CaBundle.Amazon || (choice is null && IsPartitionAws(region)))
        {
            Trust(Path.Combine(AppContext.BaseDirectory, AmazonRoots), "CA_BUNDLE=amazon needs");
        }
    }

    private static bool IsPartitionAws(string region) =>
        !region.StartsWith("cn-", StringComparison.Ordinal)
        && !region.StartsWith("us-gov-", StringComparison.Ordinal)
        && !region.Contains("-iso", StringComparison.Ordinal)
        && !region.StartsWith("eusc-", StringComparison.Ordinal);

    private static void Trust(string bundle, string reason)
    {
        if (!File.Exists(bundle))
        {
            throw new FileNotFoundException($"{reason} {bundle}, which is not there.", bundle);
        }

        SetVariable("SSL_CERT_FILE", bundle);
        SetVariable("SSL_CERT_DIR", NoFolder);
    }

    private static void Default(string name, string value)
    {
        if (Environment.GetEnvironmentVariable(name) is null)
        {
            Environment.SetEnvironmentVariable(name, value);
            SetVariable(name, value);
        }
    }

    // In the process's native environment: what Environment.SetEnvironmentVariable sets, OpenSSL does not see.
    private static void SetVariable(string name, string value)
    {
        if (SetEnv(name, value, 1) != 0)
        {
            throw new InvalidOperationException($"{name} cannot be set: {Marshal.GetLastPInvokeErrorMessage()}");
        }
    }

    [LibraryImport("libc", EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    private static partial int SetEnv(string name, string value, int overwrite);
}
