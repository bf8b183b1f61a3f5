namespace Compressor.Handler.Storage;

/// <summary>What S3 made of a conditional PUT.</summary>
internal enum PutOutcome
{
    /// <summary>The archive is stored.</summary>
    Stored,

    /// <summary>412: the condition does not hold.</summary>
    Refused,

    /// <summary>409: another request to the same key was under way.</summary>
    Raced,

    /// <summary>404: what was to be replaced is gone.</summary>
    Gone,
}
