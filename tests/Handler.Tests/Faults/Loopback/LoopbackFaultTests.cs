using System.Globalization;
using System.Net;
using Compressor.Handler.Tests.Faults.Harness;
using Compressor.LoopbackS3;
using Compressor.LoopbackS3.Faults;
using Compressor.LoopbackS3.Storage;

namespace Compressor.Handler.Tests.Faults.Loopback;

/// <summary>Each named fault, as a client without any patience sees it.</summary>
public sealed class LoopbackFaultTests : IAsyncLifetime
{
    private static readonly byte[] Body = [.. Enumerable.Range(0, 100_000).Select(i => (byte)i)];

    private LoopbackS3Server _server = null!;
    private HttpClient _client = null!;
    private Bucket _bucket = null!;

    public async Task InitializeAsync()
    {
        _server = await LoopbackS3Server.StartAsync();
        _client = LoopbackClient.CreateRaw(_server);
        _bucket = _server.CreateBucket("files", new BucketSettings { IsPublic = true });
        _bucket.Put("key", Body);
    }

    public async Task DisposeAsync()
    {
        _client.Dispose();
        await _server.DisposeAsync();
    }

    [Theory]
    [InlineData(FaultKind.InternalError, 500, "InternalError")]
    [InlineData(FaultKind.SlowDown, 503, "SlowDown")]
    [InlineData(FaultKind.BadDigest, 400, "BadDigest")]
    [InlineData(FaultKind.AccessDenied, 403, "AccessDenied")]
    [InlineData(FaultKind.Conflict, 409, "ConditionalRequestConflict")]
    [InlineData(FaultKind.PreconditionFailed, 412, "PreconditionFailed")]
    [InlineData(FaultKind.ErrorInOkResponse, 200, "InternalError")]
    public async Task An_error_is_answered_once_and_the_next_request_works(FaultKind kind, int status, string code)
    {
        _server.Faults.Add(new FaultRule(kind));

        var answer = await _client.GetAsync("files/key");

        ((int)answer.StatusCode).ShouldBe(status);
        (await answer.Content.ReadAsStringAsync()).ShouldContain($"<Code>{code}</Code>");
        (await _client.GetByteArrayAsync("files/key")).ShouldBe(Body);
        _server.Requests[0].Fault.ShouldBe(kind);
    }

    [Theory]
    [InlineData(FaultKind.ResetBefore)]
    [InlineData(FaultKind.ResetInBody)]
    [InlineData(FaultKind.TruncatedBody)]
    [InlineData(FaultKind.LostResponse)]
    public async Task A_broken_connection_is_an_error_to_the_client(FaultKind kind)
    {
        _server.Faults.Add(new FaultRule(kind) { Operation = S3Operation.GetObject });

        await Should.ThrowAsync<HttpRequestException>(() => _client.GetByteArrayAsync("files/key"));

        (await _client.GetByteArrayAsync("files/key")).ShouldBe(Body);
    }

    [Theory]
    [InlineData(FaultKind.ResetInRequest, false)]
    [InlineData(FaultKind.ResetBefore, false)]
    [InlineData(FaultKind.LostResponse, true)]
    public async Task A_put_that_is_cut_off_is_stored_only_where_the_response_was_lost(FaultKind kind, bool stored)
    {
        _server.Faults.Add(new FaultRule(kind));

        await Should.ThrowAsync<HttpRequestException>(() => _client.PutAsync("files/other", new ByteArrayContent(Body)));

        (_bucket.Find("other") is not null).ShouldBe(stored);
    }

    [Fact]
    public async Task Bytes_can_be_corrupted_and_lengths_wrong_with_nothing_else_to_see()
    {
        _server.Faults.Add(new FaultRule(FaultKind.CorruptedBytes)).Add(new FaultRule(FaultKind.WrongContentLength));

        var corrupted = await _client.GetByteArrayAsync("files/key");
        var shorter = await _client.GetByteArrayAsync("files/key");

        corrupted.Length.ShouldBe(Body.Length);
        corrupted.Zip(Body).Count(pair => pair.First != pair.Second).ShouldBe(1);
        shorter.ShouldBe(Body[..(Body.Length / 2)]);
    }

    [Fact]
    public async Task A_slow_drip_and_a_reset_after_the_body_deliver_all_bytes()
    {
        _server.Faults.Add(
            new FaultRule(FaultKind.SlowDrip) { Pause = TimeSpan.FromMilliseconds(1) }).Add(new FaultRule(FaultKind.ResetAfterBody));

        (await _client.GetByteArrayAsync("files/key")).ShouldBe(Body);
        (await _client.GetByteArrayAsync("files/key")).ShouldBe(Body);
    }

    [Fact]
    public async Task A_stalled_request_ends_when_its_client_gives_up()
    {
        _server.Faults.Add(new FaultRule(FaultKind.Stall));
        using var patience = new CancellationTokenSource(TimeSpan.FromMilliseconds(50));

        await Should.ThrowAsync<OperationCanceledException>(() => _client.GetAsync("files/key", patience.Token));
    }

    [Fact]
    public async Task A_race_lets_another_writer_in_just_before_the_request()
    {
        _server.Faults.Add(
            new FaultRule(FaultKind.Race) { Operation = S3Operation.PutObject, StepIn = () => _bucket.Put("other", "first"u8.ToArray()) });
        using var put = new HttpRequestMessage(HttpMethod.Put, "files/other") { Content = new ByteArrayContent(Body) };
        put.Headers.Add("If-None-Match", "*");

        (await _client.SendAsync(put)).StatusCode.ShouldBe(HttpStatusCode.PreconditionFailed);

        _bucket.Find("other")!.Content.ToArray().ShouldBe("first"u8.ToArray());
    }

    [Fact]
    public async Task A_clock_that_is_off_by_more_than_15_minutes_is_refused()
    {
        _server.ClockOffset = TimeSpan.FromMinutes(20);
        using var get = new HttpRequestMessage(HttpMethod.Get, "files/key");
        get.Headers.Add("x-amz-date", DateTimeOffset.UtcNow.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture));

        var answer = await _client.SendAsync(get);

        answer.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await answer.Content.ReadAsStringAsync()).ShouldContain("RequestTimeTooSkewed");
        answer.Headers.Date!.Value.ShouldBeGreaterThan(DateTimeOffset.UtcNow.AddMinutes(19));
    }

    [Fact]
    public async Task A_seed_gives_the_same_faults_again()
    {
        async Task<List<HttpStatusCode>> RunAsync()
        {
            await using var other = await LoopbackS3Server.StartAsync(new LoopbackOptions { Https = false });
            other.CreateBucket("files", new BucketSettings { IsPublic = true }).Put("key", Body);
            other.Faults.Randomly(seed: 7, probability: 0.3, FaultKind.InternalError, FaultKind.SlowDown);
            using var raw = LoopbackClient.CreateRaw(other);
            var codes = new List<HttpStatusCode>();
            for (var turn = 0; turn < 40; turn++)
            {
                codes.Add((await raw.GetAsync("files/key")).StatusCode);
            }

            return codes;
        }

        var first = await RunAsync();

        first.ShouldContain(HttpStatusCode.OK);
        first.ShouldContain(HttpStatusCode.InternalServerError);
        (await RunAsync()).ShouldBe(first);
    }
}
