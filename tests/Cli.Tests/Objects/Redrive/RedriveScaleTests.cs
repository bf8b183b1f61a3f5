using System.Diagnostics;
using System.Text.Json;
using Compressor.Cli.Tests.Local;
using Compressor.Testing;
using Xunit.Abstractions;
using LoopbackS3Server = Compressor.LoopbackS3.LoopbackS3Server;

namespace Compressor.Cli.Tests.Objects.Redrive;

[Integration]
public class RedriveScaleTests(ITestOutputHelper console)
{
    private static readonly TimeSpan RoundTrip = TimeSpan.FromMilliseconds(20);

    [Theory]
    [InlineData(1_500, true)]
    [InlineData(1_500, false)]
    public Task Every_message_is_handled_once_however_many_are_in_work(int messages, bool sends) => RunAsync(messages, sends);

    [LongFact]
    public Task A_hundred_thousand_messages_are_one_pass() => RunAsync(100_000, sends: true);

    private async Task RunAsync(int messages, bool sends)
    {
        await using var function = new TestFunction();
        await using var queue = await QueueDouble.StartAsync(RoundTrip);
        await using var s3 = await LoopbackS3Server.StartAsync(new() { Https = false, RecordsRequests = false });
        s3.Gate = async (_, cancellationToken) =>
        {
            await Task.Delay(RoundTrip, cancellationToken);
            return null;
        };
        var deployment = function.Deployment with
        {
            Region = LoopbackS3Server.Region,
            DeadLetterQueueUrl = new(queue.Address, "123456789012/letters"),
        };
        var bucket = s3.CreateBucket(deployment.BucketName);
        for (var i = 0; i < messages; i++)
        {
            bucket.Put($"incoming/{i}.json", "{}"u8.ToArray());
            queue.Add(Letter(deployment.FunctionArn, deployment.BucketName, $"incoming/{i}.json"));
        }

        var outputs = function.PathOf("outputs.json");
        await File.WriteAllTextAsync(outputs, DeploymentJson.Write(deployment));
        var clock = Stopwatch.StartNew();
        var run = await ProgramRun.RunAsync(
            ProgramRun.Compressor,
            sends ? ["redrive", "--yes", "--outputs", outputs] : ["redrive", "--outputs", outputs],
            new Dictionary<string, string?>
            {
                ["AWS_ACCESS_KEY_ID"] = LoopbackS3Server.AccessKeyId,
                ["AWS_SECRET_ACCESS_KEY"] = LoopbackS3Server.SecretAccessKey,
                ["AWS_ENDPOINT_URL"] = queue.Address.AbsoluteUri,
                ["AWS_ENDPOINT_URL_S3"] = s3.Endpoint.AbsoluteUri,
            });

        console.WriteLine($"{clock.Elapsed.TotalSeconds:0.0} s, {messages / clock.Elapsed.TotalSeconds:0} messages a second");
        console.WriteLine(run.Error + run.Output);
        run.ExitCode.ShouldBe(0, run.Error);
        run.Output.ShouldContain(sends ? $"{messages} sent, 0 lost, 0 failed" : $"{messages} messages. Nothing was changed");
        queue.Count.ShouldBe(sends ? 0 : messages);
        queue.Events.Count.ShouldBe(sends ? messages : 0);
        queue.Events.Distinct(StringComparer.Ordinal).Count().ShouldBe(queue.Events.Count);
    }

    private static string Letter(string function, string bucket, string key) => JsonSerializer.Serialize(new
    {
        requestContext = new { functionArn = function, condition = "RetriesExhausted", approximateInvokeCount = 3 },
        requestPayload = new
        {
            Records = new[]
            {
                new
                {
                    eventName = "ObjectCreated:Put",
                    s3 = new { bucket = new { name = bucket }, @object = new { key, size = 2, eTag = "e" } },
                },
            },
        },
        responsePayload = new { errorType = "StorageUnreachable", errorMessage = "it failed" },
    });
}
