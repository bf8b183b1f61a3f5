using System.Collections;
using Compressor.Toolkit.Prices;

namespace Compressor.Cli.Capacity.Planning;

/// <summary>A month's bill while it is drawn up: quantities in, priced lines out. Lines of nothing are left out.</summary>
/// <param name="prices">What a unit costs.</param>
internal sealed class CostLines(PriceTable prices) : IEnumerable<CostLine>
{
    private readonly List<CostLine> _lines = [];

    /// <summary>Adds a quantity of one thing.</summary>
    public CostLines Add(string component, string price, double quantity, FormattableString basis, CostGroup group = CostGroup.Processing)
    {
        if (quantity > 0)
        {
            _lines.Add(new CostLine(group, component, quantity, prices[price].Unit, prices[price].Cost(quantity), quantity * prices[price].First, FormattableString.Invariant(basis)));
        }

        return this;
    }

    /// <summary>Adds a line that is priced already.</summary>
    public CostLines Add(CostLine line)
    {
        _lines.Add(line);
        return this;
    }

    public IEnumerator<CostLine> GetEnumerator() => _lines.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
