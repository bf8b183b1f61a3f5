using System.Text.RegularExpressions;

namespace Compressor.Cli.Tests.Deployment;

/// <summary>
/// What of tflint's rules for Terraform itself can be told from the text, so that it holds where tflint is not installed.
/// </summary>
public sealed partial class ModuleRulesTests
{
    private static readonly IReadOnlyList<ModuleFolder> Modules = [.. ModuleFolder.All()];

    [Fact]
    public void All_modules_are_looked_at()
    {
        Modules.Count.ShouldBe(10);
        Modules.ShouldAllBe(module => module.Blocks("variable").Any() && module.Blocks("output").Any() && module.Blocks("resource").Any());
    }

    [Fact]
    public void Every_variable_has_a_type_and_a_description() =>
        Each("variable", (_, body) => body.Contains("  type ", StringComparison.Ordinal) && Described().IsMatch(body)).ShouldBeEmpty();

    [Fact]
    public void Defaults_are_the_roots_alone_so_that_each_is_in_one_place() =>
        Modules.Skip(1).SelectMany(module => module.Blocks("variable")
            .Where(variable => variable.Body.Contains("\n  default ", StringComparison.Ordinal))
            .Select(variable => $"{module}: {variable.Name}"))
            .ShouldBeEmpty();

    [Fact]
    public void Every_output_has_a_description() => Each("output", (_, body) => Described().IsMatch(body)).ShouldBeEmpty();

    [Fact]
    public void Names_are_in_snake_case() =>
        new[] { "variable", "output", "resource", "data", "module" }.SelectMany(kind => Each(kind, (name, _) => SnakeCase().IsMatch(name)))
            .Concat(
                Modules.SelectMany(module => module.Locals().Where(name => !SnakeCase().IsMatch(name)).Select(name => $"{module}: {name}")))
            .ShouldBeEmpty();

    [Fact]
    public void Nothing_is_declared_that_is_not_used() =>
        Modules.SelectMany(module =>
            module.Blocks("variable").Select(variable => $"var.{variable.Name}")
                .Concat(module.Blocks("data").Select(data => $"data.{data.Name}"))
                .Concat(module.Locals().Select(name => $"local.{name}"))
                .Where(reference => !Regex.IsMatch(module.CodeOfUse, $@"\b{Regex.Escape(reference)}\b"))
                .Select(reference => $"{module}: {reference}"))
            .ShouldBeEmpty();

    [Fact]
    public void Every_module_says_which_versions_it_needs()
    {
        Modules.ShouldAllBe(module => module.Files["terraform.tf"].Contains("required_version = \">= 1.11\""));
        Modules.ShouldAllBe(module => module.Files["terraform.tf"].Contains("version = \">= 5.100, < 7\""));
    }

    [Fact]
    public void No_module_configures_a_provider_so_that_others_can_give_theirs() =>
        Modules.Where(module => module.Blocks("provider").Any()).ShouldBeEmpty();

    [Fact]
    public void Every_resource_that_takes_tags_has_those_of_the_deployment() =>
        Each("resource", (name, body) => TakesNoTags.Contains(name.Split('.')[0]) || Tagged().IsMatch(body)).ShouldBeEmpty();

    /// <summary>tflint looks at examples too.</summary>
    [Fact]
    public void Every_resource_of_an_example_that_takes_tags_has_some() =>
        ModuleFolder.Examples().SelectMany(example => example.Blocks("resource")
            .Where(block => !TakesNoTags.Contains(block.Name.Split('.')[0]) && !block.Body.Contains("\n  tags ", StringComparison.Ordinal))
            .Select(block => $"{example}: {block.Name}"))
            .ShouldBeEmpty();

    /// <summary>Where null has no meaning of its own, it stands for the default, and does not slip past it.</summary>
    [Fact]
    public void Null_is_refused_or_means_something() =>
        Modules[0].Blocks("variable")
            .Where(variable => variable.Name != "reserved_concurrency" && DefaultIsSomething().IsMatch(variable.Body)
                && !variable.Body.Contains("  nullable ", StringComparison.Ordinal))
            .Select(variable => variable.Name)
            .ShouldBeEmpty();

    [Fact]
    public void Only_what_both_versions_of_the_provider_have_is_used() =>
        Modules.Where(module => module.Code.Contains("data.aws_region.current.name", StringComparison.Ordinal)).ShouldBeEmpty();

