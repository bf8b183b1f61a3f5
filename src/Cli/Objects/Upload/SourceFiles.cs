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

    /// <summary>The paths as they were given.</summary>
    public IReadOnlyList<string> Paths => paths;

    /// <summary>The links that the last enumeration left out.</summary>
    public IReadOnlyList<string> SkippedLinks => _skippedLinks;

    /// <summary>How many links were left out and where, in one line; null where there are none.</summary>
    public string? SkippedLinksLine => (_skippedLinks, followLinks) switch
    {
        ([], _) => null,
        ([var link], false) => $"left out: the symbolic link {link}; --follow-links follows it",
        ([var first, ..], false) => $"left out: {_skippedLinks.Count} symbolic links, such as {first}; --follow-links follows them",
        ([var link], true) => $"left out: the symbolic link {link}, which leads nowhere or to a folder that is already included",
        ([var first, ..], true) =>
            $"left out: {_skippedLinks.Count} symbolic links that lead nowhere or to a folder that is already included, such as {first}",
    };

    /// <summary>Enumerates the files.</summary>
    /// <exception cref="FileNotFoundException">A path does not exist.</exception>
    public IEnumerable<SourceFile> Enumerate()
    {
        _skippedLinks.Clear();
        foreach (var path in paths)
        {
            if (Directory.Exists(path))
            {
                var taken = new HashSet<string>(StringComparer.Ordinal) { RealPath(path) };
                foreach (var file in Below(path, path, taken))
                {
                    yield return file;
                }
            }
            else
            {
                yield return File.Exists(path)
                    ? new(path, Path.GetFileName(path), new FileInfo(RealPath(path)).Length)
                    : throw new FileNotFoundException($"{path}: no such file or folder", path);
            }
        }
    }

    /// <param name="root">The folder that was given.</param>
    /// <param name="folder">The folder to look through.</param>
    /// <param name="taken">
    /// The real paths of the given folder and of those that links led to. Each is entered once, so that links cannot lead in circles.
    /// </param>
    private IEnumerable<SourceFile> Below(string root, string folder, HashSet<string> taken)
    {
        var entries = new FileSystemEnumerable<(string Path, bool IsFolder, bool IsLink)>(
            folder,
            (ref FileSystemEntry entry) =>
                (entry.ToSpecifiedFullPath(), entry.IsDirectory, (entry.Attributes & FileAttributes.ReparsePoint) != 0),
            Everything);
        foreach (var (path, isFolder, isLink) in entries)
        {
            if (isLink && !(followLinks && LeadsToSomethingNew(path, isFolder, taken)))
            {
                _skippedLinks.Add(path);
            }
            else if (isFolder)
            {
                foreach (var file in Below(root, path, taken))
                {
                    yield return file;
                }
            }
            else
            {
                var name = Path.GetRelativePath(root, path).Replace(Path.DirectorySeparatorChar, '/');
                yield return new(path, name, new FileInfo(isLink ? RealPath(path) : path).Length);
            }
        }
    }

    /// <summary>A link to a folder that holds the link, or that was entered before, brings nothing new; nor does one to nothing.</summary>
    private static bool LeadsToSomethingNew(string link, bool isFolder, HashSet<string> taken)
    {
        try
        {
            var target = RealPath(link);
            return isFolder ? !IsBelow(Path.GetFullPath(link), target) && taken.Add(target) : File.Exists(target);
        }
        catch (IOException)
        {
            // Links that lead to each other.
            return false;
        }
    }

    private static bool IsBelow(string path, string folder) =>
        (path + Path.DirectorySeparatorChar).StartsWith(folder + Path.DirectorySeparatorChar, StringComparison.Ordinal);

    /// <summary>Follows a link to its end; what is not a link is returned as it is. A link's own length is that of its text.</summary>
    private static string RealPath(string path) => Path.TrimEndingDirectorySeparator(
        File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? Path.GetFullPath(path));
}
