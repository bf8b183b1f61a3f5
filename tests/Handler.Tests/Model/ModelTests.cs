using System.Globalization;
using Compressor.LoopbackS3;
using Xunit.Abstractions;

namespace Compressor.Handler.Tests.Model;

/// <summary>
/// Random histories against the real handler. TEST_SEEDS says how many (100 if unset); TEST_SEED runs one
/// again, the one that a failure names.
/// </summary>
public sealed class ModelTests(ITestOutputHelper output)
{
    private const int DefaultSeeds = 100;

    [Fact]
    public async Task Whatever_happens_the_newest_archive_stays_or_a_dead_letter_tells()
    {
        await using var server = await LoopbackS3Server.StartAsync(new LoopbackOptions { RecordsRequests = false });
        var (first, count) = Number("TEST_SEED") is { } one ? (one, 1) : (1, Number("TEST_SEEDS") ?? DefaultSeeds);
        var (events, deadLetters) = (0, 0);
        for (var seed = first; seed < first + count; seed++)
        {
            server.ClockOffset = TimeSpan.Zero;
            using var run = new ModelRun(seed, server);
            string? fault;
            try
            {
                fault = await run.RunAsync();
            }
            catch (Exception e)
            {
                throw new InvalidOperationException($"TEST_SEED={seed} shows it again.\n{run.Trace}", e);
            }

            fault.ShouldBeNull($"TEST_SEED={seed} shows it again.\n{run.Trace}");
            events += run.Events;
            deadLetters += run.DeadLetters;
            if (count == 1)
            {
                output.WriteLine(run.Trace);
            }
        }

        if (count >= DefaultSeeds)
        {
            deadLetters.ShouldBeLessThan(events / 5, "most events end well, or nothing was tried");
        }

        output.WriteLine($"{count} seeds, {events} events, {deadLetters} dead letters, 0 lost");
    }

    private static int? Number(string variable) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : null;
}
