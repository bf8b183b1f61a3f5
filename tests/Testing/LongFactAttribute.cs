namespace Compressor.Testing;

/// <summary>A test that takes minutes: it runs where TEST_SEEDS is set (`make test-long`), and else is skipped.</summary>
[AttributeUsage(AttributeTargets.Method)]
public class LongFactAttribute : FactAttribute
{
    public LongFactAttribute() => Skip = WhyNot();

    /// <summary>Why a test that takes minutes does not run now; null where it does.</summary>
    public static string? WhyNot() =>
        string.IsNullOrEmpty(Environment.GetEnvironmentVariable("TEST_SEEDS")) ? "Takes minutes: make test-long runs it." : null;
}

/// <summary>The same with data.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class LongTheoryAttribute : TheoryAttribute
{
    public LongTheoryAttribute() => Skip = LongFactAttribute.WhyNot();
}
