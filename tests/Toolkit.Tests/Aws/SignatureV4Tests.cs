using System.Text;
using Amazon.Runtime;
using Compressor.Toolkit.Aws;

namespace Compressor.Toolkit.Tests.Aws;

/// <summary>
/// Requests to S3 Control against what botocore 1.43.11's <c>S3SigV4Auth</c> makes of the same requests, with its clock at the same time.
/// </summary>
public sealed class SignatureV4Tests
{
    private const string Jobs = "https://123456789012.s3-control.eu-central-1.amazonaws.com/v20180820/jobs";

    private static readonly DateTimeOffset Noon = new(2026, 11, 28, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("", "<CreateJobRequest/>", null, "5bc528b42da81097f7042e14fdf046420c611cc44c128294c4c2667eb05abb49")]
    [InlineData("?marker-x=1&marker=2&flag&a=2&a=10", "", null, "b60f6e23d4e4d682efe9ffb752f3be4b8e588e6accd06a56c07ba2fe49e9abf8")]
    [InlineData("", "<CreateJobRequest/>", "token", "c91ccb0b31c0a53f36127538526a071941932ac9e950d42ab5d6cd6e55c906a0")]
    [InlineData(
        "/job-1/status?requestedJobStatus=Cancelled&a=b", "", null, "1c8280fd4fc78955965fd72aae75a8e96379f20cb0bfc0a34b63835235fc134e")]
    [InlineData(
        "/job-1/status?requestedJobStatus=Cancelled&a=b", "", "token", "81087f57408330cdb3f1d6e772c22ab8062aba97f8510b6601e11ad8292c2307")]
    public void Requests_of_S3_are_signed_with_the_body_and_the_account_as_AWSs_own_client_signs_them(
        string path, string body, string? token, string signature)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, Jobs + path);
        request.Headers.Add("x-amz-account-id", "123456789012");

        SignatureV4.Sign(
            request,
            Encoding.UTF8.GetBytes(body),
            "s3",
            "eu-central-1",
            new ImmutableCredentials("AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY", token),
            Noon);

        var names = "host;x-amz-account-id;x-amz-content-sha256;x-amz-date" + (token is null ? "" : ";x-amz-security-token");
        request.Headers.GetValues("Authorization").ShouldBe(
        [
            "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20261128/eu-central-1/s3/aws4_request, "
                + $"SignedHeaders={names}, Signature={signature}",
        ]);
        request.Headers.GetValues("x-amz-account-id").ShouldBe(["123456789012"]);
    }
}
