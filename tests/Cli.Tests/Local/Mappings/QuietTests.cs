namespace Compressor.Cli.Tests.Local.Mappings;

/// <summary>When a local Lambda behind a queue is done.</summary>
public sealed class QuietTests
{
    [Fact]
    public async Task A_count_that_misses_a_hidden_message_is_not_taken_for_the_end()
    {
        await using var mapped = await MappedFunction.StartAsync();
        (mapped.Queue.Visibility, mapped.Queue.MaxReceiveCount) = (TimeSpan.FromSeconds(1), 2);
        mapped.Queue.Send("fail");
        await TestContext.UntilAsync(() => mapped.Lambda.Snapshot.Done + mapped.Lambda.Snapshot.Failed > 0);

        mapped.Sqs.MissedCountsToCome = 1;
        await mapped.QuietAsync();

        mapped.Queue.DeadLetters.ShouldBe(["fail"]);
    }
}
