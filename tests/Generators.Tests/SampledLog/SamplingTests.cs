using System.Text;

namespace Compressor.Generators.Tests.SampledLog;

public class SamplingTests
{
    private const int Invocations = 100_000;

    [Theory]
    [InlineData(0)]
    [InlineData(0.01)]
    [InlineData(0.5)]
    [InlineData(1)]
    public void Rate_samples_its_share_of_request_ids(double rate)
    {
        var writer = new SampledLogWriter(rate, writesAll: false, Stream.Null);
        var random = new Random(20260131);
        var sampled = 0;
        Span<byte> id = stackalloc byte[16];
        for (var i = 0; i < Invocations; i++)
        {
            random.NextBytes(id);
            writer.Begin(new Guid(id).ToString());
            sampled += writer.IsSampled ? 1 : 0;
            writer.Complete(failed: false);
        }

        // Binomial: five standard deviations miss once in 1.7 million; at 0 and 1 there are none.
        var deviation = Math.Sqrt(Invocations * rate * (1 - rate));
        ((double)sampled).ShouldBe(Invocations * rate, 5 * deviation);
    }

    [Fact]
    public void Ids_that_differ_in_a_counter_only_are_spread_as_well()
    {
        var sampled = Enumerable.Range(0, Invocations).Count(i => RequestSampling.Position($"8f507cfc-0000-4697-b07a-{i:x12}") < 0.5);

        ((double)sampled).ShouldBe(Invocations * 0.5, 5 * Math.Sqrt(Invocations * 0.25));
    }

    [Fact]
    public void Position_of_an_id_is_the_same_in_every_process() =>
        RequestSampling.Position("8f507cfc-0000-4697-b07a-ac58fc914c95").ShouldBe(Expected("8f507cfc-0000-4697-b07a-ac58fc914c95"));

    [Fact]
    public void Retry_of_an_invocation_decides_the_same()
    {
        var writer = new SampledLogWriter(0.5, writesAll: false, Stream.Null);
        foreach (var id in Enumerable.Range(0, 100).Select(i => $"request {i}"))
        {
            writer.Begin(id);
            var first = writer.IsSampled;
            writer.Complete(failed: true);
            writer.Begin(id);
            writer.IsSampled.ShouldBe(first);
            writer.Complete(failed: false);
        }
    }

    [Fact]
    public void Line_with_a_rate_of_its_own_is_written_for_a_part_of_what_a_larger_rate_writes()
    {
        using var output = new MemoryStream();
        var writer = new SampledLogWriter(1, writesAll: false, output, heldBytes: 0);
        var log = new SampleLog(writer);
        for (var i = 0; i < 10_000; i++)
        {
            writer.Begin($"request {i}");
            log.Seldom();
            writer.Complete(failed: false);
        }

        var lines = Encoding.UTF8.GetString(output.ToArray()).Count(letter => letter == '\n');
        ((double)lines).ShouldBe(2500, 5 * Math.Sqrt(10_000 * 0.25 * 0.75));
    }

    [Theory]
    [InlineData(-0.1)]
    [InlineData(1.1)]
    [InlineData(double.NaN)]
    public void Writer_refuses_a_rate_that_is_none(double rate) =>
        Should.Throw<ArgumentOutOfRangeException>(() => new SampledLogWriter(rate, writesAll: false, Stream.Null));

    [Fact]
    public void Line_that_is_not_sampled_allocates_nothing()
    {
        var log = new SampleLog(new SampledLogWriter(0, writesAll: false, Stream.Null, heldBytes: 0));
        Write(log);

        var before = GC.GetAllocatedBytesForCurrentThread();
        Write(log);
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0);
    }

    private static void Write(SampleLog log) => log.Names(1, 2, 3, 4, 5, 6);

    // FNV-1a and MurmurHash3's finalizer, written down a second time: dashboards and other processes rely on the value.
    private static double Expected(string id)
    {
        var hash = id.Aggregate(14695981039346656037UL, (value, letter) => unchecked((value ^ letter) * 1099511628211));
        hash = unchecked((hash ^ (hash >> 33)) * 0xFF51AFD7ED558CCD);
        hash = unchecked((hash ^ (hash >> 33)) * 0xC4CEB9FE1A85EC53);
        return ((hash ^ (hash >> 33)) >> 11) / Math.Pow(2, 53);
    }
}
