using Compressor.Core.Outcomes;

namespace Compressor.Core.Tests.Outcomes;

public sealed class SequencerTests
{
    [Theory]
    [InlineData("0055AED6DCD90281E5", "0055AED6DCD90281E6", -1)]
    [InlineData("0055AED6DCD90281E5", "0055AED6DCD90281E5", 0)]
    [InlineData("0056", "0055AED6DCD90281E5", 1)]
    [InlineData("0055AE", "0055AE00", 0)]
    [InlineData("0055AE", "0055AE01", -1)]
    [InlineData("0055ae", "0055AE", 0)]
    public void Sequencers_compare_as_text_padded_with_zeros_on_the_right(string left, string right, int sign)
    {
        Math.Sign(Sequencer.Compare(left, right)).ShouldBe(sign);
        Math.Sign(Sequencer.Compare(right, left)).ShouldBe(-sign);
    }
}
