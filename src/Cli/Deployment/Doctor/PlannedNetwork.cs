using System.Text.Json;

namespace Compressor.Cli.Deployment.Doctor;

/// <summary>A network that exists, which the function is to be put into.</summary>
/// <param name="VpcId">The VPC.</param>
/// <param name="SubnetIds">Its subnets for the function.</param>
internal sealed record PlannedNetwork(string VpcId, IReadOnlyList<string> SubnetIds)
{
    /// <summary>The route tables that get an S3 gateway endpoint by this deployment.</summary>
    public IReadOnlyList<string> EndpointRouteTableIds { get; init; } = [];

    /// <summary>What the function may reach besides S3: protocol and port, such as <c>udp 53</c>.</summary>
    public IReadOnlyList<string> AdditionalEgress { get; init; } = [];

    /// <summary>Converts the values of Terraform's variables by name; null for a network that is made.</summary>
    public static PlannedNetwork? From(JsonElement variables)
    {
        if (variables.GetProperty("vpc_id").GetString() is not { Length: > 0 } vpc)
        {
            return null;
        }

        return new(vpc, Texts("subnet_ids"))
        {
            EndpointRouteTableIds = variables.GetProperty("create_s3_endpoint").ValueKind == JsonValueKind.True
                ? Texts("route_table_ids")
                : [],
            AdditionalEgress =
            [
                .. variables.GetProperty("additional_egress").EnumerateObject()
                    .Select(rule => $"{rule.Value.GetProperty("protocol").GetString()} {rule.Value.GetProperty("port").GetInt32()}"),
            ],
        };

        IReadOnlyList<string> Texts(string name) => [.. variables.GetProperty(name).EnumerateArray().Select(text => text.GetString()!)];
    }
}
