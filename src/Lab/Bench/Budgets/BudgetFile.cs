using System.Text.Json;
using Compressor.Toolkit.CommandLine;

namespace Compressor.Lab.Bench.Budgets;

/// <summary>The committed budgets.</summary>
/// <param name="Slack">How far a figure may be over its limit on a bad day: 0.2 is 20 %.</param>
/// <param name="Budgets">One for each figure that is watched.</param>
internal sealed record BudgetFile(double Slack, IReadOnlyList<Budget> Budgets)
{
    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web) { RespectRequiredConstructorParameters = true, RespectNullableAnnotations = true, ReadCommentHandling = JsonCommentHandling.Skip };

    /// <exception cref="CommandException">The file is not there, or holds no budgets.</exception>
    public static BudgetFile Read(string path)
    {
        try
        {
            return Parse(File.ReadAllText(path));
        }
        catch (Exception e) when (e is IOException or JsonException)
        {
            throw new CommandException($"the budgets {path} cannot be read: {e.Message}");
        }
    }

    /// <exception cref="JsonException">The text is no JSON, or lacks a member.</exception>
    public static BudgetFile Parse(string json) => JsonSerializer.Deserialize<BudgetFile>(json, Format)!;
}
