using Compressor.Core.Keys;

namespace Compressor.Core.Tests.Keys;

public sealed class ObjectKeyEncodingTests
{
    [Theory]
    [InlineData("a+b.json", "a b.json")]
    [InlineData("a%2Bb.json", "a+b.json")]
    [InlineData("100%25.json", "100%.json")]
    [InlineData("incoming%2Fx.json", "incoming/x.json")]
    [InlineData("%C3%BCber.json", "über.json")]
    [InlineData("%F0%9F%92%BE.json", "💾.json")]
    public void A_key_of_a_notification_is_decoded_as_S3_encodes_it(string encoded, string key) =>
        ObjectKeyEncoding.Decode(encoded).ShouldBe(key);
}
