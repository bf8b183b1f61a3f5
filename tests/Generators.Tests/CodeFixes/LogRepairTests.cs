using Compressor.Generators.CodeFixes;

namespace Compressor.Generators.Tests.CodeFixes;

public class LogRepairTests
{
    private const string Start = "partial class Log(SampledLogWriter writer) { SampledLogWriter Writer => writer; ";

    [Theory]
    [InlineData("public void X(int count) { }", "public partial void X(int count);")]
    [InlineData("public void X()\n{\n}", "public partial void X();")]
    [InlineData("public virtual void X() { }", "public virtual partial void X();")]
    [InlineData("void X() { }", "private partial void X();")]
    [InlineData("partial void X();", "private partial void X();")]
    public async Task Method_becomes_partial(string method, string expected)
    {
        using var harness = Log("\"x\"", method);

        (await harness.ApplyAsync(new PartialMethodRepair(), "Make 'X' a partial method")).ShouldBe(Text("\"x\"", expected));
    }

    [Theory]
    [InlineData("public void X() { System.Console.WriteLine(); }")]
    [InlineData("public void X() { /* later */ }")]
    [InlineData("public void X() => System.Console.WriteLine();")]
    [InlineData("public static void X() { }")]
    [InlineData("public void X<T>() { }")]
    [InlineData("public int X() { return 1; }")]
    [InlineData("public partial void X(); public partial void X() { }")]
    public async Task Method_that_does_something_of_its_own_is_left_to_its_author(string method)
    {
        using var harness = Log("\"x\"", method);

        (await harness.OfferedAsync(new PartialMethodRepair())).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("\"Hello {nmae}\"", "\"Hello {name}\"")]
    [InlineData("\"Hello {Name}, {{Name}}, {Name}\"", "\"Hello {name}, {{Name}}, {name}\"")]
    [InlineData("@\"Hello \"\"{naame}\"\"\"", "@\"Hello \"\"{name}\"\"\"")]
    [InlineData("\"\"\"Hello \"{ame}\" \"\"\"", "\"\"\"Hello \"{name}\" \"\"\"")]
    [InlineData("\"Hello \" + \"{nam}\"", "\"Hello \" + \"{name}\"")]
    public async Task Placeholder_is_corrected_to_the_nearest_parameter(string message, string expected)
    {
        using var harness = Log(message, "public partial void X(int size, string name);");
        var title = (await harness.OfferedAsync(new PlaceholderRepair()))[0];

        title.ShouldEndWith(" to {name}");
        (await harness.ApplyAsync(new PlaceholderRepair(), title)).ShouldBe(
            Text(expected, "public partial void X(int size, string name);"));
    }

    [Theory]
    [InlineData("\"{client}\"", "string name")]
    [InlineData("\"{nmae}\"", "")]
    [InlineData("\"{\" + \"nmae}\"", "string name")]
    public async Task Placeholder_that_is_like_no_parameter_or_not_in_one_piece_is_not_corrected(string message, string parameters)
    {
        using var harness = Log(message, $"public partial void X({parameters});");

        (await harness.OfferedAsync(new PlaceholderRepair())).ShouldNotContain(title => title.StartsWith("Correct"));
    }

    [Theory]
    [InlineData("", "string client")]
    [InlineData("int size", "int size, string client")]
    [InlineData("int size, int count = 1", "int size, string client, int count = 1")]
    [InlineData("params string[] names", "string client, params string[] names")]
    public async Task Parameter_is_added(string parameters, string expected)
    {
        using var harness = Log("\"Hello {client}\"", $"public partial void X({parameters});");

        (await harness.ApplyAsync(new PlaceholderRepair(), "Add parameter 'client'")).ShouldBe(
            Text("\"Hello {client}\"", $"public partial void X({expected});"));
    }

    [Fact]
    public async Task Parameter_whose_name_is_a_keyword_is_escaped()
    {
        using var harness = Log("\"{class}\"", "public partial void X();");

        (await harness.ApplyAsync(new PlaceholderRepair(), "Add parameter 'class'")).ShouldBe(
            Text("\"{class}\"", "public partial void X(string @class);"));
    }

    [Fact]
    public async Task Placeholder_that_cannot_be_a_parameter_is_not_added()
    {
        using var harness = Log("\"{item count}\"", "public partial void X();");

        (await harness.OfferedAsync(new PlaceholderRepair())).ShouldBeEmpty();
    }

    [Fact]
    public async Task Parameters_of_all_methods_are_added_at_once()
    {
        using var harness = new RepairHarness(
            Text("\"{a} and {b}\"", "public partial void X();"),
            Text("\"{c}\"", "public partial void Y(int d);").Replace("class Log", "class Two"));

        (await harness.ApplyAllAsync(new PlaceholderRepair(), PlaceholderRepair.Add)).ShouldBe(
            [
                Text("\"{a} and {b}\"", "public partial void X(string a, string b);"),
                Text("\"{c}\"", "public partial void Y(int d, string c);").Replace("class Log", "class Two"),
            ]);
    }

    [Fact]
    public async Task Placeholders_of_a_method_are_corrected_at_once()
    {
        using var harness = Log("\"{Name} {Size}\"", "public partial void X(int size, string name);");

        (await harness.ApplyAllAsync(new PlaceholderRepair(), PlaceholderRepair.Correct))[0].ShouldBe(
            Text("\"{name} {size}\"", "public partial void X(int size, string name);"));
    }

    private static RepairHarness Log(string message, string method) => new(Text(message, method));

    private static string Text(string message, string method) => $"{Start}[SampledLog(LogLevel.Info, {message})] {method} }}";
}
