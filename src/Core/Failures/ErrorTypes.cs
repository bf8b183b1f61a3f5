namespace Compressor.Core.Failures;

/// <summary>
/// The names of what can go wrong, as dead letters and metrics carry them. They are stable: alarms, <c>compressor redrive</c>
/// and runbooks go by them.
/// </summary>
public static class ErrorTypes
{
    /// <summary>The event is not JSON, or a value is not what its shape has there.</summary>
    public const string MalformedEvent = nameof(MalformedEvent);

    /// <summary>The event has a shape that the function does not understand.</summary>
    public const string UnknownEvent = nameof(UnknownEvent);

    /// <summary>A setting is wrong: the function does not start.</summary>
    public const string InvalidSettings = nameof(InvalidSettings);

    /// <summary>The function cannot start for another reason, such as a file that its package lacks.</summary>
    public const string RuntimeInitError = nameof(RuntimeInitError);

    /// <summary>The object is larger than MAX_FILE_SIZE.</summary>
    public const string ObjectTooLarge = nameof(ObjectTooLarge);

    /// <summary>The archive's key would be longer than S3 stores.</summary>
    public const string KeyTooLong = nameof(KeyTooLong);

    /// <summary>The archive's key is taken by another source's archive, or by an object that is not one of our archives.</summary>
    public const string KeyCollision = nameof(KeyCollision);

    /// <summary>Other writers changed the archive's key in every round of the conditional PUT.</summary>
    public const string Conflict = nameof(Conflict);

    /// <summary>Bytes read or made do not agree with their length or checksum.</summary>
    public const string IntegrityError = nameof(IntegrityError);

    /// <summary>The invocation's time is up.</summary>
    public const string DeadlineExceeded = nameof(DeadlineExceeded);

    /// <summary>S3 denied a request: a policy is missing something.</summary>
    public const string AccessDenied = nameof(AccessDenied);

    /// <summary>The bucket does not exist.</summary>
    public const string BucketNotFound = nameof(BucketNotFound);

    /// <summary>S3 cannot be reached, or did not answer.</summary>
    public const string StorageUnreachable = nameof(StorageUnreachable);

    /// <summary>S3 answered with an error that no other name fits.</summary>
    public const string StorageError = nameof(StorageError);

    /// <summary>The function has a defect.</summary>
    public const string InternalError = nameof(InternalError);

    /// <summary>Whether another try ends the same, as the object or its key would have to change, or a setting.</summary>
    public static bool IsPermanent(string errorType) => errorType is ObjectTooLarge or KeyTooLong or KeyCollision;
}
