using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Compressor.Cli.Deployment;
using Compressor.Testing;
using Compressor.Toolkit.CommandLine;

namespace Compressor.Cli.Tests.Deployment;

public sealed class DeploymentTests
{
    [Fact]
    public void Every_output_is_read()
    {
        var deployment = DeployedResources.Parse(Json(Outputs()));

        deployment.FunctionName.ShouldBe("compressor");
        deployment.FunctionEnvironment["COMPRESSOR_DEBUG"].ShouldBe("false");
        deployment.MemorySize.ShouldBe(512);
        deployment.Timeout.ShouldBe(600);
        deployment.ReservedConcurrency.ShouldBe(1500);
        deployment.MaximumRetryAttempts.ShouldBe(2);
        deployment.DeadLetterQueueUrl.ShouldBe(new Uri("https://sqs.eu-central-1.amazonaws.com/123456789012/compressor-dead-letters"));
        deployment.SourceSuffix.ShouldBe(".json");
        deployment.Region.ShouldBe("eu-central-1");
    }

    [Theory]
    [InlineData(null, "a/b.zip")]
    [InlineData("zip", "a/b.zip")]
    [InlineData("gzip", "a/b.json.gz")]
    [InlineData("zstd", "a/b.json.zst")]
    public void Archives_are_looked_for_in_the_format_that_the_function_was_given(string? format, string name)
    {
        var outputs = Outputs();
        outputs["function_environment"]!["value"] = format is null ? new JsonObject() : new JsonObject { ["COMPRESSOR_FORMAT"] = format };

        DeployedResources.Parse(Json(outputs)).Mapping.ArchiveKey("a/b.json").ShouldEndWith("/" + name);
    }

    [Fact]
    public void Concurrency_that_is_not_reserved_is_null()
    {
        var outputs = Outputs();
        outputs.Remove("reserved_concurrency");

        DeployedResources.Parse(Json(outputs)).ReservedConcurrency.ShouldBeNull();
    }

    [Fact]
    public void All_missing_outputs_and_all_of_another_type_are_named_at_once()
    {
        var outputs = Outputs();
        outputs.Remove("bucket_name");
        outputs["timeout"]!["value"] = "long";
        outputs["memory_size"]!["value"] = 512.5;
        outputs["dead_letter_queue_url"]!["value"] = "nowhere";

        Should.Throw<CommandException>(() => DeployedResources.Parse(Json(outputs))).Message
            .ShouldEndWith("missing or of another type: memory_size, timeout, dead_letter_queue_url (not a URL), bucket_name.");
    }

    [Fact]
    public void Nothing_deployed_says_what_to_run() =>
        Should.Throw<CommandException>(() => DeployedResources.Parse("{}"u8)).Message.ShouldContain("make deploy");

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("""{ "a": 1 }""")]
    [InlineData("""{ "a": {} }""")]
    public void Something_else_than_outputs_is_refused(string json) =>
        Should.Throw<CommandException>(
            () => DeployedResources.Parse(Encoding.UTF8.GetBytes(json))).Message.ShouldStartWith("This is not the output of");

    [Fact]
    public void The_first_error_is_found_in_what_terraform_prints()
    {
        var result = new TerraformResult(
            1, "", "╷\n│ Error: No configuration files\n│ \n│ Plan requires configuration\n│ to be present.\n╵\n");

        TerraformModule.FirstError(result).ShouldBe("Error: No configuration files Plan requires configuration to be present.");
    }

    [Fact]
    public void Without_an_error_there_is_still_an_exit_code() =>
        TerraformModule.FirstError(new(3, "", "")).ShouldBe("exit code 3");

    [Theory]
    [InlineData("../artifacts/function-x86_64.zip", "/checkout/artifacts/function-x86_64.zip")]
    [InlineData("/package/function-x86_64.zip", "/package/function-x86_64.zip")]
    public async Task The_package_lies_where_Terraform_looks_for_it(string given, string found)
    {
        using var folder = new TemporaryFolder();
        var outputs = Outputs();
        outputs["function_package"]!["value"] = given;

        var deployment = await DeployedResources.ReadAsync(
            folder.Add("outputs.json", Json(outputs)), "/checkout/terraform", CancellationToken.None);

        deployment.FunctionPackage.ShouldBe(found);
    }

    [Fact]
    public void A_package_that_came_from_S3_has_no_path_here()
    {
        var outputs = Outputs();
        outputs.Remove("function_package");

        DeployedResources.Parse(Json(outputs)).FunctionPackage.ShouldBeEmpty();
    }

    private static byte[] Json(JsonObject outputs) => JsonSerializer.SerializeToUtf8Bytes(outputs);

    private static JsonObject Outputs()
    {
        var values = new JsonObject
        {
            ["function_name"] = "compressor",
            ["function_arn"] = "arn:aws:lambda:eu-central-1:123456789012:function:compressor",
            ["function_environment"] = new JsonObject { ["COMPRESSOR_DEBUG"] = "false" },
            ["memory_size"] = 512,
            ["timeout"] = 600,
            ["architecture"] = "x86_64",
            ["function_package"] = "/package/function-x86_64.zip",
            ["reserved_concurrency"] = 1500,
            ["maximum_retry_attempts"] = 2,
            ["maximum_event_age_seconds"] = 21600,
            ["dead_letter_queue_url"] = "https://sqs.eu-central-1.amazonaws.com/123456789012/compressor-dead-letters",
            ["bucket_name"] = "compressor-123456789012-eu-central-1",
            ["incoming_prefix"] = "incoming/",
            ["processed_prefix"] = "processed/",
            ["source_suffix"] = ".json",
            ["region"] = "eu-central-1",
            ["an_output_of_another_kind"] = new JsonArray("is fine"),
        };
        return new(values.Select(value => KeyValuePair.Create<string, JsonNode?>(
            value.Key,
            new JsonObject { ["sensitive"] = false, ["value"] = value.Value?.DeepClone() })));
    }
}
