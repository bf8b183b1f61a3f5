using System.Reflection;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;

namespace Compressor.Generators.Tests.Harness;

/// <summary>What a run gave.</summary>
internal sealed class GeneratorResult(GeneratorDriverRunResult run, Compilation output)
{
    /// <summary>What the generators reported, with its text and where it stands.</summary>
    public IReadOnlyList<Diagnostic> Diagnostics { get; } = run.Diagnostics;

    /// <summary>The generated files that are not the attributes and support types, by name.</summary>
    public IReadOnlyDictionary<string, string> Sources { get; } = run.Results.SelectMany(result => result.GeneratedSources)
        .Where(source => source.HintName.EndsWith(".g.cs", StringComparison.Ordinal) && !IsSupport(source.HintName))
        .ToDictionary(source => source.HintName, source => source.SourceText.ToString());

    /// <summary>Compiles and loads the result; no diagnostic of the compiler or of the generators is allowed.</summary>
    public Assembly Load()
    {
        ShouldCompile();
        using var stream = new MemoryStream();
        output.Emit(stream).Success.ShouldBeTrue();
        stream.Position = 0;
        return new AssemblyLoadContext(null, isCollectible: true).LoadFromStream(stream);
    }

    /// <summary>Checks that there is nothing to report.</summary>
    public void ShouldCompile()
    {
        Diagnostics.ShouldBeEmpty();
        output.GetDiagnostics().Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning).ShouldBeEmpty();
    }

    /// <summary>Checks that exactly one diagnostic was reported, where and with what text.</summary>
    public void ShouldReport(string id, string message, string at)
    {
        var diagnostic = Diagnostics.ShouldHaveSingleItem();
        diagnostic.Id.ShouldBe(id);
        diagnostic.GetMessage(System.Globalization.CultureInfo.InvariantCulture).ShouldBe(message);
        diagnostic.Location.SourceTree!.ToString()
            .Substring(diagnostic.Location.SourceSpan.Start, diagnostic.Location.SourceSpan.Length)
            .ShouldBe(at);
        diagnostic.Severity.ShouldBe(DiagnosticSeverity.Error);
        diagnostic.Descriptor.Description.ToString(System.Globalization.CultureInfo.InvariantCulture).ShouldNotBeEmpty();
    }

    private static bool IsSupport(string name) =>
        name.StartsWith("Compressor.Generators.", StringComparison.Ordinal) || name.StartsWith("Microsoft.", StringComparison.Ordinal);
}
