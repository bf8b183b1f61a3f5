using System.Buffers;
using System.Text.Json;
using Compressor.Core.Events;

namespace Compressor.Core.Outcomes;

/// <summary>
/// What an archive's bytes say of the upload that it was made from: one JSON object. It makes the archives of two uploads differ even
/// where their content does not, so that their ETags differ and a conditional PUT can tell them apart. It is ASCII without control
/// characters, so no key can forge a zip's end record.
/// </summary>
public static class ArchiveComment
{
    public static ReadOnlyMemory<byte> For(SourceLocation source, string? sequencer)
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        using var json = new Utf8JsonWriter(buffer);
        json.WriteStartObject();
        json.WriteString("source-key", source.Key);
        json.WriteString("source-etag", source.ETag);
        if (source.VersionId is not null)
        {
            json.WriteString("source-version-id", source.VersionId);
        }

        if (sequencer is not null)
        {
            json.WriteString("source-sequencer", sequencer);
        }

        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenMemory;
    }
}
