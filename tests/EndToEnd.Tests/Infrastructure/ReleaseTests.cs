using System.Text.Json.Nodes;

namespace Compressor.EndToEnd.Tests.Infrastructure;

/// <summary>A version that gets a share of the events, by <c>make</c>; and a plan that was reviewed.</summary>
[Collection(DeploymentLifeGroup.Name)]
public sealed class ReleaseTests(DeploymentLife life)
{
    [Fact]
    public void A_canary_gets_its_share_beside_the_version_that_was_live()
    {
        Version(life.Releases.Canary).ShouldBe("2");
        Weights(life.Releases.Canary).ShouldBe(["3: 0.1"]);
    }

    [Fact]
    public void A_rollback_takes_the_canarys_events_away()
    {
        Version(life.Releases.RolledBack).ShouldBe("2");
        Weights(life.Releases.RolledBack).ShouldBeEmpty();
    }

    [Fact]
    public void The_same_version_can_be_tried_again()
    {
        Version(life.Releases.SecondCanary).ShouldBe("2");
        Weights(life.Releases.SecondCanary).ShouldBe(["3: 0.1"]);
    }

    [Fact]
    public void A_promoted_canary_gets_all_events()
    {
        Version(life.Releases.Promoted).ShouldBe("3");
        Weights(life.Releases.Promoted).ShouldBeEmpty();
    }

    [Fact]
    public void A_reviewed_plan_is_applied_as_it_is()
    {
        life.PlanFile.Planned.ExitCode.ShouldBe(0, life.PlanFile.Planned.Error);
        life.PlanFile.Environment["COMPRESSOR_LOG_SAMPLING_RATE"]!.GetValue<string>().ShouldBe("0.875");
    }

    [Fact]
    public void A_reviewed_plan_takes_no_other_package()
    {
        life.PlanFile.OtherPackage.ExitCode.ShouldBe(2);
        life.PlanFile.OtherPackage.Error.ShouldContain("is not the package of the plan: its SHA-256 is ");
    }

    [Fact]
    public void A_reviewed_plan_takes_no_other_values()
    {
        life.PlanFile.WithValue.ExitCode.ShouldBe(2);
        life.PlanFile.WithValue.Error.ShouldStartWith("The plan has its values: leave out memory_size");
    }

    private static string Version(JsonNode alias) => alias["FunctionVersion"]!.GetValue<string>();

    private static IEnumerable<string> Weights(JsonNode alias) =>
        (alias["RoutingConfig"]?["AdditionalVersionWeights"]?.AsObject() ?? []).Select(weight => $"{weight.Key}: {weight.Value}");
}
