using Compressor.Core.Archiving;
using Compressor.Handler.Pipeline;
using CsCheck;

namespace Compressor.Handler.Tests.Overlap;

/// <summary>How many objects are under way at once, and what their buffers take.</summary>
public sealed class LanePoolTests
{
    private const long MiB = 1024 * 1024;

    private static readonly ArchiveLimits HalfGigabyte = ArchiveLimits.FromMemoryLimit(memoryLimitInMB: 512);

    [Fact]
    public void Buffers_of_any_mixture_of_sizes_stay_within_the_memory() =>
        Gen.Select(
            Gen.Enum<ArchiveFormat>(),
            Gen.OneOf(Gen.Const(150), Gen.Const(256), Gen.Const(512), Gen.Const(1769)),
            Gen.Select(Gen.OneOf(Gen.Long[0, MiB], Gen.Long[MiB, 64 * MiB], Gen.Long[64 * MiB, 1024 * MiB]), Gen.Int[0, 20]).Array[1, 60])
            .Sample((format, memory, steps) =>
            {
                using var made = new Made(format);
                var limits = ArchiveLimits.FromMemoryLimit(memory);
                var pool = made.CreatePool(limits);
                var rented = new List<Lane>();
                foreach (var (bytes, ending) in steps)
                {
                    var waiting = pool.RentAsync(bytes, CancellationToken.None);
                    while (!waiting.IsCompleted && rented.Count > 0)
                    {
                        End(pool, rented, ending % rented.Count);
                        SpinWait.SpinUntil(() => waiting.IsCompleted, TimeSpan.FromMilliseconds(5));
                    }

                    rented.Add(waiting.AsTask().WaitAsync(TimeSpan.FromSeconds(10)).GetAwaiter().GetResult());
                    made.Prepare(rented[^1], Math.Min(bytes, limits.MaxBufferedBytes));

                    // An object alone may be as large as the setting allows, with the zip records beside it.
                    var alone = rented[^1].Archiving.CapacityFor(limits.MaxBufferedBytes);
                    made.Capacity.ShouldBeLessThanOrEqualTo(rented.Count == 1 ? Math.Max(alone, limits.BufferBytes) : limits.BufferBytes);
                    rented.Count.ShouldBeLessThanOrEqualTo(LanePool.MaxObjects);
                }
            }, iter: 300);

    [Fact]
    public async Task An_object_that_is_streamed_has_all_to_itself()
    {
        using var made = new Made();
        var pool = made.CreatePool(HalfGigabyte);
        var small = await pool.RentAsync(MiB, CancellationToken.None);

        var large = pool.RentAsync(HalfGigabyte.MaxBufferedBytes + 1, CancellationToken.None);
        large.IsCompleted.ShouldBeFalse();
        pool.Return(small);
        var lane = await large;

        var after = pool.RentAsync(MiB, CancellationToken.None);
        after.IsCompleted.ShouldBeFalse();
        pool.Return(lane);
        await after;
    }

    [Fact]
    public async Task Who_gives_up_waiting_takes_no_room()
    {
        using var made = new Made();
        var pool = made.CreatePool(HalfGigabyte);
        using var deadline = new CancellationTokenSource();
        var lanes = new List<Lane>();
        for (var i = 0; i < LanePool.MaxObjects; i++)
        {
            lanes.Add(await pool.RentAsync(1, CancellationToken.None));
        }

        var waiting = pool.RentAsync(1, deadline.Token).AsTask();
        await deadline.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(waiting);

        lanes.ForEach(pool.Return);
        for (var i = 0; i < LanePool.MaxObjects; i++)
        {
            (await pool.RentAsync(1, CancellationToken.None)).Archiving.ShouldNotBeNull();
        }
    }

    [Fact]
    public void Objects_one_at_a_time_share_one_pair_of_buffers()
    {
        using var made = new Made();
        var pool = made.CreatePool(HalfGigabyte);
        foreach (var bytes in (long[])[1, 30 * MiB, 100, 64 * MiB, 5 * MiB])
        {
            var lane = pool.RentAlone(bytes);
            lane.Engines.ShouldBeNull("an object alone is compressed where it is read");
            made.Prepare(lane, bytes);
            pool.Return(lane);
        }

        made.Count.ShouldBe(1);
    }

    private static void End(LanePool pool, List<Lane> rented, int index)
    {
        pool.Return(rented[index]);
        rented.RemoveAt(index);
    }

    /// <summary>What a pool has made.</summary>
    private sealed class Made(ArchiveFormat format = ArchiveFormat.Zip) : IDisposable
    {
        private readonly Dictionary<BufferedArchiving, BufferedArchiver> _archivers = [];
        private readonly SemaphoreSlim _engines = new(1);

        public int Count => _archivers.Count;

        public long Capacity => _archivers.Values.Sum(archiver => archiver.Capacity);

        public LanePool CreatePool(ArchiveLimits limits) => new(Create, limits, _engines);

        /// <summary>Takes the buffers that an object of a size takes.</summary>
        public void Prepare(Lane lane, long bytes) => _archivers[lane.Archiving].Prepare(
            new ArchiveEntry(new string('n', 1000), DateTimeOffset.UnixEpoch, default), (int)bytes);

        public void Dispose()
        {
            _engines.Dispose();
            foreach (var archiver in _archivers.Values)
            {
                archiver.Dispose();
            }
        }

        private BufferedArchiving Create()
        {
            var archiver = new BufferedArchiver(format.Define(), format.Define().CreateEngine(Compression.Small));
            var archiving = new BufferedArchiving(archiver, verifier: null);
            _archivers.Add(archiving, archiver);
            return archiving;
        }
    }
}
