using System.Text.Json;
using Compressor.Lab.Processes;

namespace Compressor.Lab.Subjects;

/// <summary>Finds lines in what the handler wrote.</summary>
internal static class LogLine
{
    /// <returns>All lines that have a property, one at least.</returns>
    /// <exception cref="MeasurementException">There is none.</exception>
    public static IReadOnlyList<JsonElement> All(IReadOnlyList<string> lines, string property)
    {
        var found = lines
            .Where(line => line.Contains($"\"{property}\"", StringComparison.Ordinal))
            .Select(line => JsonElement.Parse(line))
            .ToList();
        return found.Count > 0
            ? found
            : throw new MeasurementException($"The process wrote no line with {property}: {string.Join(' ', lines)}");
    }
}
