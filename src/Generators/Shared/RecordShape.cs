using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Compressor.Generators.Shared;

/// <summary>
/// How a record is built. Generated code fills it in a private constructor of its own: only there can init-only properties be
/// set one by one, and property initializers stay in force as defaults.
/// </summary>
internal static class RecordShape
{
    /// <summary>
    /// The instance properties of the record and its bases, the most derived first where one hides another, in order of declaration.
    /// </summary>
    public static IReadOnlyList<IPropertySymbol> Properties(INamedTypeSymbol type)
    {
        var levels = new Stack<INamedTypeSymbol>();
        for (
            var level = type; level is not null
                && level.SpecialType != SpecialType.System_Object
                && level.SpecialType != SpecialType.System_ValueType; level = level.BaseType)
        {
            levels.Push(level);
        }

        var properties = new List<IPropertySymbol>();
        foreach (var level in levels)
        {
            foreach (var property in level.GetMembers().OfType<IPropertySymbol>())
            {
                if (property is
                    {
                        IsStatic: false,
                        IsIndexer: false,
                        ExplicitInterfaceImplementations.IsEmpty: true,
                        IsImplicitlyDeclared: false,
                    }
                    || IsPositional(property))
                {
                    properties.RemoveAll(hidden => hidden.Name == property.Name);
                    properties.Add(property);
                }
            }
        }

        return properties;
    }

    /// <summary>Whether the record's own constructor can set the property.</summary>
    public static bool CanSet(IPropertySymbol property, INamedTypeSymbol record) =>
        property.SetMethod is { } setter
        && (SymbolEqualityComparer.Default.Equals(property.ContainingType, record)
            || setter.DeclaredAccessibility is Accessibility.Public or Accessibility.Protected or Accessibility.ProtectedOrInternal
            || (setter.DeclaredAccessibility == Accessibility.Internal
                && SymbolEqualityComparer.Default.Equals(property.ContainingAssembly, record.ContainingAssembly)));

    /// <summary>Whether the property's declaration has an initializer, whose value is its default.</summary>
    public static bool HasInitializer(IPropertySymbol property) =>
        property.DeclaringSyntaxReferences.Any(static reference =>
            reference.GetSyntax() is PropertyDeclarationSyntax { Initializer: not null });

    /// <summary>The constructor that the record's header declares.</summary>
    public static IMethodSymbol? PrimaryConstructor(INamedTypeSymbol type) =>
        type.InstanceConstructors.FirstOrDefault(static constructor =>
            constructor.DeclaringSyntaxReferences.Any(static reference => reference.GetSyntax() is TypeDeclarationSyntax));

    /// <summary>The parameter of the header that declares the property.</summary>
    public static IParameterSymbol? Parameter(IMethodSymbol? primary, IPropertySymbol property) =>
        IsPositional(property) ? primary?.Parameters.FirstOrDefault(parameter => parameter.Name == property.Name) : null;

    /// <summary>What the generated constructor passes to the header's; parameters with a default are left to it.</summary>
    public static EquatableArray<string> PrimaryArguments(IMethodSymbol? primary) =>
        primary is null
            ? EquatableArray<string>.Empty
            : primary.Parameters.Where(static parameter => !parameter.HasExplicitDefaultValue)
                .Select(static parameter => $"{Names.Escape(parameter.Name)}: default!").ToEquatableArray();

    /// <summary>
    /// Whether the record has only the constructors that the compiler gives it, of which a generated one would take the one without
    /// parameters.
    /// </summary>
    public static bool NeedsConstructor(INamedTypeSymbol type) =>
        type.InstanceConstructors.All(static constructor => constructor.IsImplicitlyDeclared) && !type.IsValueType;

    private static bool IsPositional(IPropertySymbol property) =>
        property.DeclaringSyntaxReferences.Any(static reference => reference.GetSyntax() is ParameterSyntax);
}
