using System.Collections;
using Compressor.Toolkit.Prices;

namespace Compressor.Cli.Capacity.Planning;

/// <summary>What a cost is for.</summary>
internal enum CostGroup
{
    /// <summary>Making the archives.</summary>
    Processing,

    /// <summary>Keeping sources and archives.</summary>
    Storage,
}

/// <summary>What is charged, in the parts by which ways to make archives are compared.</summary>
internal enum CostPart
{
    /// <summary>Processors and memory, by time.</summary>
    Compute,

    /// <summary>Requests to Lambda and SQS.</summary>
    Requests,

    /// <summary>Requests to S3.</summary>
    S3Requests,

    /// <summary>Bytes that pass a NAT gateway, and the gateways.</summary>
    Network,

    /// <summary>Bytes of logs, and keeping them.</summary>
    Logs,

    /// <summary>Metrics, alarms, dashboards and traces.</summary>
    Observability,

    /// <summary>Bytes kept in S3.</summary>
    Storage,
}

/// <summary>One line of a month's bill.</summary>
/// <param name="Group">What it is for.</param>
/// <param name="Part">What kind of charge it is.</param>
/// <param name="Component">What is charged, such as <c>Lambda compute</c>.</param>
/// <param name="Quantity">How many units a month.</param>
/// <param name="Unit">What a unit is.</param>
/// <param name="Dollars">List price, with the steps that a month's quantity reaches.</param>
/// <param name="FirstStepDollars">The same at the price of the first step, as a calculation without steps has it.</param>
/// <param name="Basis">How the quantity came about, in words and figures.</param>
internal sealed record CostLine(
    CostGroup Group, CostPart Part, string Component, double Quantity, string Unit, double Dollars, double FirstStepDollars, string Basis);

/// <summary>A month's bill while it is drawn up: quantities in, priced lines out. Lines of nothing are left out.</summary>
/// <param name="prices">What a unit costs.</param>
internal sealed class CostLines(PriceTable prices) : IEnumerable<CostLine>
{
    private readonly List<CostLine> _lines = [];

    /// <summary>Adds a quantity of one thing.</summary>
    /// <param name="part">What kind of charge it is.</param>
    /// <param name="component">What is charged.</param>
    /// <param name="price">The price's id, of <see cref="PriceIds"/>.</param>
    /// <param name="quantity">How many units a month.</param>
    /// <param name="basis">How the quantity came about.</param>
    /// <param name="share">The share of the list price that is paid.</param>
    public CostLines Add(CostPart part, string component, string price, double quantity, string basis, double share = 1)
    {
        if (quantity > 0)
        {
            var group = part == CostPart.Storage ? CostGroup.Storage : CostGroup.Processing;
            var (unit, dollars, first) = (prices[price].Unit, prices[price].Cost(quantity) * share, quantity * prices[price].First * share);
            _lines.Add(new CostLine(group, part, component, quantity, unit, dollars, first, basis));
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
