namespace Compressor.Handler.Runtime;

/// <summary>
/// What a cold start has behind it, in the order in which it usually comes; the connection and the rehearsal run side by side.
/// </summary>
internal enum ColdStartPhase
{
    /// <summary>The settings were read and bound.</summary>
    Settings,

    /// <summary>The S3 client and all that an invocation needs were made.</summary>
    Client,

    /// <summary>The TCP connection to S3 was made, its name resolved.</summary>
    Connected,

    /// <summary>The TLS handshake was over.</summary>
    Secured,

    /// <summary>S3 answered the request that came first on the connection.</summary>
    Answered,

    /// <summary>The invocation against the canned S3 was over.</summary>
    Rehearsed,
}
