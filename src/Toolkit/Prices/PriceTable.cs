using System.Text.Json;
using System.Text.Json.Serialization;
using Compressor.Toolkit.CommandLine;

namespace Compressor.Toolkit.Prices;

/// <summary>The prices of one region: read from a file, checked to be complete, and never changed after.</summary>
public sealed class PriceTable
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = System.Text.Json.Serialization.JsonUnmappedMemberHandling.Disallow,
    };

    private readonly Dictionary<string, Price> _prices;

    private PriceTable(string region, string date, string note, Dictionary<string, Price> prices)
    {
        (Region, Date, Note, _prices) = (region, date, note, prices);
    }

    /// <summary>The region that the prices hold for.</summary>
    public string Region { get; }

    /// <summary>The day that the prices were read at, or of the newest source.</summary>
    public string Date { get; }

    /// <summary>What the prices leave out.</summary>
    public string Note { get; }

    /// <summary>All prices, by name.</summary>
    public IEnumerable<Price> Prices => _prices.Values.OrderBy(price => price.Id, StringComparer.Ordinal);

    /// <summary>The price with an id of <see cref="PriceIds"/>.</summary>
    public Price this[string id] => _prices[id];

    /// <summary>Reads the prices that come with the tool: us-east-1.</summary>
    public static PriceTable Default()
    {
        using var resource = typeof(PriceTable).Assembly.GetManifestResourceStream("prices.us-east-1.json")!;
        return Parse(resource, "the prices that come with the tool");
    }

    /// <summary>Reads a price file of the same form.</summary>
    /// <exception cref="CommandException">
    /// The file cannot be read, or is not a complete price file; the message names each price that is wrong.
    /// </exception>
    public static PriceTable Read(FileInfo file)
    {
        try
        {
            using var stream = file.OpenRead();
            return Parse(stream, file.FullName);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CommandException($"cannot read prices: {e.Message}");
        }
    }

    /// <summary>The same prices, each without its steps, as a calculation by hand takes them.</summary>
    public PriceTable Untiered() => new(Region, Date, Note, _prices.ToDictionary(entry => entry.Key, entry => entry.Value.Untiered()));

    private static PriceTable Parse(Stream json, string name)
    {
        PriceFile file;
        try
        {
            file = JsonSerializer.Deserialize<PriceFile>(json, Options) ?? throw new JsonException("it is empty");
        }
        catch (JsonException e)
        {
            throw new CommandException($"{name}: not a price file: {e.Message}");
        }

        var problems = file.Problems().ToList();
        if (problems.Count > 0)
        {
            throw new CommandException($"{name}: {string.Join("; ", problems)}");
        }

        var prices = file.Prices.ToDictionary(price => price.Id, price => price with { Source = file.Sources[price.Source] });
        return new PriceTable(file.Region, file.Date, file.Note, prices);
    }
}

/// <summary>A price file as it is written: <c>Prices/us-east-1.json</c> is the example.</summary>
public sealed record PriceFile
{
    /// <summary>The only form that this version of the tool reads.</summary>
    public const int KnownVersion = 1;

    [JsonRequired]
    public int Version { get; init; }

    public required string Region { get; init; }

    public required string Date { get; init; }

    public required string Currency { get; init; }

    public string Note { get; init; } = "";

    public required IReadOnlyDictionary<string, string> Sources { get; init; }

    public required IReadOnlyList<Price> Prices { get; init; }

    /// <summary>Tells all that is wrong with the file, so that it can be mended in one go.</summary>
    public IEnumerable<string> Problems()
    {
        if (Version != KnownVersion)
        {
            return [$"version {Version} is not {KnownVersion}"];
        }

        var problems = new List<string>();
        if (Currency != "USD")
        {
            problems.Add($"currency is '{Currency}', but sums are written in USD");
        }

        problems.AddRange(Prices.CountBy(price => price.Id).Where(id => id.Value > 1).Select(id => $"{id.Key} occurs {id.Value} times"));
        problems.AddRange(PriceIds.Units.Keys.Except(Prices.Select(price => price.Id)).Select(id => $"{id} is missing"));
        problems.AddRange(Prices.SelectMany(ProblemsOf));
        return problems;
    }

    private IEnumerable<string> ProblemsOf(Price price)
    {
        if (!PriceIds.Units.TryGetValue(price.Id, out var unit))
        {
            yield return $"{price.Id} is not known";
            yield break;
        }

        if (price.Unit != unit)
        {
            yield return $"{price.Id} is a price for each {unit}, not for each {price.Unit}";
        }

        if (!Sources.ContainsKey(price.Source))
        {
            yield return $"{price.Id} has no source: there is no '{price.Source}' in sources";
        }

        if (price.Tiers is not { Count: > 0 } || price.Tiers[^1].UpTo is not null || price.Tiers.Any(tier => !(tier.Price >= 0)))
        {
            yield return $"{price.Id} needs tiers with prices of 0 or more, of which the last has no upTo";
        }
        else if (price.Tiers.Zip(price.Tiers.Skip(1)).Any(pair => !(pair.First.UpTo < (pair.Second.UpTo ?? double.PositiveInfinity))))
        {
            yield return $"{price.Id}: upTo must rise from tier to tier";
        }
    }
}
