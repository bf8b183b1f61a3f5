namespace Compressor.Toolkit.Reports.Charts;

/// <summary>A linear axis: round values from 0 to a bound that holds all data.</summary>
/// <param name="Maximum">The axis's end.</param>
/// <param name="Step">From one mark to the next.</param>
public sealed record Scale(double Maximum, double Step)
{
    private static readonly int[] RoundSteps = [1, 2, 5, 10];

    /// <summary>The values that are marked.</summary>
    public IEnumerable<double> Marks
    {
        get
        {
            for (var i = 0; i * Step <= Maximum * 1.000001; i++)
            {
                yield return i * Step;
            }
        }
    }

    /// <summary>Chooses an axis for values from 0 to a largest one, with so many marks at most beside 0.</summary>
    public static Scale For(double largest, int marks)
    {
        if (!(largest > 0) || double.IsInfinity(largest))
        {
            return new Scale(1, 1);
        }

        var power = Math.Pow(10, Math.Floor(Math.Log10(largest / marks)));
        var step = RoundSteps.Select(factor => factor * power).First(candidate => candidate * marks >= largest * 0.999999);
        return new Scale(Math.Ceiling(largest / step * 0.999999) * step, step);
    }

    /// <summary>Where a value lies between 0 and 1.</summary>
    public double At(double value) => value / Maximum;
}
