using System.Text.RegularExpressions;

namespace Compressor.EndToEnd.Tests.Infrastructure;

/// <summary>What <c>make deploy</c> and <c>make destroy</c> say and do.</summary>
[Collection(DeploymentLifeGroup.Name)]
public sealed class MakeDeployTests(DeploymentLife life)
{
    [Fact]
    public void Without_credentials_one_line_says_what_to_do_and_terraform_is_not_asked()
    {
        life.WithoutCredentials.ExitCode.ShouldBe(2);
        life.WithoutCredentials.Output.ShouldContain("\nFAIL  credentials    there are none: set AWS_PROFILE");
        life.WithoutCredentials.Error.ShouldStartWith("Nothing was changed.");
        life.WithoutCredentials.Output.ShouldNotContain("Terraform");
    }

    [Fact]
    public void The_plan_is_shown_before_anybody_is_asked()
    {
        life.Refusals.Declined.Output.ShouldContain("module.function.aws_lambda_function.this will be created");
        life.Refusals.Declined.Output.ShouldContain("Deploy this? [yes/no] ");
        life.Refusals.Declined.Output.IndexOf("will be created", StringComparison.Ordinal).ShouldBeLessThan(
            life.Refusals.Declined.Output.IndexOf("Deploy this?", StringComparison.Ordinal));
    }

    [Fact]
    public void Who_does_not_say_yes_changes_nothing()
    {
        life.Refusals.Declined.ExitCode.ShouldBe(2);
        life.Refusals.Declined.Output.ShouldContain("Nothing was changed.");
        life.Refusals.Inventory.ShouldBeEmpty();
    }

    [Fact]
    public void A_script_must_say_that_nobody_is_to_be_asked()
    {
        life.Refusals.Unasked.ExitCode.ShouldBe(2);
        life.Refusals.Unasked.Error.ShouldStartWith("There is no terminal to ask: add AUTO_APPROVE=1");
    }

    [Fact]
    public void The_doctor_has_looked_before_terraform_did()
    {
        life.FirstDeploy.Output.ShouldStartWith("==> checking what the deployment needs\nOK    package");
        life.FirstDeploy.Output.ShouldContain("\nNothing is in the way.\n");
    }

    [Fact]
    public void A_deployment_says_where_to_upload_and_where_to_look()
    {
        var bucket = life.Deployed.Deployment.BucketName;
        life.FirstDeploy.Output.ShouldContain($"\nDeployed. Upload to  s3://{bucket}/incoming/….json\n");
        life.FirstDeploy.Output.ShouldContain($"\n  artifacts/compressor upload FOLDER --bucket {bucket} --region us-east-1\n");
        life.FirstDeploy.Output.ShouldContain("\nTry all of it        artifacts/compressor doctor --deployed\n");
        life.FirstDeploy.Output.ShouldContain($"\nArchives appear in   s3://{bucket}/processed/\n");
        life.FirstDeploy.Output.ShouldContain("\nLogs                 aws logs tail /aws/lambda/compressor --follow --region us-east-1\n");
        life.FirstDeploy.Output.ShouldContain("\nGraphs               CloudWatch, dashboard compressor-us-east-1, region us-east-1\n");
        life.FirstDeploy.Output.ShouldContain("/compressor-dead-letters\n");
        life.FirstDeploy.Output.ShouldContain("costs about $35,800 a month");
    }

    [Fact]
    public void A_second_deployment_changes_nothing_and_asks_nobody()
    {
        life.SecondDeploy.ExitCode.ShouldBe(0, life.SecondDeploy.Error);
        life.SecondDeploy.Output.ShouldContain("No changes. Your infrastructure matches the configuration.");
        life.SecondDeploy.Output.ShouldContain("\nDeployed. Upload to ");
    }

    [Fact]
    public void The_doctor_knows_what_is_deployed_and_null_on_makes_command_line()
    {
        life.Doctor.ExitCode.ShouldBe(0, life.Doctor.Error);
        life.Doctor.Output.ShouldContain(
            "\nOK    concurrency    nothing is reserved; the account has 3,000 environments, of which 1,500 are unreserved\n");
        life.Doctor.Output.ShouldContain($"\nOK    bucket name    {life.Deployed.Deployment.BucketName} exists in us-east-1\n");
    }

    [Fact]
    public void A_bucket_with_data_is_not_destroyed_unless_forced()
    {
        life.DestroyRefusals.Data.ExitCode.ShouldBe(2);
        life.DestroyRefusals.Data.Error.ShouldStartWith(
            "The bucket holds data: nothing was destroyed. FORCE=1 destroys it with all its objects.");
    }

    [Fact]
    public void A_bucket_with_more_than_a_million_objects_is_left_to_the_lifecycle()
    {
        life.DestroyRefusals.Million.ExitCode.ShouldBe(2);
        life.DestroyRefusals.Million.Error.ShouldContain(
            $"put-bucket-lifecycle-configuration --region us-east-1 --bucket {life.Deployed.Deployment.BucketName} ");
        life.DestroyRefusals.Million.Error.ShouldEndWith(
            "Nothing was destroyed. Stop the uploads, do that, and run this again when the bucket is empty.\n");
    }

    [Fact]
    public void Where_nothing_is_deployed_there_is_nothing_to_destroy() =>
        (life.DestroyOfNothing.ExitCode, life.DestroyOfNothing.Output).ShouldBe((0, "Nothing is deployed.\n"));

    /// <summary>Lambda removes its network interfaces with the role, for up to 40 minutes, during which they hold on to both.</summary>
    [Fact]
    public void The_role_and_its_policy_outlive_what_network_interfaces_are_in()
    {
        var lines = life.Destroy.Output.Split('\n').Select((text, place) => (text, place)).ToList();
        var gone = Find("^module\\.network\\.aws_(subnet|security_group)\\..*: Destruction complete");
        var going = Find("^module\\.function\\.aws_iam_role(_policy)?\\..*: Destroying");

        gone.Count.ShouldBe(3, "two subnets and a security group");
        going.Count.ShouldBe(2, "the role and its policy");
        going.Min().ShouldBeGreaterThan(gone.Max());

        List<int> Find(string pattern) => [.. lines.Where(line => Regex.IsMatch(line.text, pattern)).Select(line => line.place)];
    }

    [Fact]
    public void A_forced_destroy_leaves_nothing()
    {
        life.Destroy.ExitCode.ShouldBe(0, life.Destroy.Error);
        life.Leftovers.ShouldBeEmpty();
    }
}
