namespace Compressor.Toolkit.Prices;

/// <summary>The list price of one thing, in steps by a month's quantity.</summary>
/// <param name="Id">Its name in the price file, such as <c>s3.storage.STANDARD</c>.</param>
/// <param name="Unit">What one of it is, such as <c>GB-month</c>.</param>
/// <param name="Source">Where the figure comes from.</param>
/// <param name="Tiers">The steps, ascending; only the last one has no bound.</param>
public sealed record Price(string Id, string Unit, string Source, IReadOnlyList<PriceTier> Tiers)
{
    /// <summary>Dollars a unit in the first step: what a calculation without steps would take.</summary>
    public double First => Tiers[0].Price;

    /// <summary>Returns the dollars for a month's quantity: each unit at the price of the step it falls into.</summary>
    public double Cost(double quantity)
    {
        var (cost, from) = (0.0, 0.0);
        foreach (var tier in Tiers)
        {
            var to = Math.Min(quantity, tier.UpTo ?? double.PositiveInfinity);
            if (to <= from)
            {
                break;
            }

            cost += (to - from) * tier.Price;
            from = to;
        }

        return cost;
    }

    /// <summary>The same price without its steps.</summary>
    public Price Untiered() => this with { Tiers = [new PriceTier(null, First)] };
}

/// <summary>A step of a price: what a unit costs while a month's quantity is below a bound.</summary>
/// <param name="UpTo">The bound in units a month; null for the last step.</param>
/// <param name="Price">Dollars a unit, 0 or more.</param>
public sealed record PriceTier(double? UpTo, double Price);
