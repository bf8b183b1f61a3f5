namespace Compressor.Handler.Storage;

/// <summary>What S3 made of a GET that is pinned to one upload.</summary>
internal enum GetOutcome
{
    /// <summary>The upload can be read.</summary>
    Opened,

    /// <summary>404: the object is gone.</summary>
    Missing,

    /// <summary>412: the object was uploaded again since, so the newer upload's event is on its way.</summary>
    Replaced,
}
