namespace S3Copy;

/// <summary>
/// What S3 sends after an upload, as far as it is needed here. Names and shape are those of Amazon.Lambda.S3Events, whose S3Event can take
/// this one's place. What is not declared is skipped.
/// </summary>
internal sealed class S3Event
{
    /// <summary>One for each upload. S3's test event has none.</summary>
    public List<S3Record> Records { get; set; } = [];
}

/// <summary>One upload.</summary>
internal sealed class S3Record
{
    /// <summary>Such as <c>ObjectCreated:Put</c>.</summary>
    public required string EventName { get; set; }

    public required S3Entity S3 { get; set; }
}

/// <summary>Where it went.</summary>
internal sealed class S3Entity
{
    public required S3Bucket Bucket { get; set; }

    public required S3Object Object { get; set; }
}

/// <summary>The bucket.</summary>
internal sealed class S3Bucket
{
    public required string Name { get; set; }
}

/// <summary>The object.</summary>
internal sealed class S3Object
{
    /// <summary>URL-encoded, with a plus for a space.</summary>
    public required string Key { get; set; }
}
