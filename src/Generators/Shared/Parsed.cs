using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace Compressor.Generators.Shared;

/// <summary>
/// What a parser found. The diagnostics hold real locations, so that <c>#pragma warning disable</c> works on them;
/// that is why they leave the pipeline by an output of their own, and specs by another that holds no Roslyn object.
/// </summary>
internal sealed record Parsed<TSpec>(TSpec? Spec, ImmutableArray<Diagnostic> Diagnostics)
    where TSpec : class, IEquatable<TSpec>;

/// <summary>The two outputs that each feature has.</summary>
internal static class ParsedOutputs
{
    /// <summary>Returns the specs alone, under the name that tests follow.</summary>
    public static IncrementalValuesProvider<TSpec> Specs<TSpec>(this IncrementalValuesProvider<Parsed<TSpec>> parsed, string trackingName)
        where TSpec : class, IEquatable<TSpec> =>
        parsed.Where(static result => result.Spec is not null)
            .Select(static (result, _) => result.Spec!)
            .WithTrackingName(trackingName);

    /// <summary>Reports each diagnostic where it stands.</summary>
    public static void ReportDiagnostics<TSpec>(
        this IncrementalGeneratorInitializationContext context, IncrementalValuesProvider<Parsed<TSpec>> parsed)
        where TSpec : class, IEquatable<TSpec> =>
        context.RegisterSourceOutput(
            parsed.SelectMany(static (result, _) => result.Diagnostics),
            static (output, diagnostic) => output.ReportDiagnostic(diagnostic));

    /// <summary>Adds a diagnostic.</summary>
    public static void Report(
        this ImmutableArray<Diagnostic>.Builder diagnostics,
        DiagnosticDescriptor descriptor,
        Location location,
        params object?[] arguments) =>
        diagnostics.Add(Diagnostic.Create(descriptor, location, arguments));
}
