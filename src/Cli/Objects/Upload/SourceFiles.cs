using System.IO.Enumeration;

namespace Compressor.Cli.Objects.Upload;

/// <summary>The files that paths stand for: a file is itself, a folder is all files below it. They are found anew at each enumeration, not held.</summary>
/// <param name="paths">Files and folders.</param>
public sealed class SourceFiles(IReadOnlyList<string> paths)
{
    private static readonly EnumerationOptions Everything = new() { RecurseSubdirectories = true, AttributesToSkip = 0, IgnoreInaccessible = false };

    /// <summary>Whether <paramref name="file"/> was given itself, rather than found in a folder.</summary>
    public bool IsGivenByName(SourceFile file) => paths.Contains(file.Path);

    /// <summary>Enumerates the files. Folders that are symbolic links are not followed, for they can lead in circles.</summary>
    /// <exception cref="FileNotFoundException">A path does not exist.</exception>
    public IEnumerable<SourceFile> Enumerate()
    {
        foreach (var path in paths)
        {
            if (Directory.Exists(path))
            {
                foreach (var file in Below(path))
                {
                    yield return file;
                }
            }
            else
            {
                var info = new FileInfo(path);
                yield return info.Exists
                    ? new(path, info.Name, info.Length)
                    : throw new FileNotFoundException($"{path}: no such file or folder", path);
            }
        }
    }

    private static FileSystemEnumerable<SourceFile> Below(string folder) => new(
        folder,
        (ref FileSystemEntry entry) => Describe(folder, entry.ToSpecifiedFullPath(), entry.Length),
        Everything)
    {
        ShouldIncludePredicate = (ref FileSystemEntry entry) => !entry.IsDirectory,
        ShouldRecursePredicate = (ref FileSystemEntry entry) => (entry.Attributes & FileAttributes.ReparsePoint) == 0,
    };

    private static SourceFile Describe(string folder, string path, long length)
    {
        // A link's own length is that of its text.
        var size = File.ResolveLinkTarget(path, returnFinalTarget: true) is FileInfo { Exists: true } target ? target.Length : length;
        return new(path, Path.GetRelativePath(folder, path).Replace(Path.DirectorySeparatorChar, '/'), size);
    }
}
