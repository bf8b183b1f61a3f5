namespace Compressor.Cli.Objects;

/// <summary>Files for what must be read from its end, or more than once, and would take too much memory.</summary>
internal static class TemporaryFile
{
    private const int BufferSize = 1 << 16;

    /// <summary>Copies what is left of a stream into a file that is deleted when it is closed. It is at its beginning.</summary>
    public static async Task<FileStream> CopyAsync(Stream content, CancellationToken cancellationToken)
    {
        const FileOptions Temporary = FileOptions.DeleteOnClose | FileOptions.Asynchronous;
        var file = new FileStream(Path.GetTempFileName(), FileMode.Create, FileAccess.ReadWrite, FileShare.None, BufferSize, Temporary);
        try
        {
            await content.CopyToAsync(file, cancellationToken);
            file.Position = 0;
            return file;
        }
        catch
        {
            await file.DisposeAsync();
            throw;
        }
    }
}
