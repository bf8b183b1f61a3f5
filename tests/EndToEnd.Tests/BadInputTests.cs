using System.Text;
using System.Text.Json;
using Amazon.S3.Model;
using Compressor.Cli.Objects;

namespace Compressor.EndToEnd.Tests;

[Collection(DeployedFunctionGroup.Name)]
public sealed class BadInputTests(DeployedFunction function)
{
    private const int Limit = 50 << 20;

    [Fact]
    public async Task An_object_over_the_limit_reaches_the_dead_letter_queue_after_two_retries()
    {
        await function.UploadAsync("bad/too large.json", new byte[Limit + 1]);

        var letter = await function.DeadLetterAsync("bad/too large.json");
        letter.ErrorType.ShouldBe("ObjectTooLarge");
        letter.ErrorMessage.ShouldContain(function.SourceKey("bad/too large.json"));
        letter.ErrorMessage.ShouldContain("52428801");
        letter.InvokeCount.ShouldBe(3);
        (await function.IsAnythingStoredAsync("bad/too large.json")).ShouldBeFalse();
    }

    [Fact]
    public async Task An_object_of_just_the_limit_is_compressed()
    {
        await function.UploadAsync("bad/just right.json", new byte[Limit]);

        function.Outcomes("bad/just right.json").ShouldBe(["Compressed"]);
    }

    [Fact]
    public async Task A_dead_letter_has_the_event_and_the_error_in_Lambdas_envelope()
    {
        await function.SendAsync("""{ "order": 1, "customer": { "id": 2 } }"""u8.ToArray());

        var queue = function.Deployment.DeadLetterQueueUrl.AbsoluteUri;
        var message = (await function.Sqs.ReceiveMessageAsync(queue)).Messages.ShouldHaveSingleItem();
        await function.Sqs.DeleteMessageAsync(queue, message.ReceiptHandle);
        var envelope = JsonElement.Parse(message.Body);
        envelope.GetProperty("requestPayload").GetProperty("order").GetInt32().ShouldBe(1);
        envelope.GetProperty("requestContext").GetProperty("condition").GetString().ShouldBe("RetriesExhausted");
        var response = envelope.GetProperty("responsePayload");
        response.GetProperty("errorType").GetString().ShouldBe("UnknownEvent");
        response.GetProperty("errorMessage").GetString()!.ShouldContain("order, customer");
    }

    [Fact]
    public async Task An_event_of_an_unknown_shape_fails_and_its_properties_are_named()
    {
        var answer = await function.InvokeAsync("""{ "hello": 1, "world": 2 }"""u8.ToArray());

        answer.FunctionError.ShouldBe("Unhandled");
        answer.ErrorType.ShouldBe("UnknownEvent");
        answer.ErrorMessage.ShouldContain("hello, world");
    }

    [Fact]
    public async Task An_event_with_a_value_of_another_type_fails_and_its_path_is_named()
    {
        var text = Encoding.UTF8.GetString(function.CreatedEvent("a.json", size: 2));

        var answer = await function.InvokeAsync(
            Encoding.UTF8.GetBytes(text.Replace("\"size\":2", "\"size\":\"big\"", StringComparison.Ordinal)));

        answer.ErrorType.ShouldBe("MalformedEvent");
        answer.ErrorMessage.ShouldContain("Records[0].s3.object.size");
    }

