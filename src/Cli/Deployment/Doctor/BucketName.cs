using System.Net;
using System.Text.RegularExpressions;

namespace Compressor.Cli.Deployment.Doctor;

/// <summary>S3's rules for the names of general purpose buckets.</summary>
internal static partial class BucketName
{
    private static readonly string[] ReservedBeginnings = ["xn--", "sthree-", "amzn-s3-demo-"];
    private static readonly string[] ReservedEnds = ["-s3alias", "--ol-s3", ".mrap", "--x-s3", "--table-s3"];

    /// <summary>Returns what is wrong with a name, or null.</summary>
    public static string? FindProblem(string name) => name switch
    {
        _ when !Shape().IsMatch(name) =>
            "it must have 3 to 63 lower-case letters, digits, dots and hyphens, and begin and end with a letter or digit",
        _ when name.Contains("..", StringComparison.Ordinal) => "two dots must not stand side by side",
        _ when IPAddress.TryParse(name, out _) => "it must not look like an IP address",
        _ when Array.Find(ReservedBeginnings, beginning => name.StartsWith(beginning, StringComparison.Ordinal)) is { } found =>
            $"AWS keeps names that begin with {found} for itself",
        _ when Array.Find(ReservedEnds, end => name.EndsWith(end, StringComparison.Ordinal)) is { } found =>
            $"AWS keeps names that end in {found} for itself",
        _ => null,
    };

    [GeneratedRegex("^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$")]
    private static partial Regex Shape();
}
