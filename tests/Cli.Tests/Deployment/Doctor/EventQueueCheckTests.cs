using Compressor.Cli.Deployment.Doctor;

namespace Compressor.Cli.Tests.Deployment.Doctor;

/// <summary>From queue mode to direct mode in one deployment: the queue would go with its messages.</summary>
public sealed class EventQueueCheckTests : IAsyncLifetime
{
    private Patient _patient = null!;

    public async Task InitializeAsync() => _patient = await Patient.AdmitAsync();

    public async Task DisposeAsync() => await _patient.DisposeAsync();

    [Fact]
    public async Task Where_there_is_no_queue_nothing_is_lost() =>
        (await JudgeAsync()).ShouldBe(CheckResult.Ok("event queue", "there is none to take away"));

    [Theory]
    [InlineData(3, 0)]
    [InlineData(0, 3)]
    public async Task A_queue_with_messages_may_not_be_taken_away(int visible, int hidden)
    {
        _patient.Aws.EventQueue = (visible, hidden);

        var result = await JudgeAsync();

        result.Standing.ShouldBe(CheckStanding.Fail);
        result.Message.ShouldStartWith("compressor-events has 3 messages. ");
        result.Message.ShouldContain("EVENT_SOURCE=draining");
    }

    [Fact]
    public async Task An_empty_queue_that_the_bucket_still_sends_to_may_not_be_taken_away()
    {
        _patient.Aws.EventQueue = (0, 0);
        _patient.Aws.Notification = (200, Rule("compressor-events"));

        (await JudgeAsync()).Message.ShouldStartWith(
            $"compressor-{AwsDouble.Account}-eu-central-1 still sends to compressor-events. ");
    }

    [Fact]
    public async Task A_queue_that_was_drained_may_go()
    {
        _patient.Aws.EventQueue = (0, 0);
        _patient.Aws.Notification = (200, Rule("theirs"));

        (await JudgeAsync()).ShouldBe(CheckResult.Ok("event queue", "compressor-events is empty, and nothing is sent to it"));
    }

    [Theory]
    [InlineData("queue")]
    [InlineData("draining")]
    public async Task A_queue_that_stays_may_have_messages(string eventSource)
    {
        _patient.Aws.EventQueue = (3, 0);
        _patient.Planned = _patient.Planned with { EventSource = eventSource };

        (await JudgeAsync()).Standing.ShouldBe(CheckStanding.Ok);
    }

    [Fact]
    public async Task Who_may_not_look_is_told_what_to_allow()
    {
        _patient.Aws.EventQueue = (0, 0);
        _patient.Aws.Notification = (403, "");

        var result = await JudgeAsync();

        result.Standing.ShouldBe(CheckStanding.Skip);
        result.Message.ShouldContain("sqs:GetQueueAttributes");
    }

    private async Task<CheckResult> JudgeAsync() => (await _patient.ExamineAsync())["event queue"];

    private static string Rule(string queue) =>
        $"<QueueConfiguration><Id>compressor</Id><Queue>arn:aws:sqs:eu-central-1:{AwsDouble.Account}:{queue}</Queue>"
            + "<Event>s3:ObjectCreated:*</Event></QueueConfiguration>";
}
