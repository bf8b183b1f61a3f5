using Compressor.LoopbackS3.Storage;

namespace Compressor.Lab.Subjects;

/// <summary>An object for one invocation.</summary>
/// <param name="Bucket">Where it is.</param>
/// <param name="Key">Its key.</param>
/// <param name="Event">The event that tells of it.</param>
internal sealed record BenchObject(Bucket Bucket, string Key, string Event);
