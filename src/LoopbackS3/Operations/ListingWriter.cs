using System.Buffers;
using System.Collections.Concurrent;
using System.Security;
using System.Text;
using Compressor.LoopbackS3.Http;
using Compressor.LoopbackS3.Storage;

namespace Compressor.LoopbackS3.Operations;

/// <summary>
/// Writes a listing's XML straight as bytes: listings of millions of objects are what the tools are measured with. Its buffer goes to
/// another listing when the request is over.
/// </summary>
internal sealed class ListingWriter : IDisposable
{
    private static readonly ConcurrentBag<ArrayBufferWriter<byte>> Free = [];


    private static readonly SearchValues<char> Plain =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/");

    private readonly ArrayBufferWriter<byte> _xml = Free.TryTake(out var free) ? free : new(256 * 1024);
    private readonly bool _encodes;
    private (DateTimeOffset Time, string Text) _time;

    /// <param name="request">The request, which ends after the listing was sent.</param>
    /// <param name="encodes">Whether keys are URL-encoded.</param>
    public ListingWriter(S3Request request, bool encodes)
    {
        _encodes = encodes;
        request.Context.Response.RegisterForDispose(this);
    }

    public void Dispose()
    {
        _xml.ResetWrittenCount();
        Free.Add(_xml);
    }

    public void Begin(string root)
    {
        Raw("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<");
        Raw(root);
        Raw(" xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\">");
    }

    /// <summary>Writes an element; none where there is no text.</summary>
    public void Text(string name, string? text)
    {
        if (text is not null)
        {
            Open(name);
            Raw(SecurityElement.Escape(text));
            Close(name);
        }
    }

    public void Number(string name, long number) => Text(name, $"{number}");

    public void Key(string name, string key)
    {
        Open(name);
        Raw(Encode(key));
        Close(name);
    }

    public void Object(StoredObject stored)
    {
        if (stored.LastModified != _time.Time)
        {
            _time = (stored.LastModified, $"{stored.LastModified.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss.fff'Z'}");
        }

        Raw("<Contents><Key>");
        Raw(Encode(stored.Key));
        Raw("</Key><LastModified>");
        Raw(_time.Text);
        Raw("</LastModified><ETag>&quot;");
        Raw(stored.ETag);
        Raw("&quot;</ETag><Size>");
        var span = _xml.GetSpan(20);
        stored.Content.Length.TryFormat(span, out var written);
        _xml.Advance(written);
        Raw("</Size><StorageClass>");
        Raw(stored.Headers.StorageClass);
        Raw("</StorageClass></Contents>");
    }

    public void CommonPrefix(string prefix)
    {
        Open("CommonPrefixes");
        Key("Prefix", prefix);
        Close("CommonPrefixes");
    }

    public S3Response End(string root)
    {
        Close(root);
        return new S3Response(200) { Body = Content.From(_xml.WrittenMemory), Count = _xml.WrittenCount }
            .With("Content-Type", "application/xml");
    }

    private string Encode(string key) =>
        !key.AsSpan().ContainsAnyExcept(Plain) ? key
        : _encodes ? Uri.EscapeDataString(key).Replace("%2F", "/", StringComparison.Ordinal)
        : SecurityElement.Escape(key);

    private void Open(string name)
    {
        Raw("<");
        Raw(name);
        Raw(">");
    }

    private void Close(string name)
    {
        Raw("</");
        Raw(name);
        Raw(">");
    }

    private void Raw(string text)
    {
        var span = _xml.GetSpan(Encoding.UTF8.GetMaxByteCount(text.Length));
        _xml.Advance(Encoding.UTF8.GetBytes(text, span));
    }
}
