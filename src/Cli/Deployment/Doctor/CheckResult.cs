namespace Compressor.Cli.Deployment.Doctor;

/// <summary>What a check found, in one line.</summary>
/// <param name="Standing">How it ended.</param>
/// <param name="Check">What was looked at.</param>
/// <param name="Message">What was found and, if it is not good, what to do.</param>
internal sealed record CheckResult(CheckStanding Standing, string Check, string Message)
{
    private const int CheckWidth = 13;

    public static CheckResult Ok(string check, string message) => new(CheckStanding.Ok, check, message);

    public static CheckResult Warn(string check, string message) => new(CheckStanding.Warn, check, message);

    public static CheckResult Fail(string check, string message) => new(CheckStanding.Fail, check, message);

    public static CheckResult Skip(string check, string message) => new(CheckStanding.Skip, check, message);

    public override string ToString() =>
        $"{Standing.ToString().ToUpperInvariant(),-4}  {Check.PadRight(CheckWidth)}  {Message.ReplaceLineEndings(" ")}";
}

/// <summary>How a check ended.</summary>
internal enum CheckStanding
{
    /// <summary>It is as it should be.</summary>
    Ok,

    /// <summary>It is unusual, and may be meant.</summary>
    Warn,

    /// <summary>A deployment would fail, or what it deploys would.</summary>
    Fail,

    /// <summary>It could not be looked at, or does not apply.</summary>
    Skip,
}
