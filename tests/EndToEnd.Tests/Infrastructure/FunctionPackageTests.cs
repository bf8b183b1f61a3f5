using System.IO.Compression;

namespace Compressor.EndToEnd.Tests.Infrastructure;

/// <summary>Terraform takes a package's word for its architecture: the name must tell the truth.</summary>
[Trait("Packages", "Every")]
public sealed class FunctionPackageTests
{
    private const int ElfMachine = 18;

    [Fact]
    public void Each_packages_executable_is_of_the_architecture_that_its_name_says()
    {
        var packages = Directory.GetFiles(Path.GetDirectoryName(Project.Package)!, "function-*.zip");

        packages.ShouldContain(Project.Package);
        packages.Select(package => (package, Machine(package))).ShouldBe(packages.Select(package => (package, Expected(package))));
    }

    private static int Expected(string package) => package.EndsWith("-arm64.zip", StringComparison.Ordinal) ? 183 : 62;

    private static int Machine(string package)
    {
        using var archive = ZipFile.OpenRead(package);
        using var executable = archive.GetEntry("bootstrap")!.Open();
        var header = new byte[ElfMachine + 2];
        executable.ReadExactly(header);
        header.AsSpan(1, 3).SequenceEqual("ELF"u8).ShouldBeTrue();
        return header[ElfMachine] | header[ElfMachine + 1] << 8;
    }
}
