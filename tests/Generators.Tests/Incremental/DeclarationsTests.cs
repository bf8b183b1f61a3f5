using Compressor.Generators.Shared;
using Compressor.Generators.Tests.Harness;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Compressor.Generators.Tests.Incremental;

public class DeclarationsTests
{
    private const string Source =
        "/** A. */ class A { const int X = 1; int y = 2; int Z { get; set; } = 3; void M(int a = 4) { M(5); } int N => 6; }";

    [Theory]
    [InlineData("M(5)", "M(55)")]
    [InlineData("M(5);", "M(5")]
    [InlineData("M(5);", "M(5); void Local() { } Local();")]
    [InlineData("=> 6", "=> 66")]
    public void Change_in_a_body_changes_nothing_that_is_declared(string before, string after) =>
        IsSame(compilation => Edit(compilation, before, after)).ShouldBeTrue();

    [Theory]
    [InlineData("class A", "[System.Obsolete] class A")]
    [InlineData("A. */", "B. */")]
    [InlineData("X = 1", "X = 11")]
    [InlineData("int y", "long y")]
    [InlineData("= 3", "= 33")]
    [InlineData(" = 3;", "")]
    [InlineData("a = 4", "a = 44")]
    [InlineData("{ M(5); }", ";")]
    [InlineData("M(5);", "\n#nullable disable\n")]
    [InlineData("void M", "void M2() { } void M")]
    public void Change_of_a_declaration_is_noticed(string before, string after) =>
        IsSame(compilation => Edit(compilation, before, after)).ShouldBeFalse();

    [Fact]
    public void Change_of_the_project_is_noticed()
    {
        IsSame(compilation => compilation.RemoveReferences(compilation.References.First())).ShouldBeFalse();
        IsSame(compilation => compilation.WithOptions(compilation.Options.WithNullableContextOptions(NullableContextOptions.Disable)))
            .ShouldBeFalse();
        IsSame(compilation => compilation.RemoveSyntaxTrees(compilation.SyntaxTrees[0])).ShouldBeFalse();
        IsSame(compilation => compilation.ReplaceSyntaxTree(
            compilation.SyntaxTrees[1],
            CSharpSyntaxTree.ParseText(
                Source, ((CSharpParseOptions)compilation.SyntaxTrees[1].Options).WithPreprocessorSymbols("DEBUG")))).ShouldBeFalse();
    }

    [Fact]
    public void Version_that_was_left_does_not_come_back()
    {
        var declarations = new Declarations();
        var compilation = GeneratorHarness.Compile([Source]);
        var first = declarations.VersionOf(compilation);
        declarations.VersionOf(Edit(compilation, "int y", "long y"));

        declarations.VersionOf(compilation).ShouldNotBeSameAs(first);
    }

    private static bool IsSame(Func<CSharpCompilation, CSharpCompilation> change)
    {
        var declarations = new Declarations();
        var compilation = GeneratorHarness.Compile([Source]);
        return ReferenceEquals(declarations.VersionOf(compilation), declarations.VersionOf(change(compilation)));
    }

    private static CSharpCompilation Edit(CSharpCompilation compilation, string before, string after)
    {
        var tree = compilation.SyntaxTrees[1];
        tree.ToString().ShouldContain(before);
        return compilation.ReplaceSyntaxTree(
            tree, CSharpSyntaxTree.ParseText(tree.ToString().Replace(before, after), (CSharpParseOptions)tree.Options, tree.FilePath));
    }
}
