namespace Compressor.Handler.Tests.ForeignReaders;

/// <summary>A test that takes minutes: it runs where COMPRESSOR_TEST_SEEDS is set (`make test-long`), and else is skipped.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class LongFactAttribute : FactAttribute
{
    public LongFactAttribute()
    {
        if (string.IsNullOrEmpty(Environment.GetEnvironmentVariable("COMPRESSOR_TEST_SEEDS")))
        {
            Skip = "Takes minutes: make test-long runs it.";
        }
    }
}
