namespace Compressor.LoopbackS3.Faults;

/// <summary>What can go wrong between a client and S3, by name.</summary>
public enum FaultKind
{
    /// <summary>500 InternalError; nothing was done.</summary>
    InternalError,

    /// <summary>503 SlowDown; nothing was done.</summary>
    SlowDown,

    /// <summary>400 BadDigest; nothing was done.</summary>
    BadDigest,

    /// <summary>403 AccessDenied; nothing was done.</summary>
    AccessDenied,

    /// <summary>409 ConditionalRequestConflict, as when two conditional writes meet; nothing was done.</summary>
    Conflict,

    /// <summary>412 PreconditionFailed although the condition holds; nothing was done.</summary>
    PreconditionFailed,

    /// <summary>200 with an error in the body, which CompleteMultipartUpload can answer; nothing was done.</summary>
    ErrorInOkResponse,

    /// <summary>The connection is reset before the request's body was read.</summary>
    ResetBefore,

    /// <summary>The connection is reset in the middle of the request's body.</summary>
    ResetInRequest,

    /// <summary>The connection is reset in the middle of the response's body.</summary>
    ResetInBody,

    /// <summary>The connection is reset right after the response's last byte.</summary>
    ResetAfterBody,

    /// <summary>The request is carried out and never answered: the connection is reset.</summary>
    LostResponse,

    /// <summary>The response's body comes in 64 pieces with <see cref="FaultRule.Pause"/> between them.</summary>
    SlowDrip,

    /// <summary>Nothing ever comes back, until the client gives up.</summary>
    Stall,

    /// <summary>The right Content-Length, half of the body, and an orderly end of the connection.</summary>
    TruncatedBody,

    /// <summary>A Content-Length of half the body, and no more than that; all else looks right.</summary>
    WrongContentLength,

    /// <summary>One bit in the middle of the response's body is another.</summary>
    CorruptedBytes,

    /// <summary>Nothing of the request goes wrong: another client steps in just before it (<see cref="FaultRule.StepIn"/>).</summary>
    Race,
}
