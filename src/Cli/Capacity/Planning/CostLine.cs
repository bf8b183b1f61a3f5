namespace Compressor.Cli.Capacity.Planning;

/// <summary>What a cost is for.</summary>
internal enum CostGroup
{
    /// <summary>Making the archives.</summary>
    Processing,

    /// <summary>Keeping sources and archives.</summary>
    Storage,
}

/// <summary>One line of a month's bill.</summary>
/// <param name="Group">What it is for.</param>
/// <param name="Component">What is charged, such as <c>Lambda compute</c>.</param>
/// <param name="Quantity">How many units a month.</param>
/// <param name="Unit">What a unit is.</param>
/// <param name="Dollars">List price, with the steps that a month's quantity reaches.</param>
/// <param name="FirstStepDollars">The same at the price of the first step, as a calculation without steps has it.</param>
/// <param name="Basis">How the quantity came about, in words and figures.</param>
internal sealed record CostLine(CostGroup Group, string Component, double Quantity, string Unit, double Dollars, double FirstStepDollars, string Basis);
