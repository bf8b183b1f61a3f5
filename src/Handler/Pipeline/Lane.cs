namespace Compressor.Handler.Pipeline;

/// <summary>What one object may use while it is under way.</summary>
/// <param name="Archiving">Makes its archive, in buffers that no other object uses meanwhile.</param>
/// <param name="Engines">
/// Entered while the object is compressed, which happens off the thread of the sockets' events, since other objects need that one; null
/// where the object is alone.
/// </param>
/// <param name="Cost">What its buffers take of the memory that all share, in bytes.</param>
/// <param name="Bytes">The object's size, or the most that it may be, in bytes.</param>
internal readonly record struct Lane(BufferedArchiving Archiving, SemaphoreSlim? Engines, long Cost, long Bytes);
