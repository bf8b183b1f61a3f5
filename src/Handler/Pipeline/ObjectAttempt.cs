using Compressor.Core.Events;

namespace Compressor.Handler.Pipeline;

/// <summary>An object of an event, and either what became of it or what it failed with.</summary>
internal sealed record ObjectAttempt(ObjectUpload Upload, ObjectResult? Result, Exception? Failure);
