using System.Text;
using Compressor.Core.Archiving;
using CsCheck;

namespace Compressor.Core.Tests.Archiving;

/// <summary>The engines of streamed objects: input and output in pieces of any length.</summary>
public sealed class IncrementalEngineTests
{
    [Theory]
    [MemberData(nameof(Kinds.All), MemberType = typeof(Kinds))]
    public void Any_pieces_come_out_as_they_went_in_from_one_engine_again_and_again(ArchiveFormat format, Compression preset)
    {
        using var engine = format.Define().CreateStreamingEngine(preset);
        using var verifier = new ArchiveVerifier(format.Define().CreateProof());
        Gen.Select(Gen.Byte.Array[0, 300], Gen.Int[0, 700], Gen.Int[1, 90_000], Gen.Int[1, 70_000]).Sample(
            (pattern, times, input, output) =>
            {
                byte[] content = [.. Enumerable.Repeat(pattern, times).SelectMany(bytes => bytes)];
                var compressed = Compress(engine, content, input, output);
                Decompress(format, compressed, content).ShouldBe(content);
                Verify(verifier, compressed, content, input).ShouldBeNull();
            },
            iter: 150,
            threads: 1);
    }

    [Theory]
    [MemberData(nameof(Kinds.All), MemberType = typeof(Kinds))]
    public void Bytes_that_do_not_shrink_stay_within_the_bound(ArchiveFormat format, Compression preset)
    {
        using var engine = format.Define().CreateStreamingEngine(preset);
        foreach (var size in (int[])[0, 1, 100, 16_383, 16_384, 65_536, 1_000_003])
        {
            var noise = new byte[size];
            new Random(size).NextBytes(noise);
            var compressed = Compress(engine, noise, 10_007, 4099);
            Decompress(format, compressed, noise).ShouldBe(noise);
            ((long)compressed.Length).ShouldBeLessThanOrEqualTo(format.Define().MaxDataLength(size));
        }
    }

    [Theory]
    [MemberData(nameof(Kinds.All), MemberType = typeof(Kinds))]
    public void A_stream_that_was_given_up_leaves_nothing_behind(ArchiveFormat format, Compression preset)
    {
        using var engine = format.Define().CreateStreamingEngine(preset);
        var content = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, 50_000)));
        engine.Begin(content.Length);
        engine.Compress(content, isLast: false, new byte[10]).IsDone.ShouldBeFalse();

        Decompress(format, Compress(engine, content, 1000, 1000), content).ShouldBe(content);
    }

    [Theory]
    [MemberData(nameof(Kinds.All), MemberType = typeof(Kinds))]
    public void A_flaw_in_a_stream_is_found_if_it_changes_the_content(ArchiveFormat format, Compression preset)
    {
        using var engine = format.Define().CreateStreamingEngine(preset);
        using var verifier = new ArchiveVerifier(format.Define().CreateProof());
        var content = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, 20_000)));
        var compressed = Compress(engine, content, 5000, 5000);
        Gen.Int[0, compressed.Length - 1].Sample(
            at =>
            {
                byte[] flawed = [.. compressed];
                flawed[at] ^= 0x10;
                if (Verify(verifier, flawed, content, 997) is null)
                {
                    Decompress(format, flawed, content).ShouldBe(content);
                }
            },
            iter: 100,
            threads: 1);
    }

    private static byte[] Compress(IIncrementalEngine engine, byte[] content, int inputLength, int outputLength)
    {
        using var compressed = new MemoryStream();
        var room = new byte[outputLength];
        engine.Begin(content.Length);
        for (var (at, isEnded) = (0, false); !isEnded;)
        {
            var piece = content.AsSpan(at, Math.Min(inputLength, content.Length - at));
            at += piece.Length;
            isEnded = at == content.Length;
            for (var isDone = false; !isDone;)
            {
                (var consumed, var written, isDone) = engine.Compress(piece, isEnded, room);
                piece = piece[consumed..];
                compressed.Write(room, 0, written);
            }

            piece.IsEmpty.ShouldBeTrue();
        }

        return compressed.ToArray();
    }

    /// <summary>Puts the format's head and tail around the data, and reads the archive as its readers do.</summary>
    private static byte[] Decompress(ArchiveFormat format, byte[] compressed, byte[] content)
    {
        var definition = format.Define();
        var entry = new ArchiveEntry("x.json", DateTimeOffset.UnixEpoch, "{}"u8.ToArray());
        var data = new EntryData(IsStored: false, ZipCrc32.Append(0, content), content.Length, compressed.Length);
        var head = new byte[definition.HeadLength(entry, content.Length)];
        var tail = new byte[definition.MaxTailLength(entry, content.Length)];
        definition.WriteHead(head, entry, data);
        var tailLength = definition.WriteTail(tail, entry, data);

        using var archive = new MemoryStream([.. head, .. compressed, .. tail[..tailLength]]);
        using var decompressed = definition.Open(archive).Content;
        using var read = new MemoryStream();
        decompressed.CopyTo(read);
        return read.ToArray();
    }

    private static string? Verify(ArchiveVerifier verifier, byte[] compressed, byte[] content, int pieceLength)
    {
        verifier.Begin();
        var isValid = compressed.Chunk(pieceLength).All(piece => verifier.Add(piece));
        return isValid
            ? verifier.End(new EntryData(IsStored: false, ZipCrc32.Append(0, content), content.Length, compressed.Length))
            : "it cannot be decompressed";
    }
}
