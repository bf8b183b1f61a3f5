namespace Compressor.Core.Events;

/// <summary>Where a document of an event lies in the envelopes around it.</summary>
/// <param name="Path">The path through the envelopes, such as <c>$.Records[0].body: $</c>.</param>
/// <param name="Description">The same in words, such as <c>the body of message 0</c>.</param>
/// <param name="Envelopes">How many envelopes are around it.</param>
internal readonly record struct DocumentPlace(string Path, string Description, int Envelopes = 0)
{
    /// <summary>The place of the document that a value of this document holds.</summary>
    public DocumentPlace Inside(string path, string description) =>
        new($"{Path}{path}: $", Envelopes == 0 ? description : $"{description} in {Description}", Envelopes + 1);
}
