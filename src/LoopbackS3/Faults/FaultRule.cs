
namespace Compressor.LoopbackS3.Faults;

/// <summary>
/// When a fault strikes: at the requests that fit, after the first <see cref="Skip"/> of them, <see cref="Times"/> times.
/// </summary>
public sealed record FaultRule(FaultKind Kind)
{
    /// <summary>Null: any operation.</summary>
    public S3Operation? Operation { get; init; }

    /// <summary>Null: any key.</summary>
    public string? Key { get; init; }

    /// <summary>A further condition on the request (its status is not known yet).</summary>
    public Func<RecordedRequest, bool>? When { get; init; }

    public int Skip { get; init; }

    public int Times { get; init; } = 1;

    /// <summary>Between two pieces of a <see cref="FaultKind.SlowDrip"/>.</summary>
    public TimeSpan Pause { get; init; } = TimeSpan.FromMilliseconds(20);

    /// <summary>What the other client of a <see cref="FaultKind.Race"/> does.</summary>
    public Action? StepIn { get; init; }

    internal bool Fits(RecordedRequest request) =>
        (Operation is null || Operation == request.Operation) && (Key is null || Key == request.Key) && (When?.Invoke(request) ?? true);
}
