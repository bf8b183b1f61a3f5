using Compressor.Cli.Objects.Verify;

namespace Compressor.Cli.Tests.Objects.Verify;

/// <summary>
/// Histories of one key, by seed: uploads, whole or in parts, whose events are handled at once, late, or never. At the end, what the
/// listings say of the archive is compared with what its metadata says.
/// </summary>
public class ListingVerdictTests
{
    private const int Seeds = 20_000;

    /// <summary>Why an archive of an older upload may look right.</summary>
    private enum Cause
    {
        /// <summary>The older upload was being compressed while the newer one arrived, or both happened within one second.</summary>
        StoredAfterTheNewerUpload,

        /// <summary>The newer upload came in parts, which began before the older upload's archive was stored.</summary>
        PartsBeganBefore,

        /// <summary>Something other than the function wrote the archive again.</summary>
        CopiedLater,
    }

    [Fact]
    public void An_old_archive_looks_right_for_three_reasons_only_and_only_where_the_last_upload_was_never_handled()
    {
        var seen = new Dictionary<Cause, int>();
        for (var seed = 0; seed < Seeds; seed++)
        {
            var history = new History(new(seed));
            if (history.Archive is not { } archive)
            {
                continue;
            }

            var looksRight = !ListingVerdict.IsDoubtful(
                new("incoming/a.json", "e", 1000, history.Source.LastModified), new("processed/00/a.zip", "e", 200, archive.LastModified));
            if (archive.Upload == history.Source.Upload)
            {
                looksRight.ShouldBeTrue($"seed {seed}: no HEAD where all is well");
            }
            else if (looksRight)
            {
                history.LastIsHandled.ShouldBeFalse($"seed {seed}");
                var cause = history.Cause().ShouldNotBeNull($"seed {seed}");
                seen[cause] = seen.GetValueOrDefault(cause) + 1;
            }
        }

        seen.Keys.ShouldBe(Enum.GetValues<Cause>(), ignoreOrder: true);
    }

    [Theory]
    [InlineData(1000, 200, false)]
    [InlineData(1000, 5, true)]
    [InlineData(1000, 100_000, true)]
    [InlineData(0, 150, false)]
    [InlineData(10_000_000, 10_100_000, true)]
    [InlineData(10_000_000, 10_001_000, false)]
    public void A_size_that_no_archive_of_that_source_has_is_doubtful(long source, long archive, bool isDoubtful) =>
        ListingVerdict.IsDoubtful(new("incoming/a.json", "e", source, 1), new("processed/00/a.zip", "e", archive, 2)).ShouldBe(isDoubtful);

    private sealed class History
    {
        private readonly Random _random;
        private readonly List<(int Time, Action Happens)> _future = [];
        private int _now;
        private bool _isCopied;
        private int _uploadedAt;

        public History(Random random)
        {
            _random = random;
            var (time, uploads) = (0, random.Next(1, 4));
            for (var upload = 0; upload < uploads; upload++)
            {
                time += random.Next(0, 8);
                Plan(time);
            }

            if (random.Next(10) == 0)
            {
                _future.Add((time + random.Next(20), Copy));
            }

            while (_future.Count > 0)
            {
                var next = _future.MinBy(step => step.Time);
                _future.Remove(next);
                _now = next.Time;
                next.Happens();
            }
        }

        public (int Upload, long LastModified, bool IsInParts) Source { get; private set; }

        public (int Upload, long LastModified)? Archive { get; private set; }

        public bool LastIsHandled { get; private set; }

        public Cause? Cause() =>
            _isCopied ? ListingVerdictTests.Cause.CopiedLater
            : Archive!.Value.LastModified >= _uploadedAt ? ListingVerdictTests.Cause.StoredAfterTheNewerUpload
            : Source.IsInParts && Archive.Value.LastModified >= Source.LastModified ? ListingVerdictTests.Cause.PartsBeganBefore
            : null;

        private void Plan(int time)
        {
            var (isInParts, isLost) = (_random.Next(3) == 0, _random.Next(3) == 0);
            var takes = isInParts ? _random.Next(1, 10) : 0;
            _future.Add((time + takes, () => Arrive(time, isInParts, isLost)));
        }

        private void Arrive(int begun, bool isInParts, bool isLost)
        {
            var upload = Source.Upload + 1;
            (Source, _uploadedAt, LastIsHandled) = ((upload, begun, isInParts), _now, !isLost);
            if (!isLost)
            {
                _future.Add((_now + _random.Next(3), () => Read(upload)));
            }
        }

        /// <summary>The function: a GET of that very upload, and later a PUT unless a newer upload's archive is there.</summary>
        private void Read(int upload)
        {
            if (Source.Upload == upload)
            {
                _future.Add((_now + _random.Next(4), () => Store(upload)));
            }
        }

        private void Store(int upload)
        {
            if (Archive is null || Archive.Value.Upload < upload)
            {
                Archive = (upload, _now);
            }
        }

        private void Copy()
        {
            if (Archive is { } archive)
            {
                (Archive, _isCopied) = ((archive.Upload, _now), true);
            }
        }
    }
}
