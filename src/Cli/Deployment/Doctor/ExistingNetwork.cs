using System.Xml.Linq;
using Compressor.Toolkit.Aws;

namespace Compressor.Cli.Deployment.Doctor;

/// <summary>What EC2 knows of a VPC's routes and names.</summary>
internal sealed record ExistingNetwork
{
    /// <summary>What a route can lead to that sends a function's packets on.</summary>
    private static readonly string[] Targets = ["natGatewayId", "transitGatewayId", "networkInterfaceId", "instanceId"];

    /// <summary>The route tables of the gateway endpoints for S3.</summary>
    public required IReadOnlySet<string> GatewayRouteTables { get; init; }

    /// <summary>An interface endpoint that answers for S3's public name, or null.</summary>
    public required string? PrivateS3Endpoint { get; init; }

    /// <summary>Name servers that are not Amazon's.</summary>
    public required IReadOnlyList<string> NameServers { get; init; }

    /// <summary>Whether Amazon's name server answers.</summary>
    public required bool HasAmazonDns { get; init; }

    private IReadOnlyList<XElement> RouteTables { get; init; } = [];

    /// <exception cref="QueryRefusedException">EC2 does not say it, or there is no such VPC.</exception>
    /// <exception cref="HttpRequestException">EC2 cannot be reached.</exception>
    public static async Task<ExistingNetwork> ReadAsync(QueryApi ec2, string region, string vpc, CancellationToken cancellationToken)
    {
        (string, string)[] ofVpc = [("Filter.1.Name", "vpc-id"), ("Filter.1.Value.1", vpc)];
        var found = await ec2.AskAsync("DescribeVpcs", [("VpcId.1", vpc)], cancellationToken);
        var options = found.Descendants("dhcpOptionsId").Single().Value;
        var support = await ec2.AskAsync("DescribeVpcAttribute", [("VpcId", vpc), ("Attribute", "enableDnsSupport")], cancellationToken);
        var tables = await ec2.AskAsync("DescribeRouteTables", ofVpc, cancellationToken);
        var endpoints = Items(await ec2.AskAsync("DescribeVpcEndpoints", ofVpc, cancellationToken), "vpcEndpointSet")
            .Where(endpoint => endpoint.Element("serviceName")!.Value.EndsWith($".{region}.s3", StringComparison.Ordinal))
            .ToLookup(endpoint => endpoint.Element("vpcEndpointType")!.Value);
        return new()
        {
            RouteTables = Items(tables, "routeTableSet"),
            GatewayRouteTables = endpoints["Gateway"].SelectMany(endpoint => endpoint.Descendants("routeTableIdSet").Elements("item"))
                .Select(id => id.Value).ToHashSet(),
            PrivateS3Endpoint = endpoints["Interface"].FirstOrDefault(AnswersInside)?.Element("vpcEndpointId")!.Value,
            NameServers = options == "default" ? [] : await ReadNameServersAsync(ec2, options, cancellationToken),
            HasAmazonDns = support.Descendants("value").Single().Value == "true",
        };
    }

    /// <summary>The route table of a subnet: its own, or the VPC's main one.</summary>
    public string? RouteTableOf(string subnet) =>
        (RouteTables.FirstOrDefault(table => table.Descendants("subnetId").Any(id => id.Value == subnet))
            ?? RouteTables.FirstOrDefault(table => table.Descendants("main").Any(main => main.Value == "true")))
        ?.Element("routeTableId")!.Value;

    /// <summary>
    /// What a route table sends everything else to, where a function can use that, or null. It has no public address, and so no use for an
    /// internet gateway.
    /// </summary>
    public string? DefaultRouteOf(string routeTable) => RouteTables
        .Single(table => table.Element("routeTableId")!.Value == routeTable)
        .Descendants("item")
        .Where(route => route.Element("destinationCidrBlock")?.Value == "0.0.0.0/0" && route.Element("state")?.Value != "blackhole")
        .SelectMany(route => route.Elements())
        .FirstOrDefault(target => Targets.Contains(target.Name.LocalName) && target.Value.Length > 0)?.Value;

    /// <summary>https://docs.aws.amazon.com/AmazonS3/latest/userguide/privatelink-interface-endpoints.html (private DNS)</summary>
    private static bool AnswersInside(XElement endpoint) =>
        endpoint.Element("privateDnsEnabled")?.Value == "true"
            && endpoint.Descendants("privateDnsOnlyForInboundResolverEndpoint").All(only => only.Value != "true");

    private static async Task<IReadOnlyList<string>> ReadNameServersAsync(
        QueryApi ec2, string options, CancellationToken cancellationToken) =>
    [
        .. (await ec2.AskAsync("DescribeDhcpOptions", [("DhcpOptionsId.1", options)], cancellationToken))
            .Descendants("item")
            .Where(item => item.Element("key")?.Value == "domain-name-servers")
            .Descendants("value")
            .Select(value => value.Value)
            .Where(server => server != "AmazonProvidedDNS"),
    ];

    private static IReadOnlyList<XElement> Items(XElement answer, string set) => [.. answer.Elements(set).Elements("item")];
}
