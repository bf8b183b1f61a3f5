using Compressor.Testing;

namespace Compressor.EndToEnd.Tests.QueueMode;

/// <summary>A deployment that starts in direct mode.</summary>
public sealed class SwitchingFunction() : DeployedFunction("end-to-end-switching", new Dictionary<string, string>())
{
    /// <summary>Deploys with another <c>event_source</c>, while uploads go on.</summary>
    public Task SwitchAsync(string eventSource) => Local.ChangeAsync(
        new Dictionary<string, string?>(Variables) { ["event_source"] = eventSource }, _ => { }, CancellationToken.None);
}

/// <summary>From direct to queue mode and back, with uploads going on.</summary>
public sealed class SwitchingTests(SwitchingFunction function) : IClassFixture<SwitchingFunction>
{
    [LongFact]
    public async Task No_event_is_lost_on_the_way_to_the_queue_and_back()
    {
        using var stop = new CancellationTokenSource();
        var uploading = UploadUntilAsync(stop.Token);
        foreach (var eventSource in (string[])["queue", "draining"])
        {
            await function.SwitchAsync(eventSource);
            await Task.Delay(TimeSpan.FromSeconds(1));
        }

        await stop.CancelAsync();
        var uploaded = await uploading;
        await DeployedFunction.QuietAsync(function.Lambda);
        await function.SwitchAsync("direct");
        await function.UploadAsync("switching/last.json", "{}"u8.ToArray());

        uploaded.ShouldBeGreaterThan(10);
        for (var i = 0; i < uploaded; i++)
        {
            function.Outcomes($"switching/{i}.json").ShouldContain("Compressed", $"{i} of {uploaded}");
        }

        function.Outcomes("switching/last.json").ShouldBe(["Compressed"]);
        function.Lambda.Snapshot.Accepted.ShouldBeInRange(1, uploaded, "some came directly, some through the queue");
        function.Lambda.Outcomes.Count.ShouldBe(uploaded + 1, "each once");
        (await function.TakeDeadLettersAsync()).ShouldBeEmpty();
    }

    private async Task<int> UploadUntilAsync(CancellationToken stop)
    {
        var uploaded = 0;
        while (!stop.IsCancellationRequested)
        {
            await function.PutAsync($"switching/{uploaded}.json", Project.SampleJson(5000, seed: (ulong)uploaded));
            uploaded++;
            await Task.Delay(TimeSpan.FromMilliseconds(100), CancellationToken.None);
        }

        return uploaded;
    }
}
