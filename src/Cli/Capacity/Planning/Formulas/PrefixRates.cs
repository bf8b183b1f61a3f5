namespace Compressor.Cli.Capacity.Planning.Formulas;

/// <summary>Requests a second against what S3 takes for each prefix before it splits it.</summary>
internal static class PrefixRates
{
    /// <summary>PUT, COPY, POST and DELETE requests a second that S3 serves at least for each prefix.</summary>
    public const double WritesPerSecond = 3500;

    /// <summary>GET and HEAD requests a second that S3 serves at least for each prefix.</summary>
    public const double ReadsPerSecond = 5500;

    /// <summary>Shards: two hexadecimal digits.</summary>
    public const int Shards = 256;

    /// <summary>The share of a prefix's limit that so many requests a second take when spread evenly.</summary>
    public static double Share(double perSecond, double limit, int prefixes) => perSecond / prefixes / limit;
}
