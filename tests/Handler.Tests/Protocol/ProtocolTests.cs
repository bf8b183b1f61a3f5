using Xunit.Abstractions;

namespace Compressor.Handler.Tests.Protocol;

/// <summary>The protocol that the handler follows, walked through every interleaving, without any I/O.</summary>
public sealed class ProtocolTests(ITestOutputHelper output)
{
    private static readonly (string Bytes, string Deliveries)[] Histories =
    [
        ("A", "1 1"), ("A", "1 *"),
        ("AB", "1 1 2 2"), ("AA", "1 1 2 2"), ("ABA", "1 1 2 2 3"), ("ABA", "1 2 3 3"), ("ABC", "1 2 3 3"),
        ("AB", "1- 1- 2- 2-"), ("AA", "1- 1- 2- 2-"), ("ABA", "1- 2- 3- 3-"), ("ABA", "1- 1- 2- 2- 3-"), ("ABC", "1- 2- 3- 3-"),
        ("A", "1+1"), ("A", "1+1 1"), ("AB", "1+2 1+2"), ("AA", "1+2 1 2"), ("AB", "2+1 1 2"), ("ABA", "1+2+3 3"), ("ABC", "1+3 2 3"),
        ("AB", "1-+2- 2-"), ("ABA", "1-+2-+3-"), ("AB", "1+2 *"),
        ("AB", "1 1- 2 2-"), ("AB", "1 2 *"), ("AA", "1 2 *"), ("ABA", "1 2 3 *"), ("ABC", "1 2 3 3-"),
    ];

    /// <summary>Ten million states, a minute: for `make test-long`.</summary>
    private static readonly (string Bytes, string Deliveries)[] LongHistories =
        [("ABA", "1 1 2 3 3"), ("ABA", "1 2 2 3 3"), ("ABA", "1 1 2 2 3 3"), ("ABA", "1+2+3 1+2+3"), ("ABC", "1+2 2+3 3")];

    private static bool LongRun => Environment.GetEnvironmentVariable("TEST_SEEDS") is not null;

