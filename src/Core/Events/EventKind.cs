namespace Compressor.Core.Events;

/// <summary>The shapes of event that the function understands.</summary>
public enum EventKind
{
    /// <summary>An S3 event notification.</summary>
    S3Notification,

    /// <summary>Messages of an SQS queue, each with a notification, an EventBridge event or a message of SNS as its body.</summary>
    Sqs,

    /// <summary>A message of an SNS topic with a notification or an EventBridge event.</summary>
    Sns,

    /// <summary>What S3 sends when a notification is configured: there is nothing to do.</summary>
    S3TestEvent,

    /// <summary>An event of S3 that came through EventBridge.</summary>
    EventBridge,

    /// <summary>Tasks of an S3 Batch Operations job, which wants an answer with a result for each.</summary>
    S3Batch,
}
