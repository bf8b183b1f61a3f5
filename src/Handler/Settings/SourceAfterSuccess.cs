namespace Compressor.Handler.Settings;

/// <summary>What happens to an object once its archive is stored.</summary>
internal enum SourceAfterSuccess
{
    /// <summary>It stays until the bucket's lifecycle deletes it.</summary>
    Keep,

    /// <summary>It is deleted, after its archive was inflated again and compared.</summary>
    Delete,
}
