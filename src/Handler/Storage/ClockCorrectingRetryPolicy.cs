using System.Globalization;
using System.Net;
using Amazon;
using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.S3.Internal;

namespace Compressor.Handler.Storage;

/// <summary>
/// Takes S3's time where S3 says that ours is off, and signs the request again. The SDK does that too, but compares S3's time with the raw
/// clock: once corrected, it refuses to see that the clock was set right, and every later request fails until the process ends.
/// </summary>
internal sealed class ClockCorrectingRetryPolicy(IClientConfig config) : AmazonS3StandardRetryPolicy(config)
{
    // S3 refuses from 15 minutes on. A HEAD has no body that names the error, so its 403 may mean something else.
    private static readonly TimeSpan SkewOfRefusedHead = TimeSpan.FromMinutes(5);

    /// <summary>Turns the SDK's own correction off, for the process.</summary>
    public static void TakeOver() => AWSConfigs.CorrectForClockSkew = false;

    public override Task<bool> RetryForExceptionAsync(IExecutionContext executionContext, Exception exception)
    {
        var context = executionContext.RequestContext;
        if (exception is not AmazonServiceException { StatusCode: HttpStatusCode.Forbidden } refusal
            || ReadServerTime(refusal) is not { } serverTime
            || !(refusal.ErrorCode == "RequestTimeTooSkewed" || IsRefusedHead(context.Request, serverTime)))
        {
            return base.RetryForExceptionAsync(executionContext, exception);
        }

        AWSConfigs.ManualClockCorrection = serverTime - DateTime.UtcNow;
        context.IsSigned = false;
        return Task.FromResult(true);
    }

    private static bool IsRefusedHead(IRequest request, DateTime serverTime) =>
        request is { HttpMethod: "HEAD", SignedAt: { } signedAt } && (signedAt - serverTime).Duration() > SkewOfRefusedHead;

    private static DateTime? ReadServerTime(AmazonServiceException refusal)
    {
        const DateTimeStyles Utc = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;
        var date = (refusal.InnerException as HttpErrorResponseException)?.Response.GetHeaderValue("Date");
        return DateTime.TryParseExact(date, "R", CultureInfo.InvariantCulture, Utc, out var time) ? time : null;
    }
}
