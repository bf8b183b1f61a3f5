namespace Compressor.Toolkit.Prices;

/// <summary>A step of a price: what a unit costs while a month's quantity is below a bound.</summary>
/// <param name="UpTo">The bound in units a month; null for the last step.</param>
/// <param name="Price">Dollars a unit, 0 or more.</param>
public sealed record PriceTier(double? UpTo, double Price);
