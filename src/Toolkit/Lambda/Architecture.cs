using System.Runtime.InteropServices;

namespace Compressor.Toolkit.Lambda;

/// <summary>The processor that the function runs on.</summary>
public enum Architecture
{
    X64,
    Arm64,
}

/// <summary>Names of architectures, as Terraform's variable <c>architecture</c> has them.</summary>
public static class ArchitectureNames
{
    /// <summary>The architecture of this machine.</summary>
    public static Architecture ThisMachine { get; } =
        RuntimeInformation.OSArchitecture == System.Runtime.InteropServices.Architecture.Arm64 ? Architecture.Arm64 : Architecture.X64;

    /// <summary>Every name, the default first.</summary>
    public static IReadOnlyList<string> All { get; } = [.. Enum.GetValues<Architecture>().Select(Name)];

    public static string Name(this Architecture architecture) => architecture == Architecture.X64 ? "x86_64" : "arm64";

    /// <summary>Returns the architecture of a name.</summary>
    /// <exception cref="FormatException">There is no architecture of that name.</exception>
    public static Architecture Parse(string name) => name == Architecture.X64.Name() ? Architecture.X64
        : name == Architecture.Arm64.Name() ? Architecture.Arm64
        : throw new FormatException($"'{name}' is neither x86_64 nor arm64");
}
