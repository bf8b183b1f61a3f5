using System.Text;
using Compressor.Toolkit.Aws;

namespace Compressor.Cli.Tests.Objects.Verify;

/// <summary>Listings as S3 and others write them. What the local AWS and the S3 of the tests write is read in other tests.</summary>
public class ListingXmlTests
{
    private const string Object =
        "<Contents><Key>a%20b%2B%C3%BC</Key><LastModified>2026-11-28T12:00:00.000Z</LastModified><ETag>&quot;e1&quot;</ETag>"
        + "<Size>12</Size><StorageClass>STANDARD</StorageClass></Contents>";

    private static readonly ListedObject Listed = new("a b+ü", "e1", 12, 1795867200);

    [Theory]
    [InlineData(Object)]
    [InlineData(
        "<Contents><Size>12</Size><ETag>\"e1\"</ETag><LastModified>2026-11-28T12:00:00Z</LastModified><Key>a+b%2B%C3%BC</Key></Contents>")]
    [InlineData("""
        <Contents>
          <Owner><ID>75aa57f0</ID><DisplayName/></Owner>
          <Key>a%20b%2B%C3%BC</Key>
          <ChecksumAlgorithm>CRC64NVME</ChecksumAlgorithm>
          <LastModified>2026-11-28T13:00:00+01:00</LastModified>
          <ETag>&#34;e1&#34;</ETag>
          <Size>12</Size>
          <RestoreStatus><IsRestoreInProgress>false</IsRestoreInProgress></RestoreStatus>
        </Contents>
        """)]
    public void Elements_are_read_in_any_order_with_others_between_them(string contents)
    {
        var page = Read(contents + "\n" + contents);

        page.Objects.ShouldBe([Listed, Listed]);
        page.IsTruncated.ShouldBeFalse();
    }

    [Fact]
    public void A_key_is_decoded_where_the_answer_says_that_it_is_encoded()
    {
        var contents = Object.Replace("%20", "&amp;", StringComparison.Ordinal);

        ListingXml.Read(Encoding.UTF8.GetBytes($"<ListBucketResult>{contents}</ListBucketResult>"))
            .Objects.ShouldHaveSingleItem().Key.ShouldBe("a&b%2B%C3%BC");
    }

    [Fact]
    public void What_is_said_of_the_page_may_stand_behind_the_objects()
    {
        Read(Object + "<IsTruncated>true</IsTruncated>").IsTruncated.ShouldBeTrue();
        Read("<IsTruncated>true</IsTruncated>" + Object).IsTruncated.ShouldBeTrue();
        Read("").Objects.ShouldBeEmpty();
    }

    [Fact]
    public void An_answer_that_breaks_off_anywhere_is_refused()
    {
        var whole = Encoding.UTF8.GetBytes($"<ListBucketResult>{Object}{Object}</ListBucketResult>");

        for (var length = 0; length < whole.Length; length++)
        {
            Should.Throw<InvalidDataException>(() => ListingXml.Read(whole.AsSpan(0, length)));
        }
    }

    [Theory]
    [InlineData("<Size>12</Size>", "<Size></Size>")]
    [InlineData("<Size>12</Size>", "<Size>12b</Size>")]
    [InlineData("<Size>12</Size>", "")]
    [InlineData("2026-11-28T12:00:00.000Z", "yesterday")]
    [InlineData("</StorageClass></Contents>", "")]
    public void An_object_without_a_size_or_a_time_or_an_end_is_refused(string text, string instead) =>
        Should.Throw<InvalidDataException>(() => Read(Object.Replace(text, instead, StringComparison.Ordinal)));

    private static ListedPage Read(string contents) => ListingXml.Read(Encoding.UTF8.GetBytes(
        $"""
        <?xml version="1.0"?>
        <ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><EncodingType>url</EncodingType>{contents}</ListBucketResult>
        """));
}
