using Compressor.Toolkit.CommandLine;
using Compressor.Toolkit.Units;

namespace Compressor.Lab.Bench.Warm;

/// <summary>How often an object of one size is compressed: long enough to measure, short enough to wait for.</summary>
/// <param name="Size">In bytes.</param>
/// <param name="InvocationsPerRound">By each program in its turn.</param>
internal sealed record WarmPlan(int Size, int InvocationsPerRound)
{
    private const int BytesPerRound = 30_000_000;
    private const int MaxInvocations = 200;

    /// <summary>Such as <c>10 MB</c>, with all its digits: rows are named after it, and plans read it.</summary>
    public string SizeName => Sizes.Format(Size, digits: 10);

    /// <summary>Reads a size such as <c>10KB</c> or <c>1MB</c>.</summary>
    /// <exception cref="CommandException">The text is not a size from 1 KB to 2 GB.</exception>
    public static WarmPlan Parse(string size) => Sizes.TryParse(size, out var bytes) && bytes is >= 1e3 and <= 2e9
        ? new((int)bytes, Math.Clamp(BytesPerRound / (int)bytes, 1, MaxInvocations))
        : throw new CommandException($"'{size}' is not a size such as 10KB or 1MB, from 1KB to 2GB");
}
