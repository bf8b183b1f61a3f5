using System.Runtime.InteropServices;
using Compressor.Testing;

namespace Compressor.EndToEnd.Tests.Bootstrap;

/// <summary>A test of the package for arm64: it is skipped where that is not built, or where nothing here can run it.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class Arm64TheoryAttribute : TheoryAttribute
{
    /// <summary>Debian's qemu-user-static.</summary>
    public const string Emulator = "/usr/bin/qemu-aarch64-static";

    public Arm64TheoryAttribute() => Skip = WhyNot();

    /// <summary>Where build/arm64.sh unpacks arm64's libraries.</summary>
    public static string Libraries { get; } = Repository.PathTo("artifacts", "arm64", "root");

    private static string? WhyNot() =>
        !File.Exists(Project.PackageFor("arm64")) ? "There is no package for arm64: make package ARCHITECTURE=arm64 builds it."
        : RuntimeInformation.OSArchitecture != Architecture.Arm64 && !File.Exists(Emulator) ? $"{Emulator} is not there."
        : null;
}
