using System.Runtime.InteropServices;

namespace Compressor.EndToEnd.Tests;

/// <summary>Where the project's files are.</summary>
internal static class Project
{
    /// <summary>The folder of the solution.</summary>
    public static string Root { get; } = Find();

    /// <summary>The function's zip for this machine, which <c>make package</c> writes.</summary>
    public static string Package { get; } = PackageFor(RuntimeInformation.OSArchitecture == Architecture.Arm64 ? "arm64" : "x86_64");

    /// <summary>The function's zip for an architecture of Lambda's.</summary>
    public static string PackageFor(string architecture) => Path.Combine(Root, "artifacts", "package", $"function-{architecture}.zip");

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Compressor.sln")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException($"No folder above {AppContext.BaseDirectory} has Compressor.sln.");
    }
}
