using System.Text.Json;

namespace Compressor.Testing;

/// <summary>A deployment as <c>terraform output -json</c> prints it.</summary>
public static class DeploymentJson
{
    private static readonly JsonSerializerOptions SnakeCase = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    /// <summary>Returns an output for each property of <paramref name="deployment"/>, named in snake case.</summary>
    public static string Write<T>(T deployment) =>
        JsonSerializer.Serialize(
            JsonSerializer.SerializeToElement(deployment, SnakeCase)
                .EnumerateObject()
                .ToDictionary(output => output.Name, output => new { value = output.Value }));
}