    [Fact]
    public void Every_module_has_its_files_where_one_looks_for_them() =>
        Modules.ShouldAllBe(module => new[] { "main.tf", "outputs.tf", "variables.tf" }.All(module.Files.ContainsKey));

    [Fact]
    public void Variables_and_outputs_are_in_the_files_that_are_called_so() =>
        Modules.SelectMany(module => module.Files
            .Where(file => (Declares(file.Value, "variable") && !file.Key.StartsWith("variables", StringComparison.Ordinal))
                || (Declares(file.Value, "output") && file.Key != "outputs.tf"))
            .Select(file => $"{module}/{file.Key}"))
            .ShouldBeEmpty();

    [Fact]
    public void No_partition_account_or_region_is_written_down() =>
        Modules.SelectMany(module => module.Code.Split('\n'))
            .Where(line => !Prose().IsMatch(line) && Fixed().IsMatch(line))
            .ShouldBeEmpty();

    [Theory]
    [InlineData(@"^\s*(//|/\*)", "comments begin with #")]
    [InlineData(@"= ""\$\{[^}""]*\}""$", "an expression alone needs no interpolation")]
    [InlineData(@"(==|!=) \[\]", "length() tells whether a list is empty")]
    [InlineData(@"[a-z_\])]\.\d+\b", "an index stands in brackets")]
    [InlineData(@"\blookup\([^,()]+,[^,()]+\)", "lookup without a default is an index")]
    public void Constructs_that_tflint_warns_of_are_not_used(string pattern, string instead) =>
        Modules.SelectMany(module =>
            module.Code.Split('\n')
                .Where(line => !Prose().IsMatch(line) && Regex.IsMatch(line, pattern))
                .Select(line => $"{module}: {line.Trim()}: {instead}")).ShouldBeEmpty();

    /// <summary>By the provider's schema, version 5.100. What is new here must be tagged, or be looked up there.</summary>
    private static readonly HashSet<string> TakesNoTags =
    [
        "aws_cloudwatch_dashboard", "aws_cloudwatch_log_metric_filter", "aws_iam_role_policy", "aws_kms_alias", "aws_lambda_alias",
        "aws_lambda_function_event_invoke_config",
        "aws_lambda_permission", "aws_lambda_provisioned_concurrency_config", "aws_route_table_association",
        "aws_s3_bucket_lifecycle_configuration", "aws_s3_bucket_logging", "aws_s3_bucket_metric", "aws_s3_bucket_notification",
        "aws_s3_bucket_object_lock_configuration",
        "aws_s3_bucket_ownership_controls", "aws_s3_bucket_policy", "aws_s3_bucket_public_access_block",
        "aws_s3_bucket_server_side_encryption_configuration", "aws_s3_bucket_versioning", "aws_scheduler_schedule",
        "aws_servicequotas_service_quota",
        "aws_sns_topic_policy", "aws_sns_topic_subscription", "aws_sqs_queue_policy",
    ];

    private static IEnumerable<string> Each(string kind, Func<string, string, bool> isFine) =>
        Modules.SelectMany(module =>
            module.Blocks(kind).Where(block => !isFine(block.Name, block.Body)).Select(block => $"{module}: {kind} {block.Name}"));

    [GeneratedRegex("  description += \"[^\"]")]
    private static partial Regex Described();

    [GeneratedRegex("^  tags += (var\\.tags|local\\.tags|merge\\((var|local)\\.tags, )", RegexOptions.Multiline)]
    private static partial Regex Tagged();

    [GeneratedRegex("^  default += (?!null$)", RegexOptions.Multiline)]
    private static partial Regex DefaultIsSomething();

    [GeneratedRegex("^[a-z0-9_]+(\\.[a-z0-9_]+)?$")]
    private static partial Regex SnakeCase();

    /// <summary>Texts for people may give examples; use1-az3 is a default that only its own region knows.</summary>
    [GeneratedRegex("^ *(description|error_message|summary|markdown) +=")]
    private static partial Regex Prose();

    [GeneratedRegex("arn:aws|\\b\\d{12}\\b|\\b(us|eu|ap|sa|ca|me|af|cn|il)-[a-z]+-\\d\\b")]
    private static partial Regex Fixed();

    private static bool Declares(string code, string kind) => code.Contains($"\n{kind} \"", StringComparison.Ordinal);
}
