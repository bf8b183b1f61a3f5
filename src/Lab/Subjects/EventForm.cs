namespace Compressor.Lab.Subjects;

/// <summary>What a program's events look like.</summary>
internal enum EventForm
{
    /// <summary>The notification that S3 sends.</summary>
    S3Notification,

    /// <summary>Address to read, address to write, number of bytes to write: a line each.</summary>
    Addresses,
}
