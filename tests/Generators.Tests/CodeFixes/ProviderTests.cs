using System.Reflection;
using System.Text.RegularExpressions;
using Compressor.Generators.CodeFixes;
using Compressor.Testing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace Compressor.Generators.Tests.CodeFixes;

public class ProviderTests
{
    private static readonly List<Type> Providers =
        [.. typeof(RepairProvider).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(CodeFixProvider)) && !type.IsAbstract)];

    [Fact]
    public void Editors_find_each_provider() => Providers.ShouldAllBe(type =>
        type.IsPublic && type.GetCustomAttribute<ExportCodeFixProviderAttribute>()!.Languages.Single() == LanguageNames.CSharp);

    [Fact]
    public void Documentation_lists_the_diagnostics_that_have_a_fix()
    {
        var section = Repository.Read("docs/generator.md").Split("\n## ")
            .Single(text => text.StartsWith("In the editor", StringComparison.Ordinal));

        Regex.Matches(section, @"^\| (CMP\d+) \|", RegexOptions.Multiline).Select(match => match.Groups[1].Value).ShouldBe(
            Providers.SelectMany(type => ((CodeFixProvider)Activator.CreateInstance(type)!).FixableDiagnosticIds), ignoreOrder: true);
    }

    [Theory]
    [InlineData("nmae", "name")]
    [InlineData("Name", "name")]
    [InlineData("nam", "name")]
    [InlineData("names", "name")]
    [InlineData("bucketNmaes", "bucketName")]
    [InlineData("size", null)]
    [InlineData("nm", null)]
    [InlineData("", null)]
    public void Nearest_name_has_a_mistake_in_three_letters_at_most(string name, string? nearest) =>
        NearestName.Find(name, ["name", "bucketName", "took"]).ShouldBe(nearest);
}
