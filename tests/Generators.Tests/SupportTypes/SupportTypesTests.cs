using Compressor.Generators.Tests.Harness;
using Compressor.Testing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Compressor.Generators.Tests.SupportTypes;

/// <summary>What users' code can refer to: a change to it may break their code.</summary>
public class SupportTypesTests
{
    private const string Baseline = "tests/Generators.Tests/SupportTypes/baseline.txt";

    private static readonly SymbolDisplayFormat Format = new(
        SymbolDisplayGlobalNamespaceStyle.Omitted,
        SymbolDisplayTypeQualificationStyle.NameAndContainingTypes,
        SymbolDisplayGenericsOptions.IncludeTypeParameters | SymbolDisplayGenericsOptions.IncludeTypeConstraints,
        SymbolDisplayMemberOptions.IncludeAccessibility | SymbolDisplayMemberOptions.IncludeModifiers
            | SymbolDisplayMemberOptions.IncludeType | SymbolDisplayMemberOptions.IncludeParameters
            | SymbolDisplayMemberOptions.IncludeConstantValue | SymbolDisplayMemberOptions.IncludeRef,
        parameterOptions: SymbolDisplayParameterOptions.IncludeType | SymbolDisplayParameterOptions.IncludeName
            | SymbolDisplayParameterOptions.IncludeParamsRefOut | SymbolDisplayParameterOptions.IncludeDefaultValue,
        propertyStyle: SymbolDisplayPropertyStyle.ShowReadWriteDescriptor,
        kindOptions: SymbolDisplayKindOptions.IncludeTypeKeyword,
        miscellaneousOptions: SymbolDisplayMiscellaneousOptions.UseSpecialTypes
            | SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier);

    [Fact]
    public void Attributes_and_support_types_are_those_of_the_baseline()
    {
        var lines = Describe().ToList();
        var expected = Repository.Read(Baseline).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var written = Repository.PathTo("artifacts", "support-types.txt");
        File.WriteAllLines(written, lines);

        lines.Except(expected).Select(line => "+ " + line).Concat(expected.Except(lines).Select(line => "- " + line)).ShouldBeEmpty(
            $"Users' code may depend on this. If the change is meant: cp artifacts/{Path.GetFileName(written)} {Baseline}");
        lines.ShouldBe(expected);
    }

    private static IEnumerable<string> Describe()
    {
        GeneratorHarness.Driver().RunGeneratorsAndUpdateCompilation(GeneratorHarness.Compile([]), out var output, out _);
        var types = output.Assembly.GlobalNamespace.GetNamespaceMembers().Single(space => space.Name == "Compressor")
            .GetNamespaceMembers().Single().GetTypeMembers();
        foreach (var type in types.OrderBy(type => type.Name, StringComparer.Ordinal))
        {
            yield return Describe(type);
            foreach (
                var member in type.GetMembers()
                    .Where(member => member is { IsImplicitlyDeclared: false, DeclaredAccessibility: not Accessibility.Private }
                        and not IMethodSymbol { AssociatedSymbol: not null })
                    .Select(member => member.ToDisplayString(Format))
                    .Order(StringComparer.Ordinal))
            {
                yield return $"{type.Name}: {member}";
            }
        }
    }

    // With the kinds of declaration that an attribute can be on.
    private static string Describe(INamedTypeSymbol type)
    {
        var usage = type.GetAttributes().FirstOrDefault(attribute => attribute.AttributeClass!.Name == "AttributeUsageAttribute");
        var targets = usage is null ? "" : $" on {(AttributeTargets)(int)usage.ConstructorArguments[0].Value!}";
        var modifiers = (type.IsStatic ? "static " : "") + (type is { IsSealed: true, IsValueType: false } ? "sealed " : "");
        var bases = type.Interfaces.Select(other => other.Name).Order(StringComparer.Ordinal).ToList();
        if (type.BaseType is { SpecialType: SpecialType.None } baseType)
        {
            bases.Insert(0, baseType.Name);
        }

        var after = bases.Count > 0 ? " : " + string.Join(", ", bases) : "";
        return $"{SyntaxFacts.GetText(type.DeclaredAccessibility)} {modifiers}{type.ToDisplayString(Format)}{after}{targets}";
    }
}
