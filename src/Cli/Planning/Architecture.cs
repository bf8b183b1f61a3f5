namespace Compressor.Cli.Planning;

/// <summary>The processor that the function runs on.</summary>
internal enum Architecture
{
    X64,
    Arm64,
}

/// <summary>Names of architectures, as Terraform's variable <c>architecture</c> has them.</summary>
internal static class ArchitectureNames
{
    public static string Name(this Architecture architecture) => architecture == Architecture.X64 ? "x86_64" : "arm64";
}
