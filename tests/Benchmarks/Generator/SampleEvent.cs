namespace Compressor.Benchmarks.Generator;

/// <summary>A record of a notification with all properties that S3 sends.</summary>
internal static class SampleEvent
{
    /// <summary>The record for the object with this number, whose key is its own.</summary>
    /// <param name="number">The object's number.</param>
    /// <param name="distinct">Whether its entity tag, version and sequencer are its own as well.</param>
    public static string Record(int number, bool distinct = false) =>
        distinct
            ? Record(number).Replace("d41d8cd9", Digits(number), StringComparison.Ordinal)
                .Replace("096fKKXT", Digits(number), StringComparison.Ordinal)
                .Replace("0055AED6", Digits(number), StringComparison.Ordinal)
            : Record(number);

    private static string Digits(int number) => number.ToString("D8", System.Globalization.CultureInfo.InvariantCulture);

    private static string Record(int number) =>
        """
        {"eventVersion":"2.1","eventSource":"aws:s3","awsRegion":"us-west-2","eventTime":"2026-01-31T23:59:59.123Z",
        "eventName":"ObjectCreated:Put",
        "userIdentity":{"principalId":"AWS:AROAEXAMPLEEXAMPLE:uploader"},"requestParameters":{"sourceIPAddress":"203.0.113.17"},
        "responseElements":{"x-amz-request-id":"C3D13FE58DE4C810",
        "x-amz-id-2":"FMyUVURIY8/IgAtTv8xRjskZQpcIZ9KG4V5Wp6S7S/JRWeUWerMUE5JgHvANOjpD"},
        "s3":{"s3SchemaVersion":"1.0","configurationId":"compress-incoming",
        "bucket":{"name":"events-example-bucket","ownerIdentity":{"principalId":"A3NL1KOZZKExample"},
        "arn":"arn:aws:s3:::events-example-bucket"},"object":{"key":"incoming/4f/2026/01/31/events-NUMBER.json","size":10485760,
        "eTag":"d41d8cd98f00b204e9800998ecf8427e","versionId":"096fKKXTRTtl3on89fVO.nfljtsv6qko","sequencer":"0055AED6DCD90281E5"}}}
        """.Replace("NUMBER", Digits(number), StringComparison.Ordinal);
}
