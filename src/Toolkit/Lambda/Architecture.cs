using System.CommandLine.Parsing;
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

    public static string Name(this Architecture architecture) => architecture == Architecture.X64 ? "x86_64" : "arm64";

    /// <summary>Reads an option's value, x86_64 or arm64, or adds an error.</summary>
    public static Architecture Parse(ArgumentResult result)
    {
        foreach (var architecture in Enum.GetValues<Architecture>())
        {
            if (architecture.Name() == result.Tokens[0].Value)
            {
                return architecture;
            }
        }

        result.AddError($"'{result.Tokens[0].Value}' is neither x86_64 nor arm64");
        return default;
    }
}
