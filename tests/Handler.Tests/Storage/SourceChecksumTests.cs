using System.Text;
using Amazon.S3;
using Amazon.S3.Model;
using Compressor.Handler.Storage;
using Compressor.Handler.Tests.Faults.Harness;

namespace Compressor.Handler.Tests.Storage;

public sealed class SourceChecksumTests
{
    private static readonly byte[] Check = Encoding.ASCII.GetBytes("123456789");

    // The check values of the CRC catalogue (reveng) and FIPS 180, big-endian as S3's headers have them.
    [Theory]
    [InlineData("CRC64NVME", "ae8b14860a799888")]
    [InlineData("CRC32", "cbf43926")]
    [InlineData("CRC32C", "e3069283")]
    [InlineData("SHA1", "f7c3bc1d808e04732adf679965ccc34ca7ae3441")]
    [InlineData("SHA256", "15e2b0d3c33891ebb0f1ef609ec419420c20e320ce94c65fbc8c3312448eb225")]
    public void Each_algorithm_gives_its_check_value_in_S3s_byte_order(string algorithm, string hex)
    {
        using var running = new SourceChecksum(algorithm, "").Start();
        running.Append(Check.AsSpan(0, 4));
        running.Append(Check.AsSpan(4));
        running.ToString().ShouldBe(Convert.ToBase64String(Convert.FromHexString(hex)));
    }

    [Fact]
    public void CRC64NVME_is_comparable_whatever_the_ETag() =>
        SourceChecksum.From(new GetObjectResponse { ChecksumCRC64NVME = "x", ETag = "\"abc-3\"" })!.Algorithm.ShouldBe("CRC64NVME");

    [Fact]
    public void A_checksum_of_the_full_object_is_comparable() =>
        SourceChecksum.From(Response("\"abc\"", ChecksumType.FULL_OBJECT)).ShouldBe(new SourceChecksum("SHA256", "x"));

    [Fact]
    public void A_composite_checksum_is_not_comparable() =>
        SourceChecksum.From(Response("\"abc-3\"", ChecksumType.COMPOSITE)).ShouldBeNull();

    [Fact]
    public void A_full_object_claim_beside_an_ETag_of_parts_is_not_believed() =>
        SourceChecksum.From(Response("\"abc-3\"", ChecksumType.FULL_OBJECT)).ShouldBeNull();

    [Fact]
    public void No_checksum_is_none() =>
        SourceChecksum.From(new GetObjectResponse { ETag = "\"abc\"" }).ShouldBeNull();

    private static GetObjectResponse Response(string etag, ChecksumType type) =>
        new() { ETag = etag, ChecksumType = type, ChecksumSHA256 = "x" };
}
