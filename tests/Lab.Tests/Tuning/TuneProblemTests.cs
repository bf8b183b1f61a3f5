using Compressor.Lab.Processes;
using Compressor.Lab.Tuning;

namespace Compressor.Lab.Tests.Tuning;

public sealed class TuneProblemTests
{
    [Fact]
    public void What_the_function_answered_is_told_without_its_stack() =>
        TuneProblem.From(
            new MeasurementException(
                "bootstrap: An invocation failed: …",
                """{"errorType":"ObjectTooLarge","errorMessage":"x has 3 bytes","stackTrace":["at A","at B"]}"""),
            600)
            .ShouldBe("ObjectTooLarge: x has 3 bytes");

    [Fact]
    public void A_deadline_that_ran_out_is_a_timeout() =>
        TuneProblem.From(
            new MeasurementException("…", """{"errorType":"DeadlineExceeded","errorMessage":"no time left"}"""),
            2.5).ShouldBe("timeout: not done in 2.5 s");

    [Theory]
    [InlineData("Unhandled exception. System.OutOfMemoryException: …")]
    [InlineData("Out of memory.")]
    public void A_process_that_saw_its_memory_run_out_is_out_of_memory(string lastWords) =>
        TuneProblem.From(new MeasurementException($"bootstrap: The process ended. {lastWords}"), 600).ShouldBe("out of memory");

    [Theory]
    [InlineData(null)]
    [InlineData("no JSON")]
    [InlineData("{}")]
    public void Without_an_answer_the_measurement_says_what_happened(string? answer) =>
        TuneProblem.From(
            new MeasurementException("bootstrap: The process ended.\nIts last line", answer),
            600).ShouldBe("bootstrap: The process ended. Its last line");

    [Fact]
    public void A_long_story_is_cut() => TuneProblem.From(new MeasurementException(new string('x', 5000)), 600).Length.ShouldBe(201);
}
