namespace Compressor.Toolkit.Prices;

/// <summary>A tier of INTELLIGENT_TIERING, into which S3 moves an object that was not read for a while; a read takes it back to the first one.</summary>
/// <param name="Name">Its name in the price file.</param>
/// <param name="FromDay">Days without a read after which an object is in it.</param>
public sealed record AccessTier(string Name, int FromDay);
