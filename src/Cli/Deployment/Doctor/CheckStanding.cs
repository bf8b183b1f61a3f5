namespace Compressor.Cli.Deployment.Doctor;

/// <summary>How a check ended.</summary>
internal enum CheckStanding
{
    /// <summary>All is well.</summary>
    Ok,

    /// <summary>Something is unusual, and may be meant.</summary>
    Warn,

    /// <summary>A deployment would fail, or what it deploys would.</summary>
    Fail,

    /// <summary>It could not be looked at, or does not apply.</summary>
    Skip,
}
