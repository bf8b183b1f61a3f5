using Compressor.Generators;

namespace SqsWorker;

/// <summary>A batch of messages, as an event source mapping on an SQS queue hands it over.</summary>
[JsonEvent]
internal sealed partial record SqsEvent
{
    [JsonName("Records")]
    public required IReadOnlyList<SqsMessage> Records { get; init; }
}

/// <summary>One message.</summary>
/// <param name="MessageId">By which the answer names it.</param>
/// <param name="Body">What its sender wrote: here, the JSON of an <see cref="Order"/>.</param>
[JsonEvent]
internal sealed partial record SqsMessage(string MessageId, string Body);

/// <summary>An order.</summary>
[JsonEvent]
internal sealed partial record Order
{
    public required string Id { get; init; }

    public required IReadOnlyList<OrderLine> Lines { get; init; }

    public DateTimeOffset? PlacedAt { get; init; }
}

/// <summary>A part of an order.</summary>
/// <param name="Sku">The article's number.</param>
/// <param name="Quantity">How many pieces of it.</param>
[JsonEvent]
internal sealed partial record OrderLine(string Sku, int Quantity = 1);

/// <summary>
/// The answer to a batch, for a mapping with <c>ReportBatchItemFailures</c>: only these messages come again, and the others are done.
/// </summary>
[JsonLine]
internal sealed partial record BatchResponse(IReadOnlyList<BatchItemFailure> BatchItemFailures);

/// <summary>A message that failed.</summary>
/// <param name="ItemIdentifier">Its <see cref="SqsMessage.MessageId"/>.</param>
[JsonLine]
internal sealed partial record BatchItemFailure(string ItemIdentifier);
