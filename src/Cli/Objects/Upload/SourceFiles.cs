using System.IO.Enumeration;

namespace Compressor.Cli.Objects.Upload;

/// <summary>A file to upload.</summary>
/// <param name="Path">Where it is.</param>
/// <param name="Name">Its name in the bucket: the path below the folder that was given, with <c>/</c> between folders.</param>
/// <param name="Size">Its size in bytes when it was found.</param>
public sealed record SourceFile(string Path, string Name, long Size);

/// <summary>
/// The files that paths stand for: a file is itself, a folder is all files below it. They are found anew at each enumeration, not held.
/// </summary>
/// <param name="paths">Files and folders.</param>
/// <param name="followLinks">
/// Whether symbolic links inside folders are followed. They can lead out of the folder that was given, so by default they are left out.
/// </param>
public sealed class SourceFiles(IReadOnlyList<string> paths, bool followLinks = false)
{
    private static readonly EnumerationOptions Everything = new() { AttributesToSkip = 0, IgnoreInaccessible = false };

    private readonly List<string> _skippedLinks = [];

    /// <summary>The links that the last enumeration left out.</summary>
    public IReadOnlyList<string> SkippedLinks => _skippedLinks;

    /// <summary>What to tell of them in one line; null where there are none.</summary>
    public string? SkippedLinksLine => _skippedLinks.Count == 0
        ? null
        : $"left out: {_skippedLinks.Count} symbolic links, such as {_skippedLinks[0]}; --follow-links follows them";

    /// <summary>Whether <paramref name="file"/> was given itself, rather than found in a folder.</summary>
    public bool IsGivenByName(SourceFile file) => paths.Contains(file.Path);

    /// <summary>Enumerates the files.</summary>
    /// <exception cref="FileNotFoundException">A path does not exist.</exception>
    public IEnumerable<SourceFile> Enumerate()
    {
        _skippedLinks.Clear();
        foreach (var path in paths)
        {
            if (Directory.Exists(path))
            {
                var followed = new HashSet<string>(StringComparer.Ordinal) { RealPath(path) };
                foreach (var file in Below(path, path, followed))
                {
                    yield return file;
                }
            }
            else
            {
                yield return File.Exists(path)
                    ? Describe(path, Path.GetFileName(path))
                    : throw new FileNotFoundException($"{path}: no such file or folder", path);
            }
        }
    }

    /// <param name="root">The folder that was given.</param>
    /// <param name="folder">The folder to look through.</param>
    /// <param name="followed">The real paths of folders that links led to: each is entered once, so that links cannot lead in
    /// circles.</param>
    private IEnumerable<SourceFile> Below(string root, string folder, HashSet<string> followed)
    {
        var entries = new FileSystemEnumerable<(string Path, bool IsFolder, bool IsLink)>(
            folder,
            (ref FileSystemEntry entry) =>
                (entry.ToSpecifiedFullPath(), entry.IsDirectory, (entry.Attributes & FileAttributes.ReparsePoint) != 0),
            Everything);
        foreach (var (path, isFolder, isLink) in entries)
        {
            if (isLink && !(followLinks && (!isFolder || IsNew(path, followed))))
            {
                _skippedLinks.Add(path);
            }
            else if (isFolder)
            {
                foreach (var file in Below(root, path, followed))
                {
                    yield return file;
                }
            }
            else
            {
                yield return Describe(path, Path.GetRelativePath(root, path).Replace(Path.DirectorySeparatorChar, '/'));
            }
        }
    }

    /// <summary>A link to a folder that holds the link, or that was entered before, brings nothing new.</summary>
    private static bool IsNew(string link, HashSet<string> followed)
    {
        var target = RealPath(link);
        return !(Path.GetFullPath(link) + Path.DirectorySeparatorChar).StartsWith(
            target + Path.DirectorySeparatorChar, StringComparison.Ordinal)
            && followed.Add(target);
    }

    private static string RealPath(string folder) =>
        Path.TrimEndingDirectorySeparator(
            Directory.ResolveLinkTarget(folder, returnFinalTarget: true)?.FullName ?? Path.GetFullPath(folder));

    private static SourceFile Describe(string path, string name)
    {
        // A link's own length is that of its text.
        var file = new FileInfo(path);
        return new(
            path, name, file.ResolveLinkTarget(returnFinalTarget: true) is FileInfo { Exists: true } target ? target.Length : file.Length);
    }
}
