using Compressor.Toolkit.Aws;

namespace Compressor.Cli.Deployment.Doctor;

/// <summary>
/// Whether a function in the subnets of a VPC that exists gets to S3: a route, and S3's name. Its security group lets it talk to S3's
/// public addresses on port 443, and to what ADDITIONAL_EGRESS says.
/// </summary>
internal static class NetworkChecks
{
    private const string SubnetsCheck = "subnets";
    private const string WayCheck = "way to S3";
    private const string DnsCheck = "DNS";
    private const string Https = "tcp 443";
    private const string Dns = "udp 53";

    /// <summary>What each check is called.</summary>
    public static readonly string[] Names = [SubnetsCheck, WayCheck, DnsCheck];

    /// <summary>Asks EC2 about the subnets, their routes, and the VPC's name servers.</summary>
    public static async Task<IReadOnlyList<CheckResult>> RunAsync(
        AwsConnection connection, PlannedNetwork planned, CancellationToken cancellationToken)
    {
        if (planned.SubnetIds.Count == 0)
        {
            return [CheckResult.Fail(SubnetsCheck, "VPC_ID needs SUBNET_IDS: private subnets of that VPC with a way to S3")];
        }

        using var ec2 = QueryApi.CreateEc2(connection);
        try
        {
            var network = await ExistingNetwork.ReadAsync(ec2, connection.EffectiveRegion!, planned.VpcId, cancellationToken);
            return [await FindSubnetsAsync(ec2, planned, cancellationToken), FindWay(network, planned), FindNames(network, planned)];
        }
        catch (QueryRefusedException e) when (e.Code is "UnauthorizedOperation" or "AccessDenied")
        {
            return [CheckResult.Skip(WayCheck, $"{planned.VpcId} may not be looked at: allow ec2:{e.Action}")];
        }
        catch (QueryRefusedException e)
        {
            return [CheckResult.Fail(WayCheck, $"EC2 says of {planned.VpcId}: {e.Message} ({e.Code})")];
        }
        catch (HttpRequestException e)
        {
            return [CheckResult.Skip(WayCheck, $"EC2 does not describe {planned.VpcId}: {(e.InnerException ?? e).Message}")];
        }
    }

    private static async Task<CheckResult> FindSubnetsAsync(QueryApi ec2, PlannedNetwork planned, CancellationToken cancellationToken)
    {
        try
        {
            var answer = await ec2.AskAsync(
                "DescribeSubnets", planned.SubnetIds.Select((id, i) => ($"SubnetId.{i + 1}", id)), cancellationToken);
            var elsewhere = answer.Descendants("item").Where(subnet => subnet.Element("vpcId") is { } vpc && vpc.Value != planned.VpcId)
                .Select(subnet => subnet.Element("subnetId")!.Value).ToList();
            var zones = answer.Descendants("availabilityZone").Select(zone => zone.Value).Distinct().Count();
            return elsewhere.Count > 0
                ? CheckResult.Fail(SubnetsCheck, $"not in {planned.VpcId}: {string.Join(" and ", elsewhere)}. Correct SUBNET_IDS or VPC_ID")
                : zones < 2
                    ? CheckResult.Warn(SubnetsCheck, "all are in one availability zone: without it, nothing is compressed")
                    : CheckResult.Ok(SubnetsCheck, $"{planned.SubnetIds.Count} in {zones} availability zones of {planned.VpcId}");
        }
        catch (QueryRefusedException e) when (e.Code.StartsWith("InvalidSubnetI", StringComparison.Ordinal))
        {
            return CheckResult.Fail(SubnetsCheck, $"{e.Message.TrimEnd('.')}: correct SUBNET_IDS");
        }
    }

    private static CheckResult FindWay(ExistingNetwork network, PlannedNetwork planned)
    {
        var ways = planned.SubnetIds.Select(subnet => (Subnet: subnet, Table: network.RouteTableOf(subnet))).ToList();
        var open = ways
            .Where(way => way.Table is null || !network.GatewayRouteTables.Union(planned.EndpointRouteTableIds).Contains(way.Table))
            .ToList();
        if (open.Count == 0)
        {
            return CheckResult.Ok(WayCheck, "an S3 gateway endpoint is on the route table of each subnet");
        }

        var closed = open.Where(way => way.Table is null || network.DefaultRouteOf(way.Table) is null).ToList();
        return closed.Count > 0
            ? CheckResult.Fail(
                WayCheck,
                $"there is none from {List(closed)}: have the VPC's owner add an S3 gateway endpoint to it (free of charge), or set "
                    + "CREATE_S3_ENDPOINT=true and ROUTE_TABLE_IDS, whose policy then holds for all on those route tables")
            : CheckResult.Warn(
                WayCheck,
                $"{List(open)} leads to S3 through {network.DefaultRouteOf(open[0].Table!)}, which is billed by the GB: an S3 gateway "
                    + "endpoint is free of charge");
    }

    private static CheckResult FindNames(ExistingNetwork network, PlannedNetwork planned)
    {
        var servers = string.Join(" and ", network.NameServers);
        return network switch
        {
            { NameServers.Count: > 0 } when !planned.AdditionalEgress.Contains(Dns) => CheckResult.Warn(
                DnsCheck,
                $"{planned.VpcId} has its own servers, {servers}, which the function's security group does not let it reach: allow them in "
                    + "ADDITIONAL_EGRESS with port 53, udp and tcp"),
            { NameServers.Count: 0, HasAmazonDns: false } => CheckResult.Fail(
                DnsCheck, $"nothing in {planned.VpcId} finds S3 by its name: turn on enableDnsSupport"),
            { PrivateS3Endpoint: { } endpoint } when !planned.AdditionalEgress.Contains(Https) => CheckResult.Warn(
                DnsCheck,
                $"{endpoint} has S3's name lead to its own addresses, which the function's security group does not let it reach: "
                    + "allow its security group in ADDITIONAL_EGRESS with port 443, or have the endpoint's private DNS for inbound "
                    + "resolvers only"),
            { NameServers.Count: > 0 } => CheckResult.Ok(DnsCheck, $"{servers} can be reached"),
            _ => CheckResult.Ok(DnsCheck, "Amazon's, and S3's name leads to S3"),
        };
    }

    private static string List(IEnumerable<(string Subnet, string? Table)> ways) =>
        string.Join(" and ", ways.Select(way => $"{way.Subnet} ({way.Table ?? "no route table"})"));
}
