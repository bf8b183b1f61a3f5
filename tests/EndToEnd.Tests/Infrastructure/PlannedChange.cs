using System.Text.Json.Nodes;

namespace Compressor.EndToEnd.Tests.Infrastructure;

/// <summary>A resource that a plan changes.</summary>
/// <param name="Address">The resource.</param>
/// <param name="Actions">What is done to it, such as <c>update</c>.</param>
/// <param name="Attributes">The attributes whose value changes, or is known only after the apply.</param>
internal sealed record PlannedChange(string Address, string Actions, IReadOnlyList<string> Attributes)
{
    /// <summary>Reads the changes from what <c>terraform show -json</c> says of a plan.</summary>
    public static IReadOnlyList<PlannedChange> Parse(string json) =>
    [
        .. JsonNode.Parse(json)!["resource_changes"]!.AsArray()
            .Where(change => change!["mode"]!.GetValue<string>() == "managed")
            .Select(change => Read(change!))
            .Where(change => change.Actions != "no-op"),
    ];

    private static PlannedChange Read(JsonNode resource)
    {
        var change = resource["change"]!;
        var (before, after) = (Object(change["before"]), Object(change["after"]));
        var unknown = Object(change["after_unknown"])
            .Where(attribute => attribute.Value is JsonValue value && value.GetValue<bool>())
            .Select(attribute => attribute.Key);
        var changed = after.Where(
            attribute => !JsonNode.DeepEquals(attribute.Value, before[attribute.Key])).Select(attribute => attribute.Key);
        return new(
            resource["address"]!.GetValue<string>(),
            string.Join('+', change["actions"]!.AsArray().Select(action => action!.GetValue<string>())),
            [.. changed.Concat(unknown).Distinct().Order(StringComparer.Ordinal)]);
    }

    private static JsonObject Object(JsonNode? node) => node as JsonObject ?? [];
}
