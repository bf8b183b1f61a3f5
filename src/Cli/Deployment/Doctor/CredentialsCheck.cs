using Amazon.Runtime;
using Amazon.SecurityToken.Model;
using Compressor.Toolkit.Aws;

namespace Compressor.Cli.Deployment.Doctor;

/// <summary>Whether there are credentials that AWS takes.</summary>
internal static class CredentialsCheck
{
    private const string Name = "credentials";

    /// <summary>Asks STS who calls. The account is null if AWS knows nobody.</summary>
    public static async Task<(CheckResult Result, string? Account)> RunAsync(AwsConnection connection, CancellationToken cancellationToken)
    {
        try
        {
            await connection.ResolveCredentialsAsync(cancellationToken);
        }
        catch (Exception e) when (e is AmazonClientException or InvalidOperationException or ArgumentException)
        {
            // If none of a dozen sources has any, the message lists them all, one on each line.
            var why = e.Message.Split('\n') is [var only] ? $" ({only.Trim().TrimEnd('.')})" : "";
            return (
                CheckResult.Fail(
                    Name,
                    $"there are none{why}: set AWS_PROFILE (and `aws sso login`, where it signs in so), or AWS_ACCESS_KEY_ID and "
                        + $"AWS_SECRET_ACCESS_KEY"),
                null);
        }

        using var sts = connection.CreateSts();
        try
        {
            var caller = await sts.GetCallerIdentityAsync(new GetCallerIdentityRequest(), cancellationToken);
            return (CheckResult.Ok(Name, caller.Arn), caller.Account);
        }
        catch (AmazonServiceException e) when (e.ErrorCode is not (null or ""))
        {
            return (CheckResult.Fail(Name, Refusal(e)), null);
        }
        catch (Exception e) when (e is AmazonClientException or HttpRequestException)
        {
            return (
                CheckResult.Fail(
                    Name,
                    $"STS, which knows whose they are, does not answer ({(e.InnerException ?? e).Message.TrimEnd('.')}): check the "
                        + $"network and the region"),
                null);
        }
    }

    private static string Refusal(AmazonServiceException e) => e.ErrorCode switch
    {
        "ExpiredToken" or "ExpiredTokenException" => "they have expired: sign in again (`aws sso login`), or get new ones",
        "InvalidClientTokenId" or "UnrecognizedClientException" =>
            "AWS does not know them, or the region is not enabled in their account: check AWS_ACCESS_KEY_ID or AWS_PROFILE, and the region",
        "SignatureDoesNotMatch" => "AWS refuses the signature: check AWS_SECRET_ACCESS_KEY (and the clock)",
        _ => $"AWS refuses them ({e.ErrorCode}: {e.Message})",
    };
}
