namespace Compressor.Handler.Keys;

/// <summary>The archive's key would be longer than S3 stores.</summary>
public sealed class KeyTooLongException(string key, int bytes)
    : Exception($"The archive's key '{key}' has {bytes} bytes; S3 allows {KeyMapping.MaximumKeyBytes}. Shorten the source's key.");
