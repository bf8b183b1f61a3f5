using Compressor.Toolkit.Prices;

namespace Compressor.Cli.Capacity.Planning;

/// <summary>The answer for one workload: whether it fits, and what it costs a month.</summary>
internal sealed record Plan
{
    private Plan(Workload workload, FunctionSetup setup, PriceTable prices)
    {
        Prices = prices;
        Demand = Demand.Create(workload, setup);
        Rates = RequestRate.CreateAll(workload);
        Lines = [.. ProcessingBill.Lambda(Demand, prices), .. StorageBill.Create(Demand, prices)];
        Alternatives = AlternativeWays.All(Demand, prices);

        // A given duration holds for the chosen preset only.
        var presets = setup.DurationSeconds is null ? setup.Presets : [];
        Choices = [.. presets.Select(preset => PresetChoice.Create(preset, workload, setup, prices))];
        BreakEvens = PresetBreakEven.Between(presets, workload, setup, prices);
        Verdicts = Bottlenecks.Judge(this);
    }

    public PriceTable Prices { get; }

    public Demand Demand { get; }

    public IReadOnlyList<RequestRate> Rates { get; }

    /// <summary>The month's bill.</summary>
    public IReadOnlyList<CostLine> Lines { get; }

    /// <summary>Other ways to do it, the deployed one first.</summary>
    public IReadOnlyList<Alternative> Alternatives { get; }

    /// <summary>The compression presets, the quickest first; empty where the duration was given.</summary>
    public IReadOnlyList<PresetChoice> Choices { get; }

    public IReadOnlyList<PresetBreakEven> BreakEvens { get; }

    public IReadOnlyList<Verdict> Verdicts { get; }

    public double Dollars => Lines.Sum(line => line.Dollars);

    public double ProcessingDollars => Lines.Where(line => line.Group == CostGroup.Processing).Sum(line => line.Dollars);

    public double StorageDollars => Dollars - ProcessingDollars;

    /// <summary>What one part of the bill comes to.</summary>
    public double DollarsOf(CostPart part) => Lines.Where(line => line.Part == part).Sum(line => line.Dollars);

    /// <summary>What price steps save against the first step's price.</summary>
    public double StepSavings => Lines.Sum(line => line.FirstStepDollars) - Dollars;

    /// <summary>The cheapest preset at this retention; null where none were weighed.</summary>
    public PresetChoice? CheapestPreset => Choices.MinBy(choice => choice.Dollars);

    /// <summary>What a part of the month's bill comes to for a million files.</summary>
    public double PerMillionFiles(double dollars) => dollars / Demand.Workload.FilesPerMonth * 1e6;

    public static Plan Create(Workload workload, FunctionSetup setup, PriceTable prices) => new(workload, setup, prices);
}