    [Fact]
    public async Task JSON_that_is_cut_off_never_passes_the_Invoke_API()
    {
        var answer = await Invoke.LaterAsync(function.Lambda, function.Deployment.FunctionName, """{ "Records": [ """u8.ToArray());

        answer.Status.ShouldBe(400);
        (await function.TakeDeadLettersAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_bucket_that_does_not_exist_is_named()
    {
        var elsewhere = function.Deployment with { BucketName = "no-such-bucket-anywhere" };

        var answer = await function.InvokeAsync(S3Notification.ObjectCreated(elsewhere, function.SourceKey("a.json"), 2, "etag"));

        answer.ErrorType.ShouldBe("BucketNotFound");
        answer.ErrorMessage.ShouldContain("no-such-bucket-anywhere");
    }

    [Fact]
    public async Task A_denied_GET_reaches_the_dead_letter_queue_and_leaves_nothing()
    {
        var bucket = function.Deployment.BucketName;
        var policy = (await function.S3.GetBucketPolicyAsync(new GetBucketPolicyRequest { BucketName = bucket })).Policy;
        await function.S3.PutBucketPolicyAsync(new PutBucketPolicyRequest
        {
            BucketName = bucket,
            Policy = JsonSerializer.Serialize(new
            {
                Version = "2012-10-17",
                Statement = new[]
                {
                    new { Effect = "Deny", Principal = "*", Action = "s3:GetObject", Resource = $"arn:aws:s3:::{bucket}/*" },
                },
            }),
        });
        try
        {
            await function.UploadAsync("bad/denied.json", "{}"u8.ToArray());

            var letter = await function.DeadLetterAsync("bad/denied.json");
            letter.ErrorType.ShouldBe("AccessDenied");
            letter.ErrorMessage.ShouldContain($"GET s3://{bucket}/{function.SourceKey("bad/denied.json")}");
        }
        finally
        {
            await function.S3.PutBucketPolicyAsync(new PutBucketPolicyRequest { BucketName = bucket, Policy = policy });
        }

        (await function.IsAnythingStoredAsync("bad/denied.json")).ShouldBeFalse();
    }

    [Fact]
    public async Task An_unreachable_bucket_reaches_the_dead_letter_queue()
    {
        // The dead letters of this Lambda would go to the same address, so the function alone is sent elsewhere.
        await SendWithAsync("bad/unreachable.json", ("AWS_ENDPOINT_URL_S3", "https://127.0.0.1:1"));

        var letter = await function.DeadLetterAsync("bad/unreachable.json");
        letter.ErrorType.ShouldBe("StorageUnreachable");
        letter.ErrorMessage.ShouldContain("Connection refused");
        letter.ErrorMessage.ShouldContain(function.SourceKey("bad/unreachable.json"));
    }

    [Fact]
    public async Task Wrong_settings_stop_the_function_at_init_and_all_of_them_are_listed()
    {
        await SendWithAsync(
            "bad/settings.json",
            ("COMPRESSOR_MAX_FILE_SIZE", "many"),
            ("COMPRESSOR_LOG_SAMPLING_RATE", "1.5"),
            ("COMPRESSOR_COMPRESSION", "tiny"),
            ("COMPRESSOR_PROCESSED_PREFIX", "incoming/archives/"),
            ("COMPRESSOR_LOG_SAMPLE_RATE", "0.5"));

        var letter = await function.DeadLetterAsync("bad/settings.json");
        letter.ErrorType.ShouldBe("InvalidSettings");
        string[] problems =
        [
            "COMPRESSOR_MAX_FILE_SIZE", "many", "COMPRESSOR_LOG_SAMPLING_RATE", "1.5",
            "COMPRESSOR_COMPRESSION", "COMPRESSOR_PROCESSED_PREFIX", "COMPRESSOR_LOG_SAMPLE_RATE",
        ];
        problems.ShouldAllBe(problem => letter.ErrorMessage.Contains(problem), letter.ErrorMessage);
    }

    [Fact]
    public async Task A_failure_is_in_the_log_with_its_object()
    {
        await function.UploadAsync("bad/logged.json", new byte[Limit + 1]);

        var lines = await File.ReadAllLinesAsync(function.LogFile);
        lines.Where(line => line.Contains("bad/logged.json", StringComparison.Ordinal))
            .Select(line => JsonElement.Parse(line).GetProperty("level").GetString()).ShouldContain("ERROR");
    }

    /// <summary>Has a function with other environment variables handle an event, and waits until all is quiet.</summary>
    private async Task SendWithAsync(string name, params (string Name, string Value)[] variables)
    {
        var environment = new Dictionary<string, string>(function.Deployment.FunctionEnvironment);
        foreach (var (variable, value) in variables)
        {
            environment[variable] = value;
        }

        await using var lambda = await function.StartLambdaAsync(
            options => options with { Deployment = function.Deployment with { FunctionEnvironment = environment } });
        await function.SendAsync(function.CreatedEvent(name, 2), lambda);
    }
}
