using System.Text.Json.Serialization;

namespace Compressor.Toolkit.Prices;

/// <summary>A price file as it is written: <c>Planning/Prices/us-east-1.json</c> is the example.</summary>
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

        problems.AddRange(Prices.CountBy(price => price.Id).Where(id => id.Value > 1).Select(id => $"{id.Key} is there {id.Value} times"));
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
