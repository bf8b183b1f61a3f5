namespace Compressor.Toolkit.Lambda;

/// <summary>The network between the function and S3, for one connection.</summary>
/// <param name="FirstByteSeconds">From a request to the answer's first byte.</param>
/// <param name="BytesPerSecond">Bytes a second each way.</param>
public sealed record S3Network(double FirstByteSeconds = 0.025, double BytesPerSecond = 75e6)
{
    /// <summary>How long a request takes that carries so many bytes one way.</summary>
    public double Seconds(double bytes) => FirstByteSeconds + (bytes / BytesPerSecond);
}
