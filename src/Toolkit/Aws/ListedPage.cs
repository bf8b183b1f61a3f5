namespace Compressor.Toolkit.Aws;

/// <summary>An object as a listing shows it.</summary>
/// <param name="Key">The key, decoded.</param>
/// <param name="ETag">The entity tag, without quotes.</param>
/// <param name="Size">In bytes.</param>
/// <param name="LastModified">In Unix seconds.</param>
public readonly record struct ListedObject(string Key, string ETag, long Size, long LastModified);

/// <summary>One page of a listing.</summary>
/// <param name="Objects">Up to 1,000 objects, in the order of their keys' bytes in UTF-8.</param>
/// <param name="IsTruncated">Whether there are more.</param>
public sealed record ListedPage(IReadOnlyList<ListedObject> Objects, bool IsTruncated);
