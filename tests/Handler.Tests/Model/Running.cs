using Compressor.Handler.Tests.Faults.Harness;
using Compressor.LoopbackS3.Notifications;

namespace Compressor.Handler.Tests.Model;

/// <summary>An event that Lambda has in its queue.</summary>
/// <param name="Upload">Which upload of its key it tells of, counted from 1; 0 for one that names what is current (requeued).</param>
/// <param name="Attempts">How often it failed so far.</param>
internal sealed record Pending(string Key, int Upload, string Json, ObjectEvent Event, int Attempts = 0)
{
    public override string ToString() => $"{Key}#{(Upload == 0 ? "requeued" : Upload)}";
}

/// <summary>An event that a handler works on.</summary>
internal sealed record Running(string Handler, Pending Delivery, Task<Answer> Answer);
