namespace Compressor.Lab.Subjects;

/// <summary>A program that is measured.</summary>
/// <param name="Name">As in the tables, such as <c>balanced</c> or <c>plain HTTP</c>.</param>
/// <param name="Program">The absolute path of its executable.</param>
/// <param name="Variables">The environment variables that are its own; all have Lambda's besides.</param>
/// <param name="Event">What its events look like.</param>
internal sealed record Subject(
    string Name, string Program, IReadOnlyDictionary<string, string> Variables, EventForm Event = EventForm.S3Notification)
{
    /// <summary>The handler with every line of its log written: it tells more of itself, and takes longer for it.</summary>
    public Subject Logged => this with
    {
        Variables = new Dictionary<string, string>(Variables) { ["COMPRESSOR_DEBUG"] = "true" },
    };
}

/// <summary>What a program's events look like.</summary>
internal enum EventForm
{
    /// <summary>The notification that S3 sends.</summary>
    S3Notification,

    /// <summary>Address to read, address to write, number of bytes to write: a line each.</summary>
    Addresses,
}
