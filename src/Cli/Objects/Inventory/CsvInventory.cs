using System.Globalization;
using System.IO.Compression;
using System.Runtime.CompilerServices;
using Compressor.Core.Keys;
using Compressor.Toolkit.Aws;
using Compressor.Toolkit.CommandLine;

namespace Compressor.Cli.Objects.Inventory;

/// <summary>Reads a file of an S3 Inventory in CSV: gzip, every field in quotation marks, keys URL-encoded.</summary>
internal static class CsvInventory
{
    /// <summary>Returns the current objects in it.</summary>
    /// <param name="content">The file.</param>
    /// <param name="file">What messages call it.</param>
    /// <param name="columns">The fields of each line, in order.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="CommandException">A line is not what the manifest says.</exception>
    public static async IAsyncEnumerable<ListedObject> ReadAsync(
        Stream content, string file, IReadOnlyList<string> columns, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var indexes = columns.Index().ToDictionary(column => column.Item, column => column.Index, StringComparer.Ordinal);
        await using var unzipped = new GZipStream(content, CompressionMode.Decompress);
        using var lines = new StreamReader(unzipped);
        for (var number = 1; await ReadLineAsync(lines, file, cancellationToken) is { } line; number++)
        {
            if (Parse(line, indexes, $"{file}, line {number}") is { } listed)
            {
                yield return listed;
            }
        }
    }

    private static async Task<string?> ReadLineAsync(StreamReader lines, string file, CancellationToken cancellationToken)
    {
        try
        {
            return await lines.ReadLineAsync(cancellationToken);
        }
        catch (InvalidDataException e)
        {
            throw new CommandException($"{file} is not gzip: {e.Message}");
        }
    }

    private static ListedObject? Parse(string line, Dictionary<string, int> indexes, string place)
    {
        var fields = line.Trim() is ['"', .. var inner, '"'] ? inner.Split("\",\"") : [];
        if (fields.Length != indexes.Count)
        {
            throw new CommandException($"{place}: {fields.Length} fields where the manifest names {indexes.Count}");
        }

        string Field(string name) => indexes.TryGetValue(name, out var index) ? fields[index] : "";
        if (Field("IsLatest") == "false" || Field("IsDeleteMarker") == "true")
        {
            return null;
        }

        return long.TryParse(Field("Size"), NumberStyles.None, CultureInfo.InvariantCulture, out var size)
            && DateTimeOffset.TryParse(
                Field("LastModifiedDate"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var modified)
            ? new(ObjectKeyEncoding.Decode(Field("Key")), Field("ETag").Trim('"'), size, modified.ToUnixTimeSeconds())
            : throw new CommandException($"{place}: no size or no time");
    }
}
