using System.Text.RegularExpressions;
using Compressor.Handler.Settings;
using Compressor.Testing;

namespace Compressor.Cli.Tests.Deployment;

/// <summary>The function's settings and Terraform's variables are two lists of the same things.</summary>
public sealed partial class SettingsContractTests
{
    private readonly IReadOnlyDictionary<string, string> _settings = Settings();
    private readonly IReadOnlyDictionary<string, string?> _variables = Declarations.Variables("variables_settings.tf");

    [Fact]
    public void Each_setting_is_a_variable_and_each_of_those_variables_a_setting() =>
        _variables.Keys.Select(name => "COMPRESSOR_" + name.ToUpperInvariant()).ShouldBe(_settings.Keys, ignoreOrder: true);

    [Fact]
    public void Defaults_are_the_same_on_both_sides() =>
        _variables.ToDictionary(variable => "COMPRESSOR_" + variable.Key.ToUpperInvariant(), variable =>
            variable.Value!.Trim('"')).ShouldBe(_settings, ignoreOrder: true);

    [Fact]
    public void Terraform_allows_the_values_that_the_function_allows_and_no_others()
    {
        var ofTheFunction = Rows().Where(row => row.Groups["allowed"].Value.StartsWith("one of ", StringComparison.Ordinal)).ToDictionary(
            row => row.Groups["name"].Value, row => row.Groups["allowed"].Value["one of ".Length..].Trim());
        ofTheFunction.Count.ShouldBe(5);
        var ofTerraform = Choice().Matches(Repository.Read("terraform/variables_settings.tf")).ToDictionary(
            match => "COMPRESSOR_" + match.Groups["name"].Value.ToUpperInvariant(),
            match => match.Groups["values"].Value.Replace("\"", "", StringComparison.Ordinal));
        ofTerraform.ShouldBe(ofTheFunction, ignoreOrder: true);
    }

    [Fact]
    public void Each_setting_reaches_the_functions_environment() =>
        Assignment()
            .Matches(Repository.Read("terraform/settings.tf"))
            .Select(match => match.Groups["name"].Value)
            .ShouldBe(_variables.Keys, ignoreOrder: true);

    /// <summary>Terraform drops what an object type does not list, without a word.</summary>
    [Fact]
    public void The_function_module_takes_each_setting() =>
        Assignment()
            .Matches(SettingsType().Match(Repository.Read("terraform/modules/function/variables.tf")).Value)
            .Select(match => match.Groups["name"].Value)
            .ShouldBe(_variables.Keys, ignoreOrder: true);

    /// <summary>Names and defaults, from the table that the function itself prints.</summary>
    private static Dictionary<string, string> Settings() => Rows().ToDictionary(
        row => row.Groups["name"].Value,
        row => row.Groups["default"].Value is "not set" ? "null" : row.Groups["default"].Value.Trim('`'));

    private static MatchCollection Rows()
    {
        using var table = new StringWriter();
        SettingsTable.Write(table);
        return Row().Matches(table.ToString());
    }

    [GeneratedRegex("^\\| `(?<name>\\w+)` \\| (?<default>[^|]+) \\| (?<allowed>[^|]+) \\|", RegexOptions.Multiline)]
    private static partial Regex Row();

    [GeneratedRegex("contains\\(\\[(?<values>[^\\]]+)\\], (coalesce\\()?var\\.(?<name>\\w+)")]
    private static partial Regex Choice();

    [GeneratedRegex("^    (?<name>\\w+) += ", RegexOptions.Multiline)]
    private static partial Regex Assignment();

    [GeneratedRegex("^variable \"settings\" \\{$.*?^\\}$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex SettingsType();
}
