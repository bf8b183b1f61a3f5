namespace Compressor.LoopbackS3;

/// <summary>How a <see cref="LoopbackS3Server"/> listens and what it remembers.</summary>
public sealed record LoopbackOptions
{
    /// <summary>TLS with a certificate from an authority made for this process (<see cref="LoopbackS3Server.CaBundlePath"/>).</summary>
    public bool Https { get; init; } = true;

    /// <summary>False where millions of requests would fill the memory.</summary>
    public bool RecordsRequests { get; init; } = true;
}
