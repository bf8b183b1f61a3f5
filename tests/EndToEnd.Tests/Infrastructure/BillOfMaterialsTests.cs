using System.IO.Compression;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Compressor.EndToEnd.Tests.Infrastructure;

/// <summary>The zip that is deployed says what it is made of, and says it right.</summary>
public sealed partial class BillOfMaterialsTests : IDisposable
{
    private const string RuntimePack = "Microsoft.NETCore.App.Runtime.NativeAOT.";

    private readonly ZipArchive _package = ZipFile.OpenRead(Project.Package);
    private readonly BillOfMaterials _bill;

    public BillOfMaterialsTests() => _bill = BillOfMaterials.Create(_package);

    public void Dispose() => _package.Dispose();

    [Fact]
    public void Each_library_that_the_function_is_built_of_is_in_it_with_its_version_and_no_other() =>
        _bill.NuGetPackages.Where(
            package => !package.StartsWith(RuntimePack, StringComparison.Ordinal)).ShouldBe(BuiltOf(), ignoreOrder: true);

    [Fact]
    public void The_runtime_is_in_it() =>
        _bill.NuGetPackages.Where(package => package.StartsWith(RuntimePack, StringComparison.Ordinal))
            .ShouldHaveSingleItem()
            .ShouldMatch(@" 10\.\d+\.\d+$");

    [Fact]
    public void The_engines_are_in_it_with_the_versions_that_are_installed()
    {
        _bill.Version("libdeflate").ShouldStartWith(
            LibdeflateVersion().Match(File.ReadAllText("/usr/include/libdeflate.h")).Groups["version"].Value);

        // Such as libisal.so.2.0.30, which is 2.30.
        var installed = Directory.GetDirectories("/usr/lib", "*-linux-gnu")
            .Select(folder => Path.Combine(folder, "libisal.so.2"))
            .First(File.Exists);
        var library = Path.GetFileName(File.ResolveLinkTarget(installed, returnFinalTarget: true)!.FullName);
        var numbers = library["libisal.so.".Length..].Split('.');
        _bill.Version("isa-l").ShouldStartWith($"{numbers[0]}.{numbers[2]}");
    }

    [Fact]
    public void Each_file_of_the_zip_has_its_hash_in_it()
    {
        _bill.Executable.ShouldBe(BillOfMaterials.Hash(_package.GetEntry("bootstrap")!));
        BillOfMaterials.Hash(_bill.Components["isa-l"]).ShouldBe(BillOfMaterials.Hash(_package.GetEntry("libisal.so.2")!));
        BillOfMaterials.Hash(_bill.Components["ca-certificates"]).ShouldBe(BillOfMaterials.Hash(_package.GetEntry("amazon-roots.pem")!));
        _package.Entries.Select(entry => entry.FullName).ShouldBe(
            ["NOTICES.txt", "amazon-roots.pem", "bootstrap", "libisal.so.2", "sbom.cdx.json"]);
    }

    [Fact]
    public void Each_component_has_a_licence_and_the_notices_name_it()
    {
        using var reader = new StreamReader(_package.GetEntry("NOTICES.txt")!.Open());
        var notices = reader.ReadToEnd();

        _bill.Components.Values.ShouldAllBe(component => component["licenses"]!.AsArray().Count == 1);
        _bill.NuGetPackages.ShouldAllBe(package => notices.Contains($"- {package}: "));
        notices.ShouldContain("libdeflate");
        notices.ShouldContain("libzstd");
        notices.ShouldContain("Copyright: 2011-2019, Intel Corporation");
        notices.ShouldContain("Copyright (c) .NET Foundation and Contributors");
        notices.ShouldContain("END OF TERMS AND CONDITIONS");
    }

    [Fact]
    public void It_says_the_same_each_time()
    {
        _bill.Format.ShouldBe("CycloneDX 1.6");
        _bill.Varying.ShouldAllBe(value => value == null);
    }

    [Fact]
    public void The_zip_is_within_6_MB() => new FileInfo(Project.Package).Length.ShouldBeLessThanOrEqualTo(6_000_000);

    /// <summary>The packages that the compiler's own list of the handler's libraries names: name and version.</summary>
    private static IEnumerable<string> BuiltOf()
    {
        var list = Path.Combine(AppContext.BaseDirectory, "bootstrap.deps.json");
        return JsonNode.Parse(File.ReadAllText(list))!["libraries"]!.AsObject()
            .Where(library => library.Value!["type"]!.GetValue<string>() == "package")
            .Select(library => library.Key.Replace('/', ' '));
    }

    [GeneratedRegex("LIBDEFLATE_VERSION_STRING\\s+\"(?<version>[0-9.]+)\"")]
    private static partial Regex LibdeflateVersion();
}
