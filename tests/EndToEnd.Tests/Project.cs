using System.Runtime.InteropServices;
using Compressor.Testing;
using Compressor.Toolkit.Samples;

// Most tests wait for Terraform or for a local AWS, and take no processor meanwhile.
[assembly: CollectionBehavior(MaxParallelThreads = 6)]

namespace Compressor.EndToEnd.Tests;

/// <summary>What the tests need of the project, and make of it.</summary>
internal static class Project
{
    /// <summary>The function's zip for this machine, which <c>make package</c> writes.</summary>
    public static string Package { get; } = PackageFor(RuntimeInformation.OSArchitecture == Architecture.Arm64 ? "arm64" : "x86_64");

    /// <summary>The function's zip for an architecture of Lambda's.</summary>
    public static string PackageFor(string architecture) => Repository.PathTo("artifacts", "package", $"function-{architecture}.zip");

    /// <summary>JSON of <paramref name="size"/> bytes that differs for each seed.</summary>
    public static byte[] SampleJson(int size, ulong seed)
    {
        using var stream = new MemoryStream(size);
        SampleEvents.Write(stream, size, seed);
        return stream.ToArray();
    }
}
