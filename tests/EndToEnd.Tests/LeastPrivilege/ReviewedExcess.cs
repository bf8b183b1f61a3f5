using Compressor.Testing;

namespace Compressor.EndToEnd.Tests.LeastPrivilege;

/// <summary>The table in docs/reliability.md of what policies grant beyond what the function was seen to do.</summary>
internal static class ReviewedExcess
{
    private const string Heading = "## Least privilege";

    /// <summary>Reads the rows of one policy in one mode, each as <c>action on what</c>.</summary>
    /// <param name="policy"><c>role</c>, <c>endpoint</c> or <c>backfill</c>.</param>
    /// <param name="mode"><c>keep</c> or <c>delete</c>.</param>
    public static IReadOnlyList<string> Read(string policy, string mode) =>
    [
        .. Rows()
            .Where(row => row[0] == policy && row[3].Split(", ").Contains(mode))
            .Select(row => $"{row[1].Trim('`')} on {row[2].Trim('`')}"),
    ];

    private static List<string[]> Rows()
    {
        var lines = Repository.Read("docs/reliability.md").Split('\n');
        var rows = lines.SkipWhile(line => line != Heading).Skip(1).TakeWhile(line => !line.StartsWith("## ", StringComparison.Ordinal))
            .Where(line => line.StartsWith('|'))
            .Select(line => line.Trim('|').Split('|', StringSplitOptions.TrimEntries))
            .Skip(2)
            .ToList();
        rows.ShouldNotBeEmpty($"docs/reliability.md has a table below '{Heading}'");
        rows.ShouldAllBe(row => row.Length == 5 && row[4].Length > 0, "policy, action, on, mode and reason");
        return rows;
    }
}
