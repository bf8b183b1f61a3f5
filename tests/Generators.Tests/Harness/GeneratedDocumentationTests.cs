using Compressor.Generators.Tests.Friends;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Compressor.Generators.Tests.Harness;

/// <summary>What editors show of generated members and support types.</summary>
public class GeneratedDocumentationTests
{
    private static readonly Compilation Output = Generate();

    private static readonly HashSet<SyntaxTree> Generated =
        [.. Output.SyntaxTrees.Where(tree => tree.FilePath.EndsWith(".g.cs", StringComparison.Ordinal))];

    [Fact]
    public void All_generators_take_part() =>
        new[] { "JsonEvent", "JsonLine", "JsonReader", "JsonWriter", "LambdaJsonSerializer", "SampledLog", "Settings" }
            .ShouldAllBe(name => Generated.Any(tree => tree.FilePath.EndsWith($".{name}.g.cs", StringComparison.Ordinal)));

    [Fact]
    public void All_that_is_generated_and_not_private_has_a_documentation_comment() =>
        All(Output.Assembly.GlobalNamespace).Where(IsShown)
            .Where(symbol => string.IsNullOrWhiteSpace(symbol.GetDocumentationCommentXml()))
            .Select(symbol => symbol.ToDisplayString()).ShouldBeEmpty();

    [Fact]
    public void Documentation_comments_are_well_formed_and_refer_to_what_exists() =>
        Output.GetDiagnostics()
            .Where(diagnostic =>
                diagnostic.Severity >= DiagnosticSeverity.Warning && Generated.Contains(diagnostic.Location.SourceTree!))
            .ShouldBeEmpty();

    private static IEnumerable<ISymbol> All(INamespaceOrTypeSymbol container) =>
        container.GetMembers().SelectMany(member => member is INamespaceOrTypeSymbol inner ? All(inner).Prepend(member) : [member]);

    private static bool IsShown(ISymbol symbol) =>
        symbol.DeclaringSyntaxReferences is { Length: > 0 } declarations
        && declarations.All(declaration => Generated.Contains(declaration.SyntaxTree))
        && symbol is { IsImplicitlyDeclared: false, IsOverride: false, Kind: not SymbolKind.Namespace }
        && symbol is not (IMethodSymbol { PartialDefinitionPart: not null } or IMethodSymbol { AssociatedSymbol: not null })
        && IsVisible(symbol);

    private static bool IsVisible(ISymbol symbol)
    {
        for (var level = symbol; level is not null; level = level.ContainingType)
        {
            if (level.DeclaredAccessibility == Accessibility.Private)
            {
                return false;
            }
        }

        return true;
    }

    private static Compilation Generate()
    {
        var options = new CSharpParseOptions(LanguageVersion.CSharp12, DocumentationMode.Diagnose);
        var compilation = GeneratorHarness.Compile([FriendSources.Lambda, FriendSources.Everything.Replace("PROJECT", "Shown")]);
        compilation = compilation.RemoveAllSyntaxTrees().AddSyntaxTrees(
            compilation.SyntaxTrees.Select(tree => CSharpSyntaxTree.ParseText(tree.GetText(), options, tree.FilePath)));
        GeneratorHarness.Driver().WithUpdatedParseOptions(options).RunGeneratorsAndUpdateCompilation(compilation, out var output, out _);
        return output;
    }
}
