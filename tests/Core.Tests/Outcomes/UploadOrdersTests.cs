using Compressor.Core.Outcomes;

namespace Compressor.Core.Tests.Outcomes;

public sealed class UploadOrdersTests
{
    private static readonly ArchiveMetadata Upload = new("hash", "etag", null, 10, "0A", 100);

    [Fact]
    public void Sequencers_decide_even_where_the_times_say_otherwise() =>
        UploadOrders.Compare(Upload with { SourceSequencer = "09", SourceLastModified = 999 }, Upload).ShouldBe(UploadOrder.StoredIsOlder);

    [Fact]
    public void The_same_sequencer_is_the_same_upload() =>
        UploadOrders.Compare(Upload, Upload).ShouldBe(UploadOrder.Same);

    [Theory]
    [InlineData(99, nameof(UploadOrder.StoredIsOlder))]
    [InlineData(101, nameof(UploadOrder.StoredIsNewer))]
    [InlineData(100, nameof(UploadOrder.Same))]
    public void Times_decide_where_one_side_has_no_sequencer(long stored, string expected)
    {
        var unsequenced = Upload with { SourceSequencer = null };
        UploadOrders.Compare(Upload with { SourceLastModified = stored }, unsequenced).ToString().ShouldBe(expected);
        UploadOrders.Compare(unsequenced with { SourceLastModified = stored }, Upload).ToString().ShouldBe(expected);
    }

    [Fact]
    public void Other_bytes_within_the_same_second_have_an_unknown_order() =>
        UploadOrders.Compare(Upload with { SourceSequencer = null, SourceETag = "other" }, Upload).ShouldBe(UploadOrder.Unknown);

    [Theory]
    [InlineData(null, "v1")]
    [InlineData("v1", null)]
    public void A_version_that_only_one_side_knows_makes_no_other_upload(string? stored, string? ours)
    {
        // The event of an object that is gone by now may name no version, where the archive's metadata does.
        var unsequenced = Upload with { SourceSequencer = null, SourceLastModified = null };
        UploadOrders.Compare(
            unsequenced with { SourceVersionId = stored }, unsequenced with { SourceVersionId = ours }).ShouldBe(UploadOrder.Same);
    }

    [Fact]
    public void Another_version_within_the_same_second_has_an_unknown_order() =>
        UploadOrders.Compare(
            Upload with { SourceSequencer = null, SourceVersionId = "v1" },
            Upload with { SourceVersionId = "v2" }).ShouldBe(UploadOrder.Unknown);
}
