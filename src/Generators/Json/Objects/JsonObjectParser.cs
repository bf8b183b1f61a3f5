using Compressor.Generators.Shared;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Compressor.Generators.Json.Objects;

/// <summary>Tells how a type that was not written for the generator is created, read and written.</summary>
/// <param name="compilation">Decides what can be called.</param>
/// <param name="from">The class whose code reads and writes.</param>
/// <param name="rules">What types are in JSON.</param>
/// <param name="skipped">Properties to leave out, such as <c>Order.Secret</c>.</param>
/// <param name="report">Takes what cannot be done, and why.</param>
internal sealed class JsonObjectParser(
    Compilation compilation, INamedTypeSymbol from, JsonTypeRules rules, HashSet<string> skipped, Action<ISymbol, string> report)
{
    /// <summary>What JSON a type is.</summary>
    public JsonTypeSpec? ParseType(ITypeSymbol type) => JsonTypeParser.Parse(type, rules);

    /// <summary>Whether a type is one that has members to read and write, rather than a value, a collection or a service.</summary>
    public bool CanHaveMembers(INamedTypeSymbol type) =>
        type is { TypeKind: TypeKind.Class or TypeKind.Struct, IsStatic: false, IsRefLikeType: false, SpecialType: SpecialType.None }
        && !(type.IsAbstract && !rules.IsWritten)
        && Root(type.ContainingNamespace) is not "System"
        && !Names.Is(type.ContainingNamespace, SupportSource.Namespace)
        && !type.AllInterfaces.Any(static face => face.SpecialType == SpecialType.System_Collections_IEnumerable)
        && compilation.IsSymbolAccessibleWithin(type, from);

    /// <summary>Reads a type; null, with a report, where something of it has no JSON.</summary>
    public JsonObjectSpec? Parse(INamedTypeSymbol type)
    {
        if (JsonMemberNames.HasConverter(type) || JsonMemberNames.IsPolymorphic(type))
        {
            report(type, "it has a [JsonConverter] or [JsonPolymorphic] of its own, which generated code does not call");
            return null;
        }

        var constructor = rules.IsWritten ? null : Constructor(type);
        if (!rules.IsWritten && constructor is null && !type.IsValueType)
        {
            return null;
        }

        var properties = RecordShape.Properties(type).Where(property => TakesPart(property, constructor)).ToList();
        var members = properties.Select(property => (IsRest: JsonMemberNames.IsRest(property), Spec: Member(property, constructor)))
            .Where(static member => member.Spec is not null).ToList();
        ReportSameNames(type, members.Where(static member => !member.IsRest).Select(static member => member.Spec!));
        var declared = members.Where(static member => !member.IsRest).Select(static member => member.Spec!).ToList();
        return new JsonObjectSpec(
            JsonTypeParser.Parse(type.WithNullableAnnotation(NullableAnnotation.NotAnnotated), rules)!,
            type.IsValueType,
            constructor is not null
                && !SetsRequired(constructor)
                && RecordShape.Properties(type).Any(static property => property.IsRequired),
            Parameters(constructor, declared),
            declared.ToEquatableArray(),
            members.FirstOrDefault(static member => member.IsRest).Spec);
    }

    private IMethodSymbol? Constructor(INamedTypeSymbol type)
    {
        var callable = type.InstanceConstructors
            .Where(constructor => compilation.IsSymbolAccessibleWithin(constructor, from) && !IsCopy(constructor, type)).ToList();
        var chosen = callable.FirstOrDefault(JsonMemberNames.IsConstructor)
            ?? callable.FirstOrDefault(static constructor => constructor.Parameters.IsEmpty && !constructor.IsImplicitlyDeclared)
            ?? (callable.Count(static constructor => !constructor.Parameters.IsEmpty) == 1 && type.IsValueType
                && !RecordShape.Properties(type).Any(static property => property.SetMethod is not null)
                ? callable.First(static constructor => !constructor.Parameters.IsEmpty)
                : callable.FirstOrDefault(static constructor => constructor.Parameters.IsEmpty))
            ?? (callable.Count == 1 ? callable[0] : null);
        if (chosen is null)
        {
            report(
                type,
                callable.Count == 0
                    ? "it has no constructor that can be called here"
                    : "it has several constructors; mark one with [JsonConstructor]");
            return null;
        }

        foreach (var parameter in chosen.Parameters.Where(parameter => Property(type, parameter) is null))
        {
            report(type, $"its constructor's parameter '{parameter.Name}' has the name of no property");
            return null;
        }

        return chosen;
    }

    private bool TakesPart(IPropertySymbol property, IMethodSymbol? constructor) =>
        !JsonMemberNames.IsIgnored(property)
        && !skipped.Contains($"{property.ContainingType.Name}.{property.Name}")
        && property.GetMethod is { } getter && compilation.IsSymbolAccessibleWithin(getter, from)
        && (rules.IsWritten || Parameter(property, constructor) is not null
            || (property.SetMethod is { } setter && compilation.IsSymbolAccessibleWithin(setter, from)));

    private JsonMemberSpec? Member(IPropertySymbol property, IMethodSymbol? constructor)
    {
        if (JsonMemberNames.HasConverter(property))
        {
            report(property, "it has a [JsonConverter] of its own, which generated code does not call; name it in Skip");
            return null;
        }

        if (JsonTypeParser.Parse(property.Type, rules.For(property)) is not { } type)
        {
            var shown = property.Type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat);
            var name = $"{property.ContainingType.Name}.{property.Name}";
            report(property, $"its type '{shown}' has no JSON; name it in Skip, as in Skip = [\"{name}\"]");
            return null;
        }

        if (rules.IsWritten && JsonMemberNames.IsRest(property))
        {
            report(property, "what it holds would have to be written beside the other properties, which is not done; name it in Skip");
            return null;
        }

        var parameter = Parameter(property, constructor);
        var isInitOnly = parameter is null && property.SetMethod is { IsInitOnly: true };
        if (isInitOnly && property.ContainingType.IsGenericType && !rules.IsWritten)
        {
            report(property, "it is init-only in a generic type; give the type a constructor with it");
            return null;
        }

        return new JsonMemberSpec(
            property.Name,
            property.ContainingType.ToDisplayString(Names.Full),
            JsonMemberNames.Read(property),
            type,
            JsonMemberNames.IsRequired(property) || parameter is { HasExplicitDefaultValue: false } && !type.IsNullable,
            isInitOnly,
            parameter is not null,
            JsonMemberNames.OmitsNull(property));
    }

    private void ReportSameNames(INamedTypeSymbol type, IEnumerable<JsonMemberSpec> members)
    {
        var comparer = rules.IsWritten ? StringComparer.Ordinal : StringComparer.OrdinalIgnoreCase;
        foreach (var same in members.SelectMany(static member => member.JsonNames.Select(name => (Name: name, Member: member)))
            .GroupBy(static pair => pair.Name, comparer).Where(static group => group.Count() > 1))
        {
            report(type, $"'{same.First().Member.Name}' and '{same.Last().Member.Name}' both have the JSON name \"{same.Key}\"");
        }
    }

    private static EquatableArray<JsonParameterSpec> Parameters(IMethodSymbol? constructor, List<JsonMemberSpec> members) =>
        constructor is null
            ? EquatableArray<JsonParameterSpec>.Empty
            : constructor.Parameters.Select(parameter => new JsonParameterSpec(
                members.FindIndex(member => Same(member.Name, parameter)),
                parameter.Type.ToDisplayString(Names.Full),
                parameter.HasExplicitDefaultValue ? Default(parameter) : string.Empty)).ToEquatableArray();

    private static string Default(IParameterSymbol parameter) =>
        parameter.ExplicitDefaultValue is null ? "default!"
        : $"({parameter.Type.ToDisplayString(Names.Full)})({SymbolDisplay.FormatPrimitive(parameter.ExplicitDefaultValue, true, false)})";

    private static IPropertySymbol? Property(INamedTypeSymbol type, IParameterSymbol parameter) =>
        RecordShape.Properties(type).FirstOrDefault(property => Same(property.Name, parameter));

    private static IParameterSymbol? Parameter(IPropertySymbol property, IMethodSymbol? constructor) =>
        constructor?.Parameters.FirstOrDefault(parameter => Same(property.Name, parameter));

    private static bool Same(string property, IParameterSymbol parameter) =>
        string.Equals(property, parameter.Name, StringComparison.OrdinalIgnoreCase);

    private static bool SetsRequired(IMethodSymbol constructor) =>
        JsonNames.Has(constructor, "System.Diagnostics.CodeAnalysis.SetsRequiredMembersAttribute");

    private static bool IsCopy(IMethodSymbol constructor, INamedTypeSymbol type) =>
        constructor.Parameters.Length == 1 && SymbolEqualityComparer.Default.Equals(constructor.Parameters[0].Type, type);

    private static string Root(INamespaceSymbol space) =>
        space.IsGlobalNamespace ? string.Empty : space.ContainingNamespace.IsGlobalNamespace ? space.Name : Root(space.ContainingNamespace);
}
