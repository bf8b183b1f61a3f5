using System.Globalization;
using System.Reflection;
using System.Runtime.Loader;
using Compressor.Generators.FriendAssemblies;
using Compressor.Generators.Tests.Harness;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Compressor.Generators.Tests.Friends;

/// <summary>Two projects that both use the generator, where the second sees the first one's internal types, as tests do.</summary>
public class FriendProjectTests
{
    private static readonly CSharpCompilation Lambda = LambdaCore();

    private static readonly CSharpCompilation First = Generate(
        "First", [FriendSources.Visible, FriendSources.Everything.Replace("PROJECT", "First")], ToReference(Lambda));

    private static readonly MetadataReference FirstAssembly = ToReference(First);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Second_project_compiles_without_a_warning(bool inEditor)
    {
        // Editors refer to a project's source, builds to its assembly.
        var second = Second(inEditor ? First.ToMetadataReference() : FirstAssembly);

        (await WarningsAsync(First)).ShouldBeEmpty();
        (await WarningsAsync(second)).ShouldBeEmpty();
        second.GetDiagnostics().Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning)
            .Select(diagnostic => diagnostic.Id).Distinct().ShouldBe(["CS0436"], "What the compiler alone would say.");
    }

    [Fact]
    public void Each_project_runs_with_its_own_copies()
    {
        var context = new AssemblyLoadContext(null, isCollectible: true);
        Load(context, Lambda);
        var firstUses = Load(context, First).GetType("First.Uses")!;
        var second = Load(context, Second(FirstAssembly));

        foreach (var uses in new[] { firstUses, second.GetType("Second.Uses")! })
        {
            Call(uses, "Run", """{"id":"a","kind":"made"}""").ShouldBe("""{"key":"a","size":5,"kind":"made"}""");
            Call(uses, "Run", """{"id":5}""").ShouldBe("$.id (byte 6): expected a string, found the number 5");
            Call(uses, "Bind", "b").ShouldBe("50MiB");
            Call(uses, "Bind", "-").ShouldBe("no dash");
        }

        Call(second.GetType("Across")!, "Run").ShouldBe("na552428800");
    }

    [Fact]
    public async Task Warning_about_types_of_the_users_own_stays()
    {
        var second = Second(
            FirstAssembly, "namespace First { class Plain; } class User(First.Plain plain) { First.Plain Value => plain; }");

        (await WarningsAsync(second)).ShouldContain(
            warning => warning.Id == "CS0436" && warning.GetMessage(CultureInfo.InvariantCulture).Contains("'Plain'"));
    }

    [Theory]
    [InlineData("[JsonEvent] internal partial record Derived : First.Order;", "CMP010")]
    [InlineData("[JsonReader(typeof(First.Order))] internal static partial class Orders;", "CMP050")]
    public void Copies_of_the_first_project_are_not_read_as_the_seconds(string source, string id)
    {
        var compilation = GeneratorHarness.Compile([source]).WithAssemblyName("Second").AddReferences(FirstAssembly);

        GeneratorHarness.Run(compilation).Diagnostics.ShouldHaveSingleItem().Id.ShouldBe(id);
    }

    // Without the usings, as it does not use the generator.
    private static CSharpCompilation LambdaCore()
    {
        var compilation = GeneratorHarness.Compile([FriendSources.Lambda]).WithAssemblyName("Lambda");
        return compilation.RemoveSyntaxTrees(compilation.SyntaxTrees[0]);
    }

    private static CSharpCompilation Second(MetadataReference first, params string[] more) => Generate(
        "Second", [FriendSources.Everything.Replace("PROJECT", "Second"), FriendSources.Second, .. more], ToReference(Lambda), first);

    private static CSharpCompilation Generate(string name, string[] sources, params MetadataReference[] references)
    {
        var compilation = GeneratorHarness.Compile(sources).WithAssemblyName(name).AddReferences(references);
        GeneratorHarness.Driver().RunGeneratorsAndUpdateCompilation(compilation, out var output, out var diagnostics);
        diagnostics.ShouldBeEmpty();
        return (CSharpCompilation)output;
    }

    private static async Task<List<Diagnostic>> WarningsAsync(Compilation compilation) =>
        (await compilation.WithAnalyzers([new SupportTypeSuppressor()]).GetAllDiagnosticsAsync())
            .Where(diagnostic => diagnostic is { IsSuppressed: false, Severity: >= DiagnosticSeverity.Warning }).ToList();

    private static PortableExecutableReference ToReference(CSharpCompilation compilation) =>
        MetadataReference.CreateFromImage(Emit(compilation));

    private static byte[] Emit(CSharpCompilation compilation)
    {
        using var stream = new MemoryStream();
        compilation.Emit(stream).Diagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error).ShouldBeEmpty();
        return stream.ToArray();
    }

    private static Assembly Load(AssemblyLoadContext context, CSharpCompilation compilation)
    {
        using var stream = new MemoryStream(Emit(compilation));
        return context.LoadFromStream(stream);
    }

    private static object? Call(Type type, string method, params object[] arguments) =>
        type.GetMethod(method, BindingFlags.Static | BindingFlags.Public)!.Invoke(null, arguments);
}
