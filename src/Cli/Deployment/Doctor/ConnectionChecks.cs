using Compressor.Toolkit.Units;

namespace Compressor.Cli.Deployment.Doctor;

/// <summary>Whether S3 answers, at about the same time of day, and whether the function will trust it.</summary>
internal static class ConnectionChecks
{
    private const string Amazon = "amazon";

    /// <summary>S3 refuses requests that were signed further away from its own time.</summary>
    private static readonly TimeSpan MaxSkew = TimeSpan.FromMinutes(15);

    /// <summary>A clock that NTP sets is never that far off.</summary>
    private static readonly TimeSpan UnusualSkew = TimeSpan.FromMinutes(1);

    /// <summary>Whether there is a way to S3.</summary>
    public static CheckResult Reach(S3Contact contact) => contact switch
    {
        { Failure: { } failure } => CheckResult.Fail(
            "connection",
            $"{contact.Endpoint.Authority} does not answer ({failure.TrimEnd('.')}): check the region's spelling, the network and "
                + $"HTTPS_PROXY"),
        { Certificate: { IsTrustedByMachine: false } certificate } => CheckResult.Fail(
            "connection",
            $"this machine does not trust {contact.Endpoint.Authority}, which {certificate.Issuer} vouches for: set AWS_CA_BUNDLE to a "
                + $"PEM file with your network's authority"),
        _ => CheckResult.Ok("connection", $"{contact.Endpoint.Authority} answers"),
    };

    /// <summary>Whether this machine's clock is right.</summary>
    public static CheckResult Clock(S3Contact contact) => contact.Skew switch
    {
        null => CheckResult.Skip("clock", "S3 did not say the time"),
        { } skew when skew.Duration() > MaxSkew => CheckResult.Fail(
            "clock", $"{Text(skew)}, and S3 refuses requests that are 15 minutes off: set the clock (timedatectl set-ntp true)"),
        { } skew when skew.Duration() > UnusualSkew => CheckResult.Warn(
            "clock", $"{Text(skew)}; S3 refuses every request that is 15 minutes off: set the clock (timedatectl set-ntp true)"),
        _ => CheckResult.Ok("clock", "agrees with S3's"),
    };

    /// <summary>Whether the authorities in the package vouch for S3.</summary>
    public static CheckResult Authorities(S3Contact contact, PlannedDeployment planned, int packageRoots, string partition) =>
        contact switch
        {
            _ when (planned.CaBundle ?? (partition == "aws" ? Amazon : "system")) != Amazon =>
                CheckResult.Skip("certificates", "the function trusts the system's authorities (CA_BUNDLE=system)"),
            _ when packageRoots == 0 => CheckResult.Fail(
                "certificates",
                $"{planned.Package} has no amazon-roots.pem, without which the function trusts no server: run `make package`"),
            { Certificate: null } =>
                CheckResult.Skip("certificates", contact.Failure is null ? "the endpoint speaks http" : "S3 does not answer"),
            { Certificate.IsTrustedByPackage: true } =>
                CheckResult.Ok("certificates", $"S3's certificate was signed by one of the package's {packageRoots} authorities"),

            // A proxy that inspects TLS, or a local AWS: the function meets neither.
            { Certificate: { HasOwnBundle: true, IsTrustedByMachine: true } certificate } => CheckResult.Skip(
                "certificates", $"this machine sees S3 through {certificate.Issuer} of AWS_CA_BUNDLE; the function will see S3's own"),
            { Certificate: { } certificate } => CheckResult.Fail(
                "certificates",
                $"none of the package's authorities signed S3's certificate, which is by {certificate.Issuer}: update ca-certificates "
                    + $"and run `make package`, or CA_BUNDLE=system; if your network inspects TLS, set AWS_CA_BUNDLE"),
        };

    private static string Text(TimeSpan skew) =>
        $"this machine's clock is {Durations.Format(TimeSpan.FromMinutes(Math.Round(skew.Duration().TotalMinutes)))} "
            + $"{(skew > TimeSpan.Zero ? "ahead" : "behind")}";
}
