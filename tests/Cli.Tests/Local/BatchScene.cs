using System.Net;
using System.Text;
using Amazon.S3;
using Compressor.Toolkit.Aws;

namespace Compressor.Cli.Tests.Local;

/// <summary>What a job of S3 Batch Operations needs, in the bucket of a <see cref="ConnectedFunction"/>.</summary>
internal sealed class BatchScene : IAsyncDisposable
{
    public const string Account = "123456789012";
    public const string Prefix = "compressor-backfill";
    public const string RoleArn = $"arn:aws:iam::{Account}:role/backfill";

    private const string BucketArn = $"arn:aws:s3:::{ConnectedFunction.Bucket}";

    private BatchScene(ConnectedFunction aws)
    {
        Aws = aws;
        Api = new(aws.Connection, Account);
    }

    public ConnectedFunction Aws { get; }

    public S3ControlApi Api { get; }

    /// <summary>What the role is allowed at least.</summary>
    public static IReadOnlyList<(string Action, string Resource)> Needed { get; } =
    [
        ("s3:GetObject", $"{BucketArn}/{Prefix}/manifests/*"),
        ("s3:PutObject", $"{BucketArn}/{Prefix}/reports/*"),
        ("lambda:InvokeFunction", "arn:aws:lambda:us-east-1:123456789012:function:files"),
    ];

    public static async Task<BatchScene> StartAsync(
        string sourceAccount = Account, IEnumerable<(string Action, string Resource)>? allowed = null)
    {
        var aws = await ConnectedFunction.StartAsync();
        await aws.CreateRoleAsync(
            "backfill",
            $$"""
            {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "sts:AssumeRole",
              "Principal": {"Service": "batchoperations.s3.amazonaws.com"},
              "Condition": {"StringEquals": {"aws:SourceAccount": "{{sourceAccount}}"} } } ]}
            """,
            string.Join(',', (allowed ?? Needed).Select(
                grant => $$"""{"Effect": "Allow", "Action": "{{grant.Action}}", "Resource": "{{grant.Resource}}"}""")));
        return new(aws);
    }

    /// <summary>Puts a manifest of these lines, and returns the job to create for it.</summary>
    public async Task<BatchJob> PutManifestAsync(params string[] lines)
    {
        var key = $"{Prefix}/manifests/{Guid.NewGuid():N}.csv";
        var stored = await Aws.PutAsync(key, string.Join('\n', lines));
        return new(
            Aws.Deployment.FunctionArn,
            RoleArn,
            $"{BucketArn}/{key}",
            stored.ETag.Trim('"'),
            HasVersions: lines.Length > 0 && lines[0].Split(',').Length > 2,
            BucketArn,
            $"{Prefix}/reports",
            "a test",
            Guid.NewGuid().ToString("N"));
    }

    /// <summary>Creates the job and waits until it is over.</summary>
    public async Task<BatchJobState> RunAsync(BatchJob job) => await WaitAsync(await Api.CreateJobAsync(job, TestContext.Deadline));

    public async Task<BatchJobState> WaitAsync(string id)
    {
        var deadline = TestContext.Deadline;
        while (true)
        {
            var state = await Api.DescribeJobAsync(id, deadline);
            if (state.IsOver)
            {
                return state;
            }

            await Task.Delay(20, deadline);
        }
    }

    /// <summary>An object's text, or null.</summary>
    public async Task<string?> ReadAsync(string key)
    {
        try
        {
            using var stored = await Aws.S3.GetObjectAsync(ConnectedFunction.Bucket, key);
            using var text = new StreamReader(stored.ResponseStream, Encoding.UTF8);
            return await text.ReadToEndAsync();
        }
        catch (AmazonS3Exception e) when (e.StatusCode == HttpStatusCode.NotFound)
        {
            return null;
        }
    }

    public async ValueTask DisposeAsync()
    {
        Api.Dispose();
        await Aws.DisposeAsync();
    }
}
