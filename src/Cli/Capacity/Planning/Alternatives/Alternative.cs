namespace Compressor.Cli.Capacity.Planning.Alternatives;

/// <summary>Another way to do the same work, and its processing bill a month; storage is the same for all.</summary>
/// <param name="Name">What it is.</param>
/// <param name="Assumptions">What its figures rest on.</param>
/// <param name="Lines">The bill.</param>
internal sealed record Alternative(string Name, IReadOnlyList<string> Assumptions, IReadOnlyList<CostLine> Lines)
{
    public double Dollars => Lines.Sum(line => line.Dollars);
}
