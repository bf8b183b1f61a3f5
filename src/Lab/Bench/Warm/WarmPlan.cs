using System.Globalization;
using Compressor.Toolkit.CommandLine;

namespace Compressor.Lab.Bench.Warm;

/// <summary>How often an object of one size is compressed: long enough to measure, short enough to wait for.</summary>
/// <param name="Size">In bytes.</param>
/// <param name="InvocationsPerRound">By each program in its turn.</param>
internal sealed record WarmPlan(int Size, int InvocationsPerRound)
{
    private const int Kb = 1_000;
    private const int Mb = 1_000_000;
    private const int BytesPerRound = 30 * Mb;
    private const int MostInvocations = 200;

    /// <summary>Such as <c>10 MB</c>.</summary>
    public string SizeName => Size % Mb == 0
        ? string.Create(CultureInfo.InvariantCulture, $"{Size / Mb} MB")
        : string.Create(CultureInfo.InvariantCulture, $"{Size / (double)Kb:0.###} KB");

    /// <summary>Reads a size such as <c>10KB</c> or <c>1MB</c> (powers of ten).</summary>
    /// <exception cref="CommandException">It is none, or under 100 bytes or over 2 GB.</exception>
    public static WarmPlan Parse(string size)
    {
        var unit = size.EndsWith("MB", StringComparison.OrdinalIgnoreCase) ? Mb : size.EndsWith("KB", StringComparison.OrdinalIgnoreCase) ? Kb : 0;
        return unit > 0 && int.TryParse(size.AsSpan(0, size.Length - 2).Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var count) && (long)count * unit is >= Kb and <= 2000L * Mb
            ? new(count * unit, Math.Clamp(BytesPerRound / (count * unit), 1, MostInvocations))
            : throw new CommandException($"'{size}' is not a size such as 10KB or 1MB, from 1KB to 2000MB");
    }
}
