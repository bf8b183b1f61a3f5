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
    public static string Name(this Architecture architecture) => architecture == Architecture.X64 ? "x86_64" : "arm64";
}
