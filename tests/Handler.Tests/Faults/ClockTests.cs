using Amazon;
using Compressor.Core.Outcomes;
using Compressor.Handler.Tests.Faults.Harness;

namespace Compressor.Handler.Tests.Faults;

/// <summary>
/// A clock that is off, and one that is set right or wrong again while the process lives. Minutes are S3's time less ours.
/// </summary>
[Collection(nameof(ClockTests))]
public sealed class ClockTests : IDisposable
{
    public void Dispose() => AWSConfigs.ManualClockCorrection = null;

    [Theory]
    [InlineData(20)]
    [InlineData(-20)]
    [InlineData(20, 0)]
    [InlineData(-20, 0)]
    [InlineData(20, -20, 0, 60, 0)]
    [InlineData(0, 600, 0)]
    public async Task Each_change_of_the_clock_costs_one_refusal_and_no_event(params int[] offsets)
    {
        await using var scene = await FaultScene.CreateAsync();
        var expected = 0;
        foreach (var (minutes, before) in offsets.Zip(offsets.Prepend(0)))
        {
            scene.Server.ClockOffset = TimeSpan.FromMinutes(minutes);
            expected += minutes == before ? 0 : 1;
            for (var round = 0; round < 2; round++)
            {
                var upload = scene.Upload(key: $"incoming/{minutes}/{round}/{expected}.json");

                (await scene.DeliverAsync(upload)).ShouldBe(Outcome.Compressed);
            }

            scene.Server.Requests.Count(request => request.ErrorCode == "RequestTimeTooSkewed").ShouldBe(expected);
        }
    }
}

/// <summary>Runs alone: the SDK keeps the clock's correction for the process.</summary>
[CollectionDefinition(nameof(ClockTests), DisableParallelization = true)]
public sealed class ClockTestsDefinition;
