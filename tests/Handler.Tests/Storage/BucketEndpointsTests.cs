using Amazon;
using Amazon.Runtime.Endpoints;
using Amazon.S3.Endpoints;
using Amazon.S3.Internal;
using Compressor.Handler.Storage;

namespace Compressor.Handler.Tests.Storage;

/// <summary>The addresses of buckets, held against the SDK's own rules.</summary>
public sealed class BucketEndpointsTests
{
    private static readonly string[] Buckets =
        ["json-landing", "abc", "a.b.c", "with.dot-and-hyphen", "0digits9", "Capitals", "under_score", "ends-", new('x', 63)];

    public static TheoryData<string> Regions => [.. RegionEndpoint.EnumerableAllRegions.Select(region => region.SystemName)];

    [Theory]
    [MemberData(nameof(Regions))]
    public void A_bucket_is_where_the_SDK_has_it(string region)
    {
        foreach (var bucket in Buckets)
        {
            ShouldAgree(region, null, bucket);
        }
    }

    [Theory]
    [InlineData("https://127.0.0.1:5000")]
    [InlineData("http://localhost:9000/")]
    [InlineData("https://storage.example.com/below/a/path")]
    public void At_another_S3_too(string endpoint)
    {
        foreach (var bucket in Buckets)
        {
            ShouldAgree("eu-central-1", new Uri(endpoint), bucket);
        }
    }

    [Fact]
    public void What_the_SDK_does_to_one_endpoint_is_not_in_the_next()
    {
        var endpoints = new BucketEndpoints("eu-central-1", null);
        var parameters = new S3EndpointParameters { Bucket = "json-landing" };

        endpoints.ResolveEndpoint(parameters).URL += "/changed";

        endpoints.ResolveEndpoint(parameters).URL.ShouldBe("https://json-landing.s3.eu-central-1.amazonaws.com");
    }

    private static void ShouldAgree(string region, Uri? endpoint, string bucket)
    {
        var parameters = new S3EndpointParameters
        {
            Bucket = bucket,
            Region = region,
            Endpoint = endpoint?.ToString(),
            ForcePathStyle = endpoint is not null,
            UseFIPS = false,
            UseDualStack = false,
            Accelerate = false,
            UseGlobalEndpoint = false,
            DisableMultiRegionAccessPoints = false,
        };

        var ours = new BucketEndpoints(region, endpoint).ResolveEndpoint(parameters);
        var theirs = new AmazonS3EndpointProvider().ResolveEndpoint(parameters);

        ours.URL.ShouldBe(theirs.URL);
        Scheme(ours).ShouldBe(Scheme(theirs));
    }

    private static object?[] Scheme(Endpoint endpoint)
    {
        var scheme = ((IEnumerable<object>)endpoint.Attributes["authSchemes"]).ShouldHaveSingleItem().ShouldBeOfType<PropertyBag>();
        return [scheme["name"], scheme["signingName"], scheme["signingRegion"], scheme["disableDoubleEncoding"]];
    }
}
