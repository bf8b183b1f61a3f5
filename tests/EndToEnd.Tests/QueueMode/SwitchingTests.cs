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
public sealed class SwitchingTests : IAsyncLifetime
{
    // Not a fixture: that would be deployed even where the test is left out.
    private readonly SwitchingFunction _function = new();

    public Task InitializeAsync() => _function.InitializeAsync();

    public Task DisposeAsync() => _function.DisposeAsync();

    [LongFact]
    public async Task No_event_is_lost_on_the_way_to_the_queue_and_back()
    {
        using var stop = new CancellationTokenSource();
        var uploading = UploadUntilAsync(stop.Token);
        foreach (var eventSource in (string[])["queue", "draining"])
        {
            await _function.SwitchAsync(eventSource);
            await Task.Delay(TimeSpan.FromSeconds(1));
        }

        await stop.CancelAsync();
        var uploaded = await uploading;
        await DeployedFunction.QuietAsync(_function.Lambda);
        await _function.SwitchAsync("direct");
        await _function.UploadAsync("switching/last.json", "{}"u8.ToArray());

        uploaded.ShouldBeGreaterThan(10);
        for (var i = 0; i < uploaded; i++)
        {
            _function.Outcomes($"switching/{i}.json").ShouldContain("Compressed", $"{i} of {uploaded}");
        }

        _function.Outcomes("switching/last.json").ShouldBe(["Compressed"]);
        _function.Lambda.Snapshot.Accepted.ShouldBeInRange(1, uploaded, "some came directly, some through the queue");
        _function.Lambda.Outcomes.Count.ShouldBe(uploaded + 1, "each once");
        (await _function.TakeDeadLettersAsync()).ShouldBeEmpty();
    }

    private async Task<int> UploadUntilAsync(CancellationToken stop)
    {
        var uploaded = 0;
        while (!stop.IsCancellationRequested)
        {
            await _function.PutAsync($"switching/{uploaded}.json", Project.SampleJson(5000, seed: (ulong)uploaded));
            uploaded++;
            await Task.Delay(TimeSpan.FromMilliseconds(100), CancellationToken.None);
        }

        return uploaded;
    }
}
