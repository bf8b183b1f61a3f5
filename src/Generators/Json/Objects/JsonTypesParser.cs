using System.Collections.Immutable;
using Compressor.Generators.Shared;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Compressor.Generators.Json.Objects;

/// <summary>Reads a class that lists types, and all that those are made of.</summary>
internal sealed class JsonTypesParser
{
    private readonly ImmutableArray<Diagnostic>.Builder _diagnostics = ImmutableArray.CreateBuilder<Diagnostic>();
    private readonly Dictionary<string, JsonObjectSpec> _objects = new(StringComparer.Ordinal);
    private readonly Queue<INamedTypeSymbol> _waiting = new();
    private readonly JsonObjectParser _parser;
    private readonly AttributeData _attribute;
    private readonly Location _location;
    private readonly INamedTypeSymbol _class;
    private readonly bool _isWritten;

    private JsonTypesParser(
        Compilation compilation,
        INamedTypeSymbol type,
        AttributeData attribute,
        Func<ITypeSymbol, ISymbol, bool> isTarget,
        bool isWritten)
    {
        _attribute = attribute;
        _class = type;
        _isWritten = isWritten;
        _location = _attribute.ApplicationSyntaxReference?.GetSyntax().GetLocation() ?? Location.None;
        var rules = new JsonTypeRules(type.ContainingAssembly, type => isTarget(type, _class), isWritten)
        {
            IsForeign = Enqueue,
            EnumName = JsonMemberNames.Read,
        };
        _parser = new JsonObjectParser(compilation, _class, rules, SkippedNames(), Report);
    }

    /// <summary>The types that an attribute of a class lists, as far as they can be read or written.</summary>
    public static EquatableArray<JsonRootSpec> Roots(
        Compilation compilation,
        INamedTypeSymbol type,
        AttributeData attribute,
        Func<ITypeSymbol, ISymbol, bool> isTarget,
        bool isWritten) => new JsonTypesParser(compilation, type, attribute, isTarget, isWritten).Roots();

    private static IEnumerable<ITypeSymbol> Listed(AttributeData attribute) =>
        attribute.ConstructorArguments.Where(static argument => argument is { Kind: TypedConstantKind.Array, IsNull: false })
            .SelectMany(static argument => argument.Values).Select(static value => value.Value).OfType<ITypeSymbol>();

    /// <summary>Reads the class.</summary>
    /// <param name="context">The class and its attribute.</param>
    /// <param name="isTarget">Whether a type has generated members that code of a symbol can call.</param>
    /// <param name="isWritten">Whether the types are written, in place of read.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public static Parsed<JsonTypesSpec> Parse(
        GeneratorAttributeSyntaxContext context,
        Func<ITypeSymbol, ISymbol, bool> isTarget,
        bool isWritten,
        CancellationToken cancellationToken)
    {
        var parser = new JsonTypesParser(
            context.SemanticModel.Compilation, (INamedTypeSymbol)context.TargetSymbol, context.Attributes[0], isTarget, isWritten);
        return new Parsed<JsonTypesSpec>(parser.Parse(context, cancellationToken), parser._diagnostics.ToImmutable());
    }

    private JsonTypesSpec? Parse(GeneratorAttributeSyntaxContext context, CancellationToken cancellationToken)
    {
        var location = ((TypeDeclarationSyntax)context.TargetNode).Identifier.GetLocation();
        if (TargetParser.Parse(_class, location, mustBeRecord: false, _diagnostics, mayBeStatic: true) is not { } target)
        {
            return null;
        }

        var roots = Roots();
        while (_waiting.Count > 0)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (_parser.Parse(_waiting.Dequeue()) is { } parsed)
            {
                _objects[parsed.Type.Name] = parsed;
            }
        }

        ReportSameLabels(roots);
        return _diagnostics.Count > 0
            ? null
            : new JsonTypesSpec(
                target,
                AttributeArguments.Get(_attribute, "MatchCase") is not true,
                AttributeArguments.Get(_attribute, "OmitNulls") is true,
                roots,
                _objects.Values.ToEquatableArray());
    }

    private EquatableArray<JsonRootSpec> Roots() =>
        Listed(_attribute).Select(Root).Where(static root => root is not null).Select(static root => root!).ToEquatableArray();

    private JsonRootSpec? Root(ITypeSymbol type)
    {
        if (_parser.ParseType(type.WithNullableAnnotation(NullableAnnotation.NotAnnotated)) is { } spec)
        {
            var accessible = TargetParser.IsPublic(type) && TargetParser.IsPublic(_class);

            // A function may return null.
            var nullable = spec with { IsNullable = spec.IsNullable || (_isWritten && type.IsReferenceType) };
            return new JsonRootSpec(nullable, accessible ? "public" : "internal");
        }

        Report(type, "it is of a kind that has no JSON; list a class, a struct, a record, or a list or dictionary of those");
        return null;
    }

    // The readers of two types with one name would have one name.
    private void ReportSameLabels(EquatableArray<JsonRootSpec> roots)
    {
        foreach (var same in roots.GroupBy(static root => root.Type.Label).Where(static group => group.Count() > 1))
        {
            _diagnostics.Report(
                DiagnosticDescriptors.SameTypeName, _location, same.Key, same.First().Type.Name.Replace("global::", string.Empty),
                same.Last().Type.Name.Replace("global::", string.Empty));
        }
    }

    private bool Enqueue(INamedTypeSymbol type)
    {
        if (!_parser.CanHaveMembers(type))
        {
            return false;
        }

        var name = type.ToDisplayString(Names.Full);
        if (!_objects.ContainsKey(name))
        {
            _objects.Add(name, null!);
            _waiting.Enqueue(type);
        }

        return true;
    }

    private HashSet<string> SkippedNames() =>
        new(AttributeArguments.Strings(_attribute, "Skip"), StringComparer.Ordinal);

    private void Report(ISymbol symbol, string reason) => _diagnostics.Report(
        _isWritten ? DiagnosticDescriptors.ForeignNotWritten : DiagnosticDescriptors.ForeignNotRead,
        _location,
        symbol is ITypeSymbol
            ? symbol.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat)
            : $"{symbol.ContainingType.Name}.{symbol.Name}",
        reason);
}
