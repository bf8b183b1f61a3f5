using System.Security.Cryptography.X509Certificates;

namespace Compressor.Cli.Deployment.Doctor;

/// <summary>Whether the function's zip can run where it is deployed to.</summary>
internal static class PackageChecks
{
    private const string PackageName = "package";
    private const string ArchitectureName = "architecture";

    /// <summary>Looks at the zip. Returns what it found, and the authorities in the zip; none where it could not be read.</summary>
    public static (IReadOnlyList<CheckResult> Results, X509Certificate2Collection Roots) Run(PlannedDeployment planned)
    {
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
                    CheckResult.Fail(PackageName, $"{planned.Package} is no zip: {make}"),
                    CheckResult.Skip(ArchitectureName, "there is no package")],
                []);
        }
    }

    private static CheckResult Content(FunctionPackage package, PlannedDeployment planned, string make) =>
        (package.FindExecutableProblem() ?? package.FindEngineProblem(planned.Architecture)) is { } problem
            ? CheckResult.Fail(PackageName, $"{planned.Package} cannot run: {problem}: {make}")
            : CheckResult.Ok(PackageName, $"{planned.Package} has what starts and what compresses");

    private static CheckResult Architecture(FunctionPackage package, PlannedDeployment planned, string make) =>
        package.ExecutableArchitecture() switch
        {
            null => CheckResult.Skip(ArchitectureName, "there is nothing that starts"),
            var found when found != planned.Architecture => CheckResult.Fail(
                ArchitectureName, $"ARCHITECTURE={planned.Architecture}, but {planned.Package} starts a program for {found}: {make}"),
            var found => CheckResult.Ok(ArchitectureName, found),
        };
}
