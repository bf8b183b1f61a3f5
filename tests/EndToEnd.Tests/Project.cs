using System.Runtime.InteropServices;
using Compressor.EndToEnd.Tests.Infrastructure;
using Compressor.Testing;
using Compressor.Toolkit.Samples;
using Xunit.Abstractions;

// Most tests wait for Terraform or for a local AWS, and take no processor meanwhile.
[assembly: CollectionBehavior(MaxParallelThreads = 6)]
[assembly: TestCollectionOrderer("Compressor.EndToEnd.Tests.LongestFirst", "Compressor.EndToEnd.Tests")]

namespace Compressor.EndToEnd.Tests;

/// <summary>Begins with the life of a deployment, which takes longest, and goes on with the other collections that deploy first.</summary>
public sealed class LongestFirst : ITestCollectionOrderer
{
    public IEnumerable<ITestCollection> OrderTestCollections(IEnumerable<ITestCollection> testCollections) => testCollections
        .OrderByDescending(collection => collection.DisplayName == DeploymentLifeGroup.Name)
        .ThenByDescending(collection => collection.CollectionDefinition is not null);
}

/// <summary>What the tests need of the project, and make of it.</summary>
internal static class Project
{
    /// <summary>This machine's architecture, as Lambda calls it.</summary>
    public static string MachineArchitecture { get; } =
        RuntimeInformation.OSArchitecture == Architecture.Arm64 ? "arm64" : "x86_64";

    /// <summary>The function's zip for this machine, which <c>make package</c> writes.</summary>
    public static string Package { get; } = PackageFor(MachineArchitecture);

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
