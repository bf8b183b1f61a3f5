namespace Compressor.EndToEnd.Tests.Infrastructure;

/// <summary>A version that gets a share of the events, by <c>make</c>; and a plan that was reviewed.</summary>
[Collection(DeploymentLifeGroup.Name)]
public sealed class ReleaseTests(DeploymentLife life)
{
    [Fact]
    public void A_canary_gets_its_share_beside_the_version_that_was_live()
    {
        Version(0).ShouldBe("2");
        Weights(0).ShouldBe(["3: 0.1"]);
        life.Releases.Ran[0].ShouldBe(["2", "3"], ignoreOrder: true);
    }

    [Fact]
    public void A_rollback_takes_the_canarys_events_away()
    {
        Version(1).ShouldBe("2");
        Weights(1).ShouldBeEmpty();
        life.Releases.Ran[1].ShouldBe(["2"]);
    }

    [Fact]
    public void The_same_version_can_be_tried_again()
    {
        Version(2).ShouldBe("2");
        Weights(2).ShouldBe(["3: 0.1"]);
    }

    [Fact]
    public void A_promoted_canary_gets_all_events()
    {
        Version(3).ShouldBe("3");
        Weights(3).ShouldBeEmpty();
        life.Releases.Ran[2].ShouldBe(["3"]);
    }

    [Fact]
    public void A_rollback_of_what_is_live_goes_to_the_version_before()
    {
        Version(4).ShouldBe("2");
        life.Releases.Ran[3].ShouldBe(["2"]);
    }

    /// <summary>Nothing is printed of a build or of Terraform, which both say what they do.</summary>
    [Fact]
    public void A_rollback_needs_no_build() => life.Releases.Rollbacks.ShouldAllBe(
        printed => printed.StartsWith("Version 2 is live.\nThe next `make deploy` gives the newest version all events again; "));

    [Fact]
    public void Uploads_go_on_meanwhile_and_none_is_lost()
    {
        var (uploaded, compressed) = life.Releases.Counts;

        uploaded.ShouldBeGreaterThan(50);
        compressed.ShouldBe(uploaded);
        var counters = life.Releases.Counters;
        (counters.Failed, counters.DeadLetters, counters.Lost, counters.Dropped).ShouldBe((0, 0, 0, 0));
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

    private string Version(int stage) => life.Releases.Aliases[stage]["FunctionVersion"]!.GetValue<string>();

    private IEnumerable<string> Weights(int stage) =>
        (life.Releases.Aliases[stage]["RoutingConfig"]?["AdditionalVersionWeights"]?.AsObject() ?? [])
            .Select(weight => $"{weight.Key}: {weight.Value}");
}
