using System.Runtime.CompilerServices;
using Compressor.Toolkit.Aws;
using Compressor.Toolkit.CommandLine;
using Parquet;
using Parquet.Schema;

namespace Compressor.Cli.Objects.Inventory;

/// <summary>
/// Reads a file of an S3 Inventory in Parquet, whose keys are as they are. It is on disk meanwhile, since Parquet is read from its end, and
/// one of its row groups is in memory.
/// </summary>
internal static class ParquetInventory
{
    /// <summary>Returns the current objects in it.</summary>
    /// <param name="content">The file.</param>
    /// <param name="file">What messages call it.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="CommandException">It is not Parquet, or not with the columns of an inventory.</exception>
    public static async IAsyncEnumerable<ListedObject> ReadAsync(
        Stream content, string file, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var copy = await TemporaryFile.CopyAsync(content, cancellationToken);
        await using var reader = await TryAsync(
            file, () => ParquetReader.CreateAsync(copy, leaveStreamOpen: true, cancellationToken: cancellationToken));
        for (var group = 0; group < reader.RowGroupCount; group++)
        {
            foreach (var listed in await TryAsync(file, () => ReadGroupAsync(reader, group, file, cancellationToken)))
            {
                yield return listed;
            }
        }
    }

    private static async Task<List<ListedObject>> ReadGroupAsync(
        ParquetReader reader, int group, string file, CancellationToken cancellationToken)
    {
        using var rows = reader.OpenRowGroupReader(group);
        var columns = new Columns(reader.Schema, rows, cancellationToken);
        var (isLatest, isDeleteMarker) = (await columns.ReadAsync<bool>("is_latest"), await columns.ReadAsync<bool>("is_delete_marker"));
        var (keys, tags) = (await columns.ReadTextAsync("key"), await columns.ReadTextAsync("e_tag"));
        var (sizes, times) = (await columns.ReadAsync<long>("size"), await columns.ReadAsync<DateTime>("last_modified_date"));
        var objects = new List<ListedObject>(keys.Length);
        for (var row = 0; row < keys.Length; row++)
        {
            if (isLatest[row] == false || isDeleteMarker[row] == true)
            {
                continue;
            }

            objects.Add(keys[row] is { } key && sizes[row] is { } size && times[row] is { } time
                ? new(key, tags[row]?.Trim('"') ?? "", size, ToUnixTime(time))
                : throw new CommandException($"{file}, row {row + 1} of row group {group + 1}: no key, no size or no time"));
        }

        return objects;
    }

    /// <summary>Times are in UTC, whether or not the column says so.</summary>
    private static long ToUnixTime(DateTime time) => new DateTimeOffset(DateTime.SpecifyKind(time, DateTimeKind.Utc)).ToUnixTimeSeconds();

    private static async Task<T> TryAsync<T>(string file, Func<Task<T>> read)
    {
        try
        {
            return await read();
        }
        catch (Exception e) when (e is not (CommandException or OperationCanceledException))
        {
            // What is no Parquet, or broken, ends in the library in whatever way.
            throw new CommandException($"{file} cannot be read as Parquet: {e.Message}");
        }
    }

    /// <summary>The columns of a row group. One that the file does not have is null in every row.</summary>
    private sealed class Columns(ParquetSchema schema, ParquetRowGroupReader rows, CancellationToken cancellationToken)
    {
        public async Task<T?[]> ReadAsync<T>(string name)
            where T : struct
        {
            var values = new T?[rows.RowCount];
            var field = Find(name);
            if (field is { IsNullable: true })
            {
                await rows.ReadAsync<T>(field, values, cancellationToken: cancellationToken);
            }
            else if (field is not null)
            {
                var required = new T[rows.RowCount];
                await rows.ReadAsync<T>(field, required.AsMemory(), cancellationToken: cancellationToken);
                values = Array.ConvertAll(required, value => (T?)value);
            }

            return values;
        }

        public async Task<string?[]> ReadTextAsync(string name)
        {
            var values = new string?[rows.RowCount];
            if (Find(name) is { } field)
            {
                await rows.ReadAsync(field, values.AsMemory()!, cancellationToken: cancellationToken);
            }

            return values;
        }

        private DataField? Find(string name) => schema.DataFields.FirstOrDefault(field => field.Name == name);
    }
}
