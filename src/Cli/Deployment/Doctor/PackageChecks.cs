using System.Buffers.Binary;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Compressor.Cli.Deployment.Doctor;

/// <summary>Whether the function's zip can run where it is deployed to.</summary>
internal static class PackageChecks
{
    private const string PackageName = "package";
    private const string ArchitectureName = "architecture";

    /// <summary>Looks at the zip. Returns what it found, and the authorities in the zip: none if it could not be read.</summary>
    public static (IReadOnlyList<CheckResult> Results, X509Certificate2Collection Roots) Run(PlannedDeployment planned)
    {
        if (planned.PackageIsInS3)
        {
            const string Elsewhere = "it is taken from S3, and not looked at here";
            return ([CheckResult.Skip(PackageName, Elsewhere), CheckResult.Skip(ArchitectureName, Elsewhere)], []);
        }

        var make = $"run `make package ARCHITECTURE={planned.Architecture}`";
        try
        {
            using var package = FunctionPackage.Open(planned.Package);
            return ([Content(package, planned, make), Architecture(package, planned, make)], package.ReadRoots());
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return (
                [
                    CheckResult.Fail(
                        PackageName,
                        $"{planned.Package} cannot be read ({(File.Exists(planned.Package) ? e.Message : "it is not there")}): {make}"),
                    CheckResult.Skip(ArchitectureName, "there is no package"),
                ],
                []);
        }
        catch (InvalidDataException)
        {
            return (
                [
                    CheckResult.Fail(PackageName, $"{planned.Package} is not a zip: {make}"),
                    CheckResult.Skip(ArchitectureName, "there is no package")],
                []);
        }
    }

    private static CheckResult Content(FunctionPackage package, PlannedDeployment planned, string make) =>
        (package.FindExecutableProblem() ?? package.FindEngineProblem(planned.Architecture)) is { } problem
            ? CheckResult.Fail(PackageName, $"{planned.Package} cannot run: {problem}: {make}")
            : CheckResult.Ok(PackageName, $"{planned.Package} has everything that it needs");

    private static CheckResult Architecture(FunctionPackage package, PlannedDeployment planned, string make) =>
        package.ExecutableArchitecture() switch
        {
            null => CheckResult.Skip(ArchitectureName, "there is no program to check"),
            var found when found != planned.Architecture => CheckResult.Fail(
                ArchitectureName, $"ARCHITECTURE={planned.Architecture}, but {planned.Package} starts a program for {found}: {make}"),
            var found => CheckResult.Ok(ArchitectureName, found),
        };
}

/// <summary>What can be wrong in a function's zip: what starts it, what it loads, and whom it trusts.</summary>
internal sealed class FunctionPackage : IDisposable
{
    private const string Executable = "bootstrap";
    private const string Engine = "libisal.so.2";
    private const string Roots = "amazon-roots.pem";
    private const int ElfMachine = 18;
    private const int MaxRootsBytes = 1 << 20;

    /// <summary>ELF's numbers of machines (e_machine) by Lambda's names of architectures.</summary>
    private static readonly Dictionary<ushort, string> Machines = new() { [62] = "x86_64", [183] = "arm64" };

    private readonly ZipArchive _archive;

    private FunctionPackage(ZipArchive archive) => _archive = archive;

    /// <summary>Opens it.</summary>
    /// <exception cref="InvalidDataException">It is not a zip.</exception>
    /// <exception cref="IOException">It is not there.</exception>
    public static FunctionPackage Open(string path) => new(ZipFile.OpenRead(path));

    public void Dispose() => _archive.Dispose();

    /// <summary>Returns what is wrong with what Lambda starts, or null.</summary>
    public string? FindExecutableProblem() => _archive.GetEntry(Executable) switch
    {
        null => $"it has no '{Executable}', the program that Lambda starts",
        var entry when !IsExecutable(entry) => $"'{Executable}' is not executable (mode {Convert.ToString(Mode(entry), 8)}, 755 is needed)",
        _ => null,
    };

    /// <summary>Returns what is wrong with the files that the executable loads, or null.</summary>
    public string? FindEngineProblem(string architecture) => Architecture(Engine) switch
    {
        null => $"it has no '{Engine}', without which COMPRESSION=fast fails",
        var found when found != architecture => $"'{Engine}' is for {found}, not for {architecture}",
        _ => null,
    };

    /// <summary>The architecture that Lambda must have to start it, or null where there is no executable.</summary>
    public string? ExecutableArchitecture() => Architecture(Executable);

    /// <summary>The authorities in it; empty where there are none.</summary>
    public X509Certificate2Collection ReadRoots()
    {
        var roots = new X509Certificate2Collection();
        if (_archive.GetEntry(Roots) is { Length: <= MaxRootsBytes } entry)
        {
            using var reader = new StreamReader(entry.Open(), Encoding.ASCII);
            try
            {
                roots.ImportFromPem(reader.ReadToEnd());
            }
            catch (CryptographicException)
            {
                // A text without certificates trusts nobody, like an empty one.
            }
        }

        return roots;
    }

    private string? Architecture(string name)
    {
        if (_archive.GetEntry(name) is not { } entry)
        {
            return null;
        }

        using var content = entry.Open();
        Span<byte> header = stackalloc byte[ElfMachine + sizeof(ushort)];
        if (content.ReadAtLeast(header, header.Length, throwOnEndOfStream: false) < header.Length || !header[1..4].SequenceEqual("ELF"u8))
        {
            return "no machine (it is not an ELF file)";
        }

        var machine = BinaryPrimitives.ReadUInt16LittleEndian(header[ElfMachine..]);
        return Machines.GetValueOrDefault(machine, $"machine {machine}");
    }

    /// <summary>Unix keeps the mode in the upper half of the attributes.</summary>
    private static int Mode(ZipArchiveEntry entry) => (entry.ExternalAttributes >> 16) & 0b111_111_111;

    private static bool IsExecutable(ZipArchiveEntry entry) => (Mode(entry) & 0b101) == 0b101;
}
