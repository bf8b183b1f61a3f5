using System.Text;
using Compressor.Core.Keys;
using CsCheck;

namespace Compressor.Core.Tests.Keys;

public class KeyOrderTests
{
    private static readonly Gen<string> Key = Gen.Int[0, 5].Select(i => new[] { "a", "b", "é", "\uE000", "\uFFFD", "\U0001F600" }[i])
        .List[0, 5].Select(string.Concat);

    [Fact]
    public void Keys_are_in_the_order_of_their_bytes_in_UTF8() => Gen.Select(Key, Key).Sample((left, right) =>
        Math.Sign(KeyOrder.Instance.Compare(left, right)).ShouldBe(
            Math.Sign(Encoding.UTF8.GetBytes(left).AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes(right)))));
}