    public static TheoryData<string, string, bool, bool> Every_history()
    {
        var data = new TheoryData<string, string, bool, bool>();
        foreach (var (bytes, deliveries) in LongRun ? [.. Histories, .. LongHistories] : Histories)
        {
            data.Add(bytes, deliveries, false, false);
            data.Add(bytes, deliveries, true, false);
            data.Add(bytes, deliveries, true, true);

            // See Without_versions_delete_mode_needs_sequencers.
            if (bytes != "ABA" || new Scenario(bytes, deliveries, false, true).AllSequenced)
            {
                data.Add(bytes, deliveries, false, true);
            }
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Every_history))]
    public void Every_interleaving_ends_with_the_newest_archive_a_dead_letter_or_the_source(
        string bytes, string deliveries, bool versioned, bool deletes)
    {
        var scenario = new Scenario(bytes, deliveries, versioned, deletes);

        // An unversioned DELETE cannot tell two uploads of the same bytes apart: there the dead letter has to be enough.
        var checker = new Checker(scenario, Rules.All, bytesToo: versioned || bytes.Distinct().Count() == bytes.Length);

        checker.ShortestWayToABadEnd().ShouldBeNull();
        output.WriteLine($"{scenario}: {checker.States} states");
    }

    [Theory]
    [InlineData(nameof(Rules.SequencersOnBothSides), "AB", "1 1- 2 2-", false, false)]
    [InlineData(nameof(Rules.LastModifiedOrders), "ABA", "1- 2- 3-", false, false)]
    [InlineData(nameof(Rules.LastModifiedOrders), "AB", "1 2 *", true, true)]
    [InlineData(nameof(Rules.GoneBesideOlderFails), "ABA", "1 2 3", false, true)]
    [InlineData(nameof(Rules.FailedMessagesComeAgain), "AB", "1+2", false, false)]
    [InlineData(nameof(Rules.FailedMessagesComeAgain), "A", "1+1", true, true)]
    public void Without_the_rule_there_is_a_hole(string rule, string bytes, string deliveries, bool versioned, bool deletes)
    {
        var scenario = new Scenario(bytes, deliveries, versioned, deletes);

        var way = new Checker(scenario, Rules.All & ~Enum.Parse<Rules>(rule), bytesToo: false).ShortestWayToABadEnd();

        way.ShouldNotBeNull();
        output.WriteLine(way);
    }

    [Fact]
    public void An_unversioned_bucket_in_delete_mode_can_lose_bytes_uploaded_twice_and_says_so_with_a_dead_letter()
    {
        var scenario = new Scenario("ABA", "1 2 3", Versioned: false, DeletesSource: true);

        new Checker(scenario, Rules.All, bytesToo: true).ShortestWayToABadEnd()
            .ShouldNotBeNull().ShouldStartWith("the newest bytes are gone, though a dead letter tells");
        new Checker(scenario with { Versioned = true }, Rules.All, bytesToo: true).ShortestWayToABadEnd().ShouldBeNull();
    }

    [Fact]
    public void Where_DELETE_ignores_If_Match_a_HEAD_before_it_leaves_the_moment_between_the_two_and_versions_leave_nothing()
    {
        var scenario = new Scenario("AB", "1 2", Versioned: false, DeletesSource: true, IgnoresIfMatch: true);

        new Checker(scenario, Rules.All & ~Rules.HeadBeforeDelete).ShortestWayToABadEnd()
            .ShouldNotBeNull().ShouldContain("Get -> PutNew; upload B2; a (event 1) PutNew -> Delete; a (event 1) Delete");
        new Checker(scenario, Rules.All).ShortestWayToABadEnd()
            .ShouldNotBeNull().ShouldContain("HeadBeforeDelete -> Delete; upload B2; a (event 1) Delete");
        new Checker(scenario with { Versioned = true }, Rules.All).ShortestWayToABadEnd().ShouldBeNull();
        new Checker(scenario with { IgnoresIfMatch = false }, Rules.All).ShortestWayToABadEnd().ShouldBeNull();
    }

    [Fact]
    public void Without_versions_delete_mode_needs_sequencers_where_the_same_bytes_come_again()
    {
        var scenario = new Scenario("ABA", "1- 2- 3-", Versioned: false, DeletesSource: true);

        new Checker(scenario, Rules.All, bytesToo: false).ShortestWayToABadEnd().ShouldNotBeNull();
        new Checker(scenario with { Versioned = true }, Rules.All).ShortestWayToABadEnd().ShouldBeNull();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_replaced_object_raises_no_false_alarm(bool versioned)
    {
        var scenario = new Scenario("AB", "1 2", versioned, DeletesSource: true);

        string? FalseAlarm(State state) =>
            state.DeletedByUser == 0 && (state[0].Next == Call.SourceMissing || state[1].Next == Call.SourceMissing)
                ? "SourceMissing"
                : null;

        new Checker(scenario, Rules.All).ShortestWayTo(FalseAlarm).ShouldBeNull();
        new Checker(scenario, Rules.All & ~Rules.GoneComparesOrder & ~Rules.GoneBesideOlderFails)
            .ShortestWayTo(FalseAlarm).ShouldNotBeNull();
    }

    [Fact]
    public void Events_without_sequencers_cannot_order_the_same_bytes_uploaded_twice_within_one_second()
    {
        var scenario = new Scenario("ABA", "1- 2- 3-", Versioned: false, DeletesSource: false, OneSecond: true);

        new Checker(scenario, Rules.All).ShortestWayToABadEnd().ShouldNotBeNull();
        foreach (var (bytes, deliveries) in ((string, string)[])[("AB", "1- 1- 2- 2-"), ("ABA", "1 2 3")])
        {
            var other = new Scenario(bytes, deliveries, Versioned: false, DeletesSource: false, OneSecond: true);
            new Checker(other, Rules.All).ShortestWayToABadEnd().ShouldBeNull();
        }
    }
}
