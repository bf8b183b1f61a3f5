using System.Xml.Linq;

namespace Compressor.Testing;

/// <summary>The repository that the tests were built in.</summary>
public static class Repository
{
    /// <summary>Its root: the folder above the tests that holds the solution.</summary>
    public static string Root { get; } = Find(AppContext.BaseDirectory);

    /// <summary>The full path of a file or folder in it.</summary>
    public static string PathTo(params string[] names) => Path.Combine([Root, .. names]);

    /// <summary>The text of a file in it.</summary>
    public static string Read(string path) => File.ReadAllText(PathTo(path));

    /// <summary>The version of all that is released, as Directory.Build.props has it.</summary>
    public static string Version { get; } = XElement.Load(PathTo("Directory.Build.props")).Descendants("Version").Single().Value;

    private static string Find(string folder) =>
        File.Exists(Path.Combine(folder, "Compressor.sln")) ? folder
        : Path.GetDirectoryName(folder) is { } parent ? Find(parent)
        : throw new InvalidOperationException($"{AppContext.BaseDirectory} is not inside the repository.");
}
