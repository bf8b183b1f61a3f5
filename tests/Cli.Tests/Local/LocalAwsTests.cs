using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;
using Compressor.Cli.Local.Moto;
using Compressor.Testing;
using Compressor.Toolkit.Aws;
using Compressor.Toolkit.CommandLine;

namespace Compressor.Cli.Tests.Local;

/// <summary>The launcher's changes to moto, through AWS's own clients over TLS.</summary>
[Integration]
public sealed class LocalAwsTests : IDisposable
{
    private const string Region = "us-east-1";
    private const string Account = "123456789012";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("compressor-aws-test-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task A_notification_reaches_the_function_and_its_dead_letter_the_queue()
    {
        await using var function = new TestFunction();
        await using var aws = await StartAsync();
        using var s3 = Connection(aws).CreateS3();
        using var sqs = Connection(aws).CreateSqs();
        var queue = await sqs.CreateQueueAsync("letters");
        await LambdaApi.CreateFunctionAsync(aws, Region);
        await s3.PutBucketAsync("a-bucket");
        await s3.PutBucketNotificationAsync(new PutBucketNotificationRequest
        {
            BucketName = "a-bucket",
            LambdaFunctionConfigurations =
            [
                new()
                {
                    FunctionArn = $"arn:aws:lambda:{Region}:{Account}:function:files",
                    Events = [EventType.ObjectCreatedAll],
                    Filter = new() { S3KeyFilter = new() { FilterRules = [new("prefix", "incoming/"), new("suffix", ".json")] } },
                },
            ],
        });
        await using var running = await function.StartAsync(options => options with
        {
            Deployment = options.Deployment with { Region = Region, MaximumRetryAttempts = 0, DeadLetterQueueUrl = new(queue.QueueUrl) },
            AwsEndpoint = aws.Endpoint,
            CaBundle = aws.CaBundle,
            InitTimeout = TimeSpan.FromSeconds(1),
        });

        // No Lambda is connected yet: the object is stored all the same.
        await PutAsync(s3, "incoming/before.json", "{}");
        await TestContext.UntilAsync(() => File.ReadAllText(aws.LogFile).Contains("files was not invoked", StringComparison.Ordinal));
        running.Lambda.Snapshot.Accepted.ShouldBe(0);

        await aws.ConnectAsync(running.Lambda.InvokeEndpoint, TestContext.Deadline);
        await PutAsync(s3, "incoming/a b.json", "{}");
        await PutAsync(s3, "incoming/other.txt", "{}");
        await PutInPartsAsync(s3, "incoming/parts.json");
        await running.Lambda.WaitUntilQuietAsync(TestContext.Deadline);
        running.Lambda.Snapshot.Accepted.ShouldBe(2, "one for each object that the filter takes, whether uploaded whole or in parts");

        await running.QueueAsync(new { @do = "error", type = "ObjectTooLarge" });
        await running.Lambda.WaitUntilQuietAsync(TestContext.Deadline);
        var letters = await sqs.ReceiveMessageAsync(queue.QueueUrl);
        letters.Messages.Single().Body.ShouldContain("\"errorType\":\"ObjectTooLarge\"");
    }

    [Fact]
    public async Task A_queues_policy_stays_when_another_attribute_is_set()
    {
        await using var aws = await ConnectedFunction.StartAsync();
        var queue = aws.Deployment.DeadLetterQueueUrl.AbsoluteUri;
        const string Policy = """{"Statement":[{"Effect":"Deny","Principal":"*","Action":"sqs:*","Resource":"*"}]}""";

        await aws.Sqs.SetQueueAttributesAsync(queue, new() { ["Policy"] = Policy });
        await aws.Sqs.SetQueueAttributesAsync(queue, new() { ["VisibilityTimeout"] = "60" });

        var attributes = (await aws.Sqs.GetQueueAttributesAsync(queue, ["All"])).Attributes;
        attributes.ShouldContainKeyAndValue("VisibilityTimeout", "60");
        attributes["Policy"].ShouldContain("sqs:*");

        await aws.Sqs.SetQueueAttributesAsync(queue, new() { ["Policy"] = "" });
        (await aws.Sqs.GetQueueAttributesAsync(queue, ["All"])).Attributes.ShouldNotContainKey("Policy");
    }

    [Fact]
    public async Task What_was_saved_is_there_again_on_the_same_port_and_what_came_later_is_not()
    {
        Uri first;
        await using (var aws = await StartAsync())
        {
            aws.Restored.ShouldBeFalse();
            first = aws.Endpoint;
            using var s3 = Connection(aws).CreateS3();
            await s3.PutBucketAsync("a-bucket");
            await LambdaApi.CreateFunctionAsync(aws, Region);
            await File.WriteAllTextAsync(aws.TerraformStateFile, "{}");
            await aws.SaveStateAsync(TestContext.Deadline);
            await PutAsync(s3, "incoming/a.json", "{}");
        }

        await using (var aws = await StartAsync())
        {
            aws.Restored.ShouldBeTrue();
            aws.Endpoint.ShouldBe(first);
            File.Exists(aws.TerraformStateFile).ShouldBeTrue();
            using var s3 = Connection(aws).CreateS3();
            (await s3.ListBucketsAsync()).Buckets.Select(bucket => bucket.BucketName).ShouldBe(["a-bucket"]);
            (await s3.ListObjectsV2Async(new() { BucketName = "a-bucket" })).S3Objects.ShouldBeNull();
            (await LambdaApi.GetFunctionAsync(aws, Region)).ShouldContain("\"LoggingConfig\": {\"LogFormat\": \"JSON\"}");
        }
    }

    [Fact]
    public async Task A_state_that_cannot_be_read_is_a_fresh_start_without_Terraforms_state()
    {
        await File.WriteAllTextAsync(Path.Combine(_folder.FullName, "state.pickle"), "no pickle");
        await File.WriteAllTextAsync(Path.Combine(_folder.FullName, "terraform.tfstate"), "{}");

        await using var aws = await StartAsync();

        aws.Restored.ShouldBeFalse();
        File.Exists(aws.TerraformStateFile).ShouldBeFalse();
        File.ReadAllText(aws.LogFile).ShouldContain("the saved state was not restored");
    }

    [Fact]
    public async Task A_folder_serves_one_at_a_time()
    {
        await using var aws = await StartAsync();

        (await Should.ThrowAsync<CommandException>(StartAsync)).Message.ShouldStartWith("Another local AWS is using ");
    }

    [Fact]
    public async Task A_missing_Python_is_said_in_one_line()
    {
        var failure = await Should.ThrowAsync<CommandException>(
            () => LocalAws.StartAsync(new() { Folder = _folder.FullName, Python = "python3-not-there" }, TestContext.Deadline));

        failure.Message.ShouldBe("Python 3 was not found (python3-not-there): install it, and moto 5: pip install 'moto[server]'");
    }

    [Fact]
    public async Task A_Python_without_moto_is_said_in_one_line()
    {
        var bare = Path.Combine(_folder.FullName, "bare-python");
        await File.WriteAllTextAsync(bare, "#!/bin/sh\nexec /usr/bin/python3 -I -S \"$@\"\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(bare, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        }

        var failure = await Should.ThrowAsync<CommandException>(
            () => LocalAws.StartAsync(new() { Folder = _folder.FullName, Python = bare }, TestContext.Deadline));

        failure.Message.ShouldContain("ModuleNotFoundError: No module named 'moto'");
        failure.Message.ShouldContain("pip install 'moto[server]'");
    }

    private Task<LocalAws> StartAsync() => LocalAws.StartAsync(new() { Folder = _folder.FullName, Region = Region }, TestContext.Deadline);

    private static AwsConnection Connection(LocalAws aws) =>
        new(aws.Endpoint, Region, aws.CaBundle, new BasicAWSCredentials("local", "local"));

    private static Task<PutObjectResponse> PutAsync(IAmazonS3 s3, string key, string text) =>
        s3.PutObjectAsync(new PutObjectRequest { BucketName = "a-bucket", Key = key, ContentBody = text });

    private static async Task PutInPartsAsync(IAmazonS3 s3, string key)
    {
        var upload = await s3.InitiateMultipartUploadAsync("a-bucket", key);
        var part = await s3.UploadPartAsync(new UploadPartRequest
        {
            BucketName = "a-bucket",
            Key = key,
            UploadId = upload.UploadId,
            PartNumber = 1,
            InputStream = new MemoryStream("{}"u8.ToArray()),
        });
        await s3.CompleteMultipartUploadAsync(new CompleteMultipartUploadRequest
        {
            BucketName = "a-bucket",
            Key = key,
            UploadId = upload.UploadId,
            PartETags = [new(1, part.ETag)],
        });
    }
}
