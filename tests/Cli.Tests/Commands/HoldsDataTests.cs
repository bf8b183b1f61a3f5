using Compressor.Cli.Tests.Local;
using Compressor.Testing;

namespace Compressor.Cli.Tests.Commands;

/// <summary><c>compressor holds-data</c>, by whose exit code <c>make destroy</c> decides.</summary>
[Integration]
public sealed class HoldsDataTests
{
    [Fact]
    public async Task Objects_versions_and_delete_markers_count_page_by_page_up_to_a_limit()
    {
        await using var aws = await ConnectedFunction.StartAsync();
        (await ExitCodeAsync(aws, atMost: 1)).ShouldBe(0, "nothing is there");

        await aws.S3.PutBucketVersioningAsync(
            new() { BucketName = ConnectedFunction.Bucket, VersioningConfig = new() { Status = "Enabled" } });
        await aws.PutAsync("incoming/a.json", "1");
        await aws.PutAsync("incoming/a.json", "2");
        await aws.S3.DeleteObjectAsync(ConnectedFunction.Bucket, "incoming/a.json");
        (await ExitCodeAsync(aws, atMost: 3)).ShouldBe(1, "two versions and a delete marker");
        (await ExitCodeAsync(aws, atMost: 2)).ShouldBe(3, "three are more than two");

        // Together with the three, more than a page of a listing.
        await Parallel.ForEachAsync(Enumerable.Range(0, 1000), async (number, _) => await aws.PutAsync($"incoming/{number}.json", "{}"));
        (await ExitCodeAsync(aws, atMost: 1003)).ShouldBe(1);
        (await ExitCodeAsync(aws, atMost: 1002)).ShouldBe(3);
    }

    [Fact]
    public async Task A_bucket_that_is_gone_holds_nothing()
    {
        await using var aws = await ConnectedFunction.StartAsync();
        await aws.S3.DeleteBucketAsync(ConnectedFunction.Bucket);

        (await ExitCodeAsync(aws, atMost: 1)).ShouldBe(0);
    }

    private static async Task<int> ExitCodeAsync(ConnectedFunction aws, int atMost)
    {
        var (exitCode, output, error) = await aws.RunToolAsync("holds-data", "--at-most", $"{atMost}");
        error.ShouldBe("");
        output.ShouldBe("");
        return exitCode;
    }
}
