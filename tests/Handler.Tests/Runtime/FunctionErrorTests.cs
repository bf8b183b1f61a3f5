using System.Text.Json;
using Compressor.Core.Failures;
using Compressor.Handler.Runtime;
using Compressor.Handler.Tests.Faults.Harness;
using CsCheck;

namespace Compressor.Handler.Tests.Runtime;

public sealed class FunctionErrorTests
{
    [Fact]
    public void A_failure_of_the_function_keeps_its_type_and_message() =>
        FunctionError.From(new FunctionException(ErrorTypes.KeyCollision, "taken")).ShouldSatisfyAllConditions(
            error => error.ErrorType.ShouldBe("KeyCollision"),
            error => error.Message.ShouldBe("taken"));

    [Fact]
    public void A_defect_is_an_InternalError_that_names_the_exception() =>
        FunctionError.From(new InvalidOperationException("no")).ShouldSatisfyAllConditions(
            error => error.ErrorType.ShouldBe("InternalError"),
            error => error.Message.ShouldBe("InvalidOperationException: no"));

    [Fact]
    public void Whatever_the_text_the_error_is_valid_JSON_of_at_most_64_KB() =>
        Gen.Select(Gen.String[0, 30_000], Gen.String[0, 2_000].Array[0, 60]).Sample(
            (message, frames) =>
            {
                var json = new FunctionError("T", message, frames).ToJson();
                json.Length.ShouldBeLessThanOrEqualTo(64 * 1024);
                JsonDocument.Parse(json).RootElement.GetProperty("errorType").GetString().ShouldBe("T");
            },
            iter: 200);

    [Fact]
    public void The_worst_text_of_all_stays_within_the_limit() =>
        new FunctionError("T", new string('\u0001', 100_000), [.. Enumerable.Repeat(new string('\u0001', 1_000), 100)])
            .ToJson().Length.ShouldBeLessThanOrEqualTo(64 * 1024);
}
