using System.IO.Compression;
using System.Text;
using Compressor.Core.Archiving;
using CsCheck;

namespace Compressor.Core.Tests.Archiving;

/// <summary>The engines of streamed objects: input and output in pieces of any length.</summary>
public sealed class IncrementalEngineTests
{
    public static TheoryData<Compression> Presets { get; } = [.. Enum.GetValues<Compression>()];

    [Theory]
    [MemberData(nameof(Presets))]
    public void Any_pieces_come_out_as_they_went_in_from_one_engine_again_and_again(Compression preset)
    {
        using var engine = DeflateEngines.CreateStreaming(preset);
        using var verifier = new ArchiveVerifier();
        Gen.Select(Gen.Byte.Array[0, 300], Gen.Int[0, 700], Gen.Int[1, 90_000], Gen.Int[1, 70_000]).Sample(
            (pattern, times, input, output) =>
            {
                byte[] content = [.. Enumerable.Repeat(pattern, times).SelectMany(bytes => bytes)];
                var deflated = Compress(engine, content, input, output);
                Inflate(deflated).ShouldBe(content);
                Verify(verifier, deflated, content, input).ShouldBeNull();
            },
            iter: 150,
            threads: 1);
    }

    [Theory]
    [MemberData(nameof(Presets))]
    public void Bytes_that_do_not_shrink_stay_within_the_bound(Compression preset)
    {
        using var engine = DeflateEngines.CreateStreaming(preset);
        foreach (var size in (int[])[0, 1, 100, 16_383, 16_384, 65_536, 1_000_003])
        {
            var noise = new byte[size];
            new Random(size).NextBytes(noise);
            var deflated = Compress(engine, noise, 10_007, 4099);
            Inflate(deflated).ShouldBe(noise);
            ((long)deflated.Length).ShouldBeLessThanOrEqualTo(ZipFormat.MaxDeflatedSize(size));
        }
    }

    [Theory]
    [MemberData(nameof(Presets))]
    public void A_stream_that_was_given_up_leaves_nothing_behind(Compression preset)
    {
        using var engine = DeflateEngines.CreateStreaming(preset);
        var content = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, 50_000)));
        engine.Begin();
        engine.Deflate(content, isLast: false, new byte[10]).IsDone.ShouldBeFalse();

        Inflate(Compress(engine, content, 1000, 1000)).ShouldBe(content);
    }

    [Theory]
    [MemberData(nameof(Presets))]
    public void A_flaw_in_a_stream_is_found(Compression preset)
    {
        using var engine = DeflateEngines.CreateStreaming(preset);
        using var verifier = new ArchiveVerifier();
        var content = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, 20_000)));
        var deflated = Compress(engine, content, 5000, 5000);
        Gen.Int[0, deflated.Length - 1].Sample(
            at =>
            {
                byte[] flawed = [.. deflated];
                flawed[at] ^= 0x10;
                Verify(verifier, flawed, content, 997).ShouldNotBeNull();
            },
            iter: 100,
            threads: 1);
    }

    private static byte[] Compress(IIncrementalDeflate engine, byte[] content, int inputLength, int outputLength)
    {
        using var deflated = new MemoryStream();
        var room = new byte[outputLength];
        engine.Begin();
        for (var (at, isEnded) = (0, false); !isEnded;)
        {
            var piece = content.AsSpan(at, Math.Min(inputLength, content.Length - at));
            at += piece.Length;
            isEnded = at == content.Length;
            for (var isDone = false; !isDone;)
            {
                (var consumed, var written, isDone) = engine.Deflate(piece, isEnded, room);
                piece = piece[consumed..];
                deflated.Write(room, 0, written);
            }

            piece.IsEmpty.ShouldBeTrue();
        }

        return deflated.ToArray();
    }

    private static byte[] Inflate(byte[] deflated)
    {
        using var inflater = new DeflateStream(new MemoryStream(deflated), CompressionMode.Decompress);
        using var content = new MemoryStream();
        inflater.CopyTo(content);
        return content.ToArray();
    }

    private static string? Verify(ArchiveVerifier verifier, byte[] deflated, byte[] content, int pieceLength)
    {
        verifier.Begin();
        var isValid = deflated.Chunk(pieceLength).All(piece => verifier.Add(piece));
        return isValid
            ? verifier.End(new EntryData(ZipFormat.Deflated, ZipCrc32.Append(0, content), content.Length, deflated.Length))
            : "it cannot be inflated";
    }
}
