namespace Compressor.Handler.Runtime;

/// <summary>
/// What Lambda says about one invocation: the members of <c>Amazon.Lambda.Core.ILambdaContext</c> that this function uses.
/// </summary>
public sealed record InvocationContext
{
    /// <summary>The request's id. A retry of an asynchronous event has the same one.</summary>
    public required string AwsRequestId { get; init; }

    /// <summary>When Lambda kills the invocation.</summary>
    public required DateTimeOffset Deadline { get; init; }

    /// <summary>The X-Ray trace header, or null where there is none.</summary>
    public string? TraceId { get; init; }

    /// <summary>The time left until <see cref="Deadline"/>; never negative.</summary>
    public TimeSpan RemainingTime
    {
        get
        {
            var left = Deadline - DateTimeOffset.UtcNow;
            return left > TimeSpan.Zero ? left : TimeSpan.Zero;
        }
    }
}
