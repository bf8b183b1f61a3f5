using Compressor.Toolkit.Samples;

namespace Compressor.EndToEnd.Tests;

/// <summary>Content for uploads.</summary>
internal static class SampleContent
{
    /// <summary>JSON of <paramref name="size"/> bytes that is another for each seed.</summary>
    public static byte[] Json(int size, ulong seed)
    {
        using var stream = new MemoryStream(size);
        SampleEvents.Write(stream, size, seed);
        return stream.ToArray();
    }
}
