namespace Compressor.Handler.Outcomes;

/// <summary>How long the three steps of an object took.</summary>
internal readonly record struct StepDurations(TimeSpan Read, TimeSpan Compress, TimeSpan Write);
