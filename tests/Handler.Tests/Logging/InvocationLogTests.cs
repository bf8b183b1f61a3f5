using System.Text.Json;
using Compressor.Core.Events;
using Compressor.Handler.Logging;
using Compressor.Handler.Tests.Faults.Harness;

namespace Compressor.Handler.Tests.Logging;

public sealed class InvocationLogTests : IDisposable
{
    private const string RequestId = "8f507cfc-xmpl-4697-b07a-ac58fc914c95";
    private readonly MemoryStream _output = new();

    public void Dispose() => _output.Dispose();

    [Fact]
    public void Line_has_time_level_request_and_typed_arguments()
    {
        var log = new InvocationLog(1, debug: false, _output);
        log.Begin(RequestId);
        var before = DateTimeOffset.UtcNow;
        log.ObjectCompressed("b", "incoming/\"é\"\n.json", "processed/x.zip", 10_485_760, 2_097_152, "libdeflate 6", 12.5, 10, 70);

        var line = Lines().ShouldHaveSingleItem();
        line.GetProperty("level").GetString().ShouldBe("INFO");
        line.GetProperty("requestId").GetString().ShouldBe(RequestId);
        line.GetProperty("message").GetString().ShouldBe("Compressed incoming/\"é\"\n.json to processed/x.zip");
        line.GetProperty("key").GetString().ShouldBe("incoming/\"é\"\n.json");
        line.GetProperty("bytesIn").GetInt64().ShouldBe(10_485_760);
        line.GetProperty("makeMilliseconds").GetDouble().ShouldBe(12.5);
        line.GetProperty("timestamp").GetDateTimeOffset().ShouldBe(before, TimeSpan.FromMinutes(1));
    }

    [Fact]
    public void Lines_of_an_invocation_that_is_not_sampled_are_not_written()
    {
        var log = new InvocationLog(0, debug: false, _output);
        log.Begin(RequestId);
        log.Duplicate("b", "k", "a");
        log.Complete(failed: false);

        Lines().ShouldBeEmpty();
    }

    [Fact]
    public void Warnings_and_errors_are_always_written()
    {
        var log = new InvocationLog(0, debug: false, _output);
        log.Begin(RequestId);
        log.Skipped("b", "k", "the key names a folder");
        log.SourceMissing("b", "k", null);
        log.ObjectFailed("b", "k", "StorageError", new IOException("broken"));

        Lines().Select(line => line.GetProperty("level").GetString()).ShouldBe(["WARN", "WARN", "ERROR"]);
    }

    [Fact]
    public void Lines_that_a_failed_invocation_held_back_are_written()
    {
        var log = new InvocationLog(0, debug: false, _output);
        log.Begin(RequestId);
        log.Retry("PUT", "k", 1, "409");
        log.InvocationFailed("Conflict", new InvalidOperationException("no end"));
        log.Complete(failed: true);
        log.Begin("another");
        log.Complete(failed: true);

        Lines().Select(line => line.GetProperty("message").GetString()).ShouldBe(
            ["The invocation failed with Conflict: no end", "Trying PUT of k again: 409"]);
    }

    [Fact]
    public void Lines_that_were_too_many_to_hold_back_are_counted()
    {
        var log = new InvocationLog(0, debug: false, _output);
        log.Begin(RequestId);
        for (var i = 0; i < 5000; i++)
        {
            log.Retry("PUT", "k", i, "409");
        }

        log.Complete(failed: true);

        var lines = Lines();
        lines.Count.ShouldBeLessThan(5000);
        _output.Length.ShouldBeLessThan(80 * 1024);
        lines[^1].GetProperty("level").GetString().ShouldBe("WARN");
        (lines[^1].GetProperty("dropped").GetInt32() + lines.Count - 1).ShouldBe(5000);
    }

    [Fact]
    public void Debug_writes_all()
    {
        var log = new InvocationLog(0, debug: true, _output);
        log.ColdStart("1.2.3", "0123abc", "$LATEST", "balanced", 1, 2, 3, null, null, null, null, 80, 90);
        log.Begin(RequestId);
        log.EventRead(EventKind.S3Notification, 1);

        Lines().Count.ShouldBe(2);
    }

    [Fact]
    public void Line_from_before_the_first_invocation_counts_as_its_own()
    {
        var log = new InvocationLog(1, debug: false, _output);
        log.ColdStart("1.2.3", "0123abc", "$LATEST", "balanced", 1, 2, 3, null, null, null, null, 80, 90);
        Lines().ShouldBeEmpty();

        log.Begin(RequestId);
        Lines().ShouldHaveSingleItem().TryGetProperty("requestId", out _).ShouldBeFalse();
    }

    [Fact]
    public void Exception_is_written_with_type_stack_and_inner_ones()
    {
        var log = new InvocationLog(0, debug: false, _output);
        log.InvocationFailed("InternalError", Thrown());

        var exception = Lines().ShouldHaveSingleItem().GetProperty("exception");
        exception.GetProperty("type").GetString().ShouldBe("System.AggregateException");
        exception.GetProperty("stack").GetString()!.ShouldContain(nameof(Thrown));
        exception.GetProperty("inner").EnumerateArray().Select(inner => inner.GetProperty("message").GetString()).ShouldBe(["one", "two"]);
        exception.GetProperty("inner")[1].GetProperty("inner")[0].GetProperty("type").GetString().ShouldBe("System.TimeoutException");
    }

    [Fact]
    public void Writing_a_line_allocates_nothing()
    {
        var log = new InvocationLog(1, debug: false, Stream.Null);
        log.Begin(RequestId);
        log.ObjectCompressed("b", "incoming/é.json", "processed/x.zip", 1, 2, "libdeflate 6", 3.25, 3, 4);

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++)
        {
            log.ObjectCompressed("b", "incoming/é.json", "processed/x.zip", i, 2, "libdeflate 6", 3.25, 3, 4);
        }

        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0);
    }

    [Fact]
    public void Holding_a_line_back_allocates_nothing()
    {
        var log = new InvocationLog(0, debug: false, Stream.Null);
        for (var i = 0; i < 1000; i++)
        {
            Invocation(log);
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        Invocation(log);
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0);
    }

    [Fact]
    public async Task Lines_of_several_threads_do_not_mix()
    {
        var log = new InvocationLog(1, debug: false, Stream.Synchronized(_output));
        log.Begin(RequestId);

        await Task.WhenAll(Enumerable.Range(0, 8).Select(worker => Task.Run(() =>
        {
            for (var i = 0; i < 200; i++)
            {
                log.Retry($"operation {worker}", new string((char)('a' + worker), 50), i, "x");
            }
        })));

        Lines()
            .GroupBy(line => line.GetProperty("operation").GetString())
            .Select(group => group.Count())
            .ShouldBe(Enumerable.Repeat(200, 8));
    }

    private static void Invocation(InvocationLog log)
    {
        log.Begin(RequestId);
        log.Duplicate("b", "k", "a");
        log.Complete(failed: false);
    }

    private static AggregateException Thrown()
    {
        try
        {
            throw new AggregateException(
                new InvalidOperationException("one"), new InvalidOperationException("two", new TimeoutException()));
        }
        catch (AggregateException exception)
        {
            return exception;
        }
    }

    private List<JsonElement> Lines() =>
        System.Text.Encoding.UTF8.GetString(_output.ToArray()).Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => JsonDocument.Parse(line).RootElement).ToList();
}
