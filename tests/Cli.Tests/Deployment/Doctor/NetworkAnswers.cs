namespace Compressor.Cli.Tests.Deployment.Doctor;

/// <summary>EC2's answers about a VPC with a main route table and one of subnet-b's own, as far as the doctor reads them.</summary>
internal static class NetworkAnswers
{
    public static string Subnets(params string[] items) => $"<subnetSet>{string.Concat(items)}</subnetSet>";

    public static string Subnet(string id, string vpc, string zone) =>
        $"<item><subnetId>{id}</subnetId><vpcId>{vpc}</vpcId><availabilityZone>{zone}</availabilityZone></item>";

    public static string VpcWithOptions(string dhcpOptions) =>
        $"<vpcSet><item><dhcpOptionsId>{dhcpOptions}</dhcpOptionsId></item></vpcSet>";

    public static string NameServer(string address) =>
        "<dhcpOptionsSet><item><dhcpConfigurationSet><item><key>domain-name-servers</key><valueSet>"
            + $"<item><value>{address}</value></item></valueSet></item></dhcpConfigurationSet></item></dhcpOptionsSet>";

    public static string RouteTables(string ofB) =>
        "<routeTableSet><item><routeTableId>rtb-main</routeTableId><routeSet/>"
            + "<associationSet><item><main>true</main></item></associationSet></item>"
            + $"<item><routeTableId>rtb-b</routeTableId><routeSet>{ofB}</routeSet>"
            + "<associationSet><item><subnetId>subnet-b</subnetId><main>false</main></item></associationSet></item></routeTableSet>";

    public static string Endpoints(params string[] items) => $"<vpcEndpointSet>{string.Concat(items)}</vpcEndpointSet>";

    public static string Gateway(params string[] tables) =>
        "<item><vpcEndpointId>vpce-1</vpcEndpointId><vpcEndpointType>Gateway</vpcEndpointType>"
            + "<serviceName>com.amazonaws.eu-central-1.s3</serviceName>"
            + $"<routeTableIdSet>{string.Concat(tables.Select(table => $"<item>{table}</item>"))}</routeTableIdSet></item>";

    public static string PrivateInterface(string inboundOnly) =>
        "<item><vpcEndpointId>vpce-2</vpcEndpointId><vpcEndpointType>Interface</vpcEndpointType>"
            + "<serviceName>com.amazonaws.eu-central-1.s3</serviceName><privateDnsEnabled>true</privateDnsEnabled>"
            + $"<dnsOptions><privateDnsOnlyForInboundResolverEndpoint>{inboundOnly}</privateDnsOnlyForInboundResolverEndpoint></dnsOptions>"
            + "</item>";
}
