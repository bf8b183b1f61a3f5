using Compressor.Cli.Deployment.Doctor;
using static Compressor.Cli.Tests.Deployment.Doctor.NetworkAnswers;

namespace Compressor.Cli.Tests.Deployment.Doctor;

/// <summary>A network of others', which is as it should be until a test changes it.</summary>
public sealed class NetworkChecksTests : IAsyncLifetime
{
    private const string Vpc = "vpc-1";

    private Patient _patient = null!;

    private Dictionary<string, string> Ec2 => _patient.Aws.Network;

    private PlannedNetwork Planned
    {
        get => _patient.Planned.Network!;
        set => _patient.Planned = _patient.Planned with { Network = value };
    }

    public async Task InitializeAsync()
    {
        _patient = await Patient.AdmitAsync();
        Planned = new(Vpc, ["subnet-a", "subnet-b"]);
        Ec2["DescribeSubnets"] = Subnets(Subnet("subnet-a", Vpc, "a"), Subnet("subnet-b", Vpc, "b"));
        Ec2["DescribeVpcs"] = VpcWithOptions("default");
        Ec2["DescribeVpcAttribute"] = "<enableDnsSupport><value>true</value></enableDnsSupport>";
        Ec2["DescribeVpcEndpoints"] = Endpoints(Gateway("rtb-main", "rtb-b"));
        Ec2["DescribeRouteTables"] = RouteTables(ofB: "");
    }

    public async Task DisposeAsync() => await _patient.DisposeAsync();

    [Fact]
    public async Task A_network_as_it_should_be_is_fine()
    {
        var results = await _patient.ExamineAsync();

        results["subnets"].ShouldBe(CheckResult.Ok("subnets", "2 in 2 availability zones of vpc-1"));
        results["way to S3"].ShouldBe(CheckResult.Ok("way to S3", "an S3 gateway endpoint is on the route table of each subnet"));
        results["DNS"].ShouldBe(CheckResult.Ok("DNS", "Amazon's, and S3's name leads to S3"));
    }

