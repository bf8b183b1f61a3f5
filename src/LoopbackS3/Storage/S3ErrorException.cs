namespace Compressor.LoopbackS3.Storage;

/// <summary>An answer that is an error, with S3's code and status.</summary>
public sealed class S3ErrorException(int status, string code, string message) : Exception(message)
{
    public int Status => status;

    public string Code => code;

    public static S3ErrorException NoSuchKey() => new(404, "NoSuchKey", "The specified key does not exist.");

    public static S3ErrorException NoSuchVersion() => new(404, "NoSuchVersion", "The specified version does not exist.");

    public static S3ErrorException NoSuchBucket() => new(404, "NoSuchBucket", "The specified bucket does not exist");

    public static S3ErrorException NoSuchUpload() => new(
        404,
        "NoSuchUpload",
        "The specified upload does not exist. The upload ID may be invalid, or the upload may have been aborted or completed.");

    public static S3ErrorException AccessDenied() => new(403, "AccessDenied", "Access Denied");

    public static S3ErrorException SignatureDoesNotMatch() => new(
        403,
        "SignatureDoesNotMatch",
        "The request signature we calculated does not match the signature you provided. Check your key and signing method.");

    public static S3ErrorException PreconditionFailed() =>
        new(412, "PreconditionFailed", "At least one of the pre-conditions you specified did not hold");

    public static S3ErrorException ConditionalRequestConflict() => new(
        409, "ConditionalRequestConflict", "The conditional request cannot succeed due to a conflicting operation against this resource.");

    public static S3ErrorException SlowDown() => new(503, "SlowDown", "Please reduce your request rate.");

    public static S3ErrorException InternalError() => new(500, "InternalError", "We encountered an internal error. Please try again.");

    public static S3ErrorException RequestTimeTooSkewed() =>
        new(403, "RequestTimeTooSkewed", "The difference between the request time and the current time is too large.");

    public static S3ErrorException KeyTooLong() => new(400, "KeyTooLongError", "Your key is too long");

    public static S3ErrorException MetadataTooLarge() =>
        new(400, "MetadataTooLarge", "Your metadata headers exceed the maximum allowed metadata size");

    public static S3ErrorException BadDigest(string what) =>
        new(400, "BadDigest", $"The {what} you specified did not match what we received.");

    public static S3ErrorException InvalidRange() => new(416, "InvalidRange", "The requested range is not satisfiable");

    public static S3ErrorException InvalidPart() => new(400, "InvalidPart", "One or more of the specified parts could not be found.");

    public static S3ErrorException InvalidPartOrder() => new(400, "InvalidPartOrder", "The list of parts was not in ascending order.");

    public static S3ErrorException EntityTooSmall() =>
        new(400, "EntityTooSmall", "Your proposed upload is smaller than the minimum allowed size");

    public static S3ErrorException MissingContentLength() =>
        new(411, "MissingContentLength", "You must provide the Content-Length HTTP header.");

    public static S3ErrorException MalformedXml() =>
        new(400, "MalformedXML", "The XML you provided was not well-formed or did not validate against our published schema");

    public static S3ErrorException InvalidArgument(string message) => new(400, "InvalidArgument", message);

    public static S3ErrorException MethodNotAllowed() =>
        new(405, "MethodNotAllowed", "The specified method is not allowed against this resource.");

    public static S3ErrorException NotImplemented(string what) =>
        new(501, "NotImplemented", $"{what}: this double of S3 does not do that.");
}
