namespace Compressor.LoopbackS3;

/// <summary>How a <see cref="LoopbackServer"/> listens and what it remembers.</summary>
public sealed record LoopbackOptions
{
    /// <summary>TLS with a certificate from an authority made for this process (<see cref="LoopbackServer.CaBundlePath"/>).</summary>
    public bool Https { get; init; } = true;

    /// <summary>False where millions of requests would fill the memory.</summary>
    public bool RecordsRequests { get; init; } = true;
}