    [Fact]
    public async Task A_network_that_is_made_is_not_asked_about()
    {
        _patient.Planned = _patient.Planned with { Network = null };

        (await _patient.ExamineAsync()).Keys.Intersect(NetworkChecks.Names).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_subnet_without_an_endpoint_fails_with_its_route_table()
    {
        Ec2["DescribeVpcEndpoints"] = Endpoints(Gateway("rtb-main"));

        var way = (await _patient.ExamineAsync())["way to S3"];

        way.Standing.ShouldBe(CheckStanding.Fail);
        way.Message.ShouldStartWith("there is none from subnet-b (rtb-b): have the VPC's owner add an S3 gateway endpoint");
    }

    [Fact]
    public async Task A_subnet_without_a_route_table_of_its_own_has_the_main_one()
    {
        Ec2["DescribeVpcEndpoints"] = Endpoints(Gateway("rtb-b"));

        (await _patient.ExamineAsync())["way to S3"].Message.ShouldStartWith("there is none from subnet-a (rtb-main)");
    }

    [Fact]
    public async Task An_endpoint_that_this_deployment_makes_counts_where_it_is_put()
    {
        Ec2["DescribeVpcEndpoints"] = Endpoints("");
        Planned = Planned with { EndpointRouteTableIds = ["rtb-main"] };

        (await _patient.ExamineAsync())["way to S3"].Message.ShouldStartWith("there is none from subnet-b (rtb-b)");

        Planned = Planned with { EndpointRouteTableIds = ["rtb-main", "rtb-b"] };

        (await _patient.ExamineAsync())["way to S3"].Standing.ShouldBe(CheckStanding.Ok);
    }

    [Fact]
    public async Task An_endpoint_for_another_service_is_no_way_to_S3()
    {
        var gateway = Gateway("rtb-main", "rtb-b");
        Ec2["DescribeVpcEndpoints"] = Endpoints(gateway.Replace(".s3<", ".dynamodb<", StringComparison.Ordinal));

        (await _patient.ExamineAsync())["way to S3"].Standing.ShouldBe(CheckStanding.Fail);
    }

    [Theory]
    [InlineData("<natGatewayId>nat-1</natGatewayId><state>active</state>", "nat-1")]
    [InlineData("<transitGatewayId>tgw-1</transitGatewayId><state>active</state>", "tgw-1")]
    public async Task A_default_route_is_a_way_that_costs_money(string target, string named)
    {
        Ec2["DescribeVpcEndpoints"] = Endpoints(Gateway("rtb-main"));
        Ec2["DescribeRouteTables"] = RouteTables($"<item><destinationCidrBlock>0.0.0.0/0</destinationCidrBlock>{target}</item>");

        var way = (await _patient.ExamineAsync())["way to S3"];

        way.Standing.ShouldBe(CheckStanding.Warn);
        way.Message.ShouldStartWith($"subnet-b (rtb-b) leads to S3 through {named}, which is billed by the GB");
    }

    [Theory]
    [InlineData("<gatewayId>igw-1</gatewayId><state>active</state>")]
    [InlineData("<natGatewayId>nat-1</natGatewayId><state>blackhole</state>")]
    public async Task An_internet_gateway_is_none_for_a_function_and_a_black_hole_for_nobody(string target)
    {
        Ec2["DescribeVpcEndpoints"] = Endpoints(Gateway("rtb-main"));
        Ec2["DescribeRouteTables"] = RouteTables($"<item><destinationCidrBlock>0.0.0.0/0</destinationCidrBlock>{target}</item>");

        (await _patient.ExamineAsync())["way to S3"].Standing.ShouldBe(CheckStanding.Fail);
    }

    [Fact]
    public async Task Name_servers_of_others_need_egress()
    {
        Ec2["DescribeVpcs"] = VpcWithOptions("dopt-1");
        Ec2["DescribeDhcpOptions"] = NameServer("10.1.0.2");

        var dns = (await _patient.ExamineAsync())["DNS"];

        dns.Standing.ShouldBe(CheckStanding.Warn);
        dns.Message.ShouldStartWith("vpc-1 has its own servers, 10.1.0.2, ");
        Allow("udp 53");
        (await _patient.ExamineAsync())["DNS"].ShouldBe(CheckResult.Ok("DNS", "10.1.0.2 can be reached"));
    }

    [Fact]
    public async Task A_VPC_without_DNS_fails()
    {
        Ec2["DescribeVpcAttribute"] = "<enableDnsSupport><value>false</value></enableDnsSupport>";

        (await _patient.ExamineAsync())["DNS"].ShouldBe(
            CheckResult.Fail("DNS", "nothing in vpc-1 finds S3 by its name: turn on enableDnsSupport"));
    }

    [Theory]
    [InlineData("false", "Warn")]
    [InlineData("true", "Ok")]
    public async Task An_interface_endpoint_that_answers_for_S3s_name_needs_egress(string inboundOnly, string standing)
    {
        Ec2["DescribeVpcEndpoints"] = Endpoints(Gateway("rtb-main", "rtb-b"), PrivateInterface(inboundOnly));

        (await _patient.ExamineAsync())["DNS"].Standing.ToString().ShouldBe(standing);

        Allow("tcp 443");
        (await _patient.ExamineAsync())["DNS"].Standing.ShouldBe(CheckStanding.Ok);
    }

    [Fact]
    public async Task Subnets_of_another_VPC_fail()
    {
        Ec2["DescribeSubnets"] = Subnets(Subnet("subnet-a", "vpc-2", "a"), Subnet("subnet-b", Vpc, "b"));

        (await _patient.ExamineAsync())["subnets"].ShouldBe(
            CheckResult.Fail("subnets", "not in vpc-1: subnet-a. Correct SUBNET_IDS or VPC_ID"));
    }

    [Fact]
    public async Task One_zone_is_warned_of()
    {
        Ec2["DescribeSubnets"] = Subnets(Subnet("subnet-a", Vpc, "a"), Subnet("subnet-b", Vpc, "a"));

        (await _patient.ExamineAsync())["subnets"].Standing.ShouldBe(CheckStanding.Warn);
    }

    [Theory]
    [InlineData("DescribeSubnets", "InvalidSubnetID.NotFound", "subnets", "Fail", "told to: correct SUBNET_IDS")]
    [InlineData("DescribeVpcs", "InvalidVpcID.NotFound", "way to S3", "Fail", "EC2 says of vpc-1: told to.")]
    [InlineData("DescribeRouteTables", "UnauthorizedOperation", "way to S3", "Skip", "vpc-1 may not be looked at: allow")]
    public async Task What_EC2_refuses_is_said_with_the_way_out(
        string action, string code, string check, string standing, string message)
    {
        _patient.Aws.Network[action] = code;

        var result = (await _patient.ExamineAsync())[check];

        result.Standing.ToString().ShouldBe(standing);
        result.Message.ShouldStartWith(message);
    }

    [Fact]
    public async Task A_VPC_without_subnets_fails()
    {
        Planned = new(Vpc, []);

        (await _patient.ExamineAsync())["subnets"].Message.ShouldStartWith("VPC_ID needs SUBNET_IDS");
    }

    private void Allow(string egress) => Planned = Planned with { AdditionalEgress = [egress] };
}
