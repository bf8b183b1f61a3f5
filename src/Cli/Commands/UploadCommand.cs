using System.CommandLine;

namespace Compressor.Cli.Commands;

/// <summary><c>compressor upload PATHS… --bucket NAME</c>.</summary>
internal static class UploadCommand
{
    public static Command Create() => new("upload", "Uploads files and folders under the incoming prefix, spread over shards.");
}
