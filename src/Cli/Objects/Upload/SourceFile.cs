namespace Compressor.Cli.Objects.Upload;

/// <summary>A file to upload.</summary>
/// <param name="Path">Where it is.</param>
/// <param name="Name">Its name in the bucket: the path below the folder that was given, with <c>/</c> between folders.</param>
/// <param name="Size">Its size in bytes when it was found.</param>
public sealed record SourceFile(string Path, string Name, long Size);
