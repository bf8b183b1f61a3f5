namespace Compressor.Handler.Runtime;

/// <summary>An event to handle.</summary>
/// <param name="Context">What Lambda says about it.</param>
/// <param name="Event">The event's JSON, valid until the invocation was answered.</param>
internal readonly record struct Invocation(InvocationContext Context, ReadOnlyMemory<byte> Event);
