using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Compressor.Generators.Shared;

/// <summary>
/// The attributes and support types that a feature adds to the consumer's compilation, so that no third assembly is needed.
/// </summary>
internal static class SupportSource
{
    /// <summary>Where the attributes and support types live.</summary>
    public const string Namespace = "Compressor.Generators";

    /// <summary>Adds the named files of a feature's Support folder.</summary>
    public static void Add(IncrementalGeneratorPostInitializationContext context, params string[] names)
    {
        foreach (var name in names)
        {
            context.AddSource($"{Namespace}.{name}.g.cs", SourceText.From(Read(name), Encoding.UTF8));
        }
    }

    private static string Read(string name)
    {
        // A resource of this assembly, not a file: generators may not read files.
        using var stream = typeof(SupportSource).Assembly.GetManifestResourceStream(name + ".cs")
            ?? throw new InvalidOperationException($"The generator was built without {name}.cs.");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd().Replace("\r", string.Empty);
    }
}
