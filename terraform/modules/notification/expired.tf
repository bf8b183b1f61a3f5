# Where sources are deleted once they are compressed, whatever the lifecycle expires was never processed.

locals {
  expired_name = "${var.name}-expired-sources"
  expired_arns = { for service in ["sns", "sqs"] : service => "arn:${var.account.partition}:${service}:${var.account.region}:${var.account.id}:${local.expired_name}" }
}

# S3 sends a test event to a queue or topic whenever the notification is set, and an alarm on the queue would take it for a source.
# A topic lets a filter stand between: the test event has no records.
# https://docs.aws.amazon.com/AmazonS3/latest/userguide/how-to-enable-disable-notification-intro.html
# trivy:ignore:AWS-0095 S3 cannot publish under alias/aws/sns, and the topic keeps nothing.
resource "aws_sns_topic" "expired" {
  # checkov:skip=CKV_AWS_26:S3 cannot publish under alias/aws/sns, and the topic keeps nothing.
  count = var.report_expired_sources ? 1 : 0

  name = local.expired_name

  tags = var.tags
}

resource "aws_sns_topic_policy" "expired" {
  count = var.report_expired_sources ? 1 : 0

  arn = aws_sns_topic.expired[0].arn

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid       = "LetBucketReport"
        Effect    = "Allow"
        Principal = { Service = "s3.amazonaws.com" }
        Action    = "sns:Publish"
        Resource  = local.expired_arns.sns
        Condition = {
          ArnEquals    = { "aws:SourceArn" = var.bucket_arn }
          StringEquals = { "aws:SourceAccount" = var.account.id }
        }
      },
    ]
  })
}

resource "aws_sqs_queue" "expired" {
  count = var.report_expired_sources ? 1 : 0

  name                      = local.expired_name
  message_retention_seconds = 1209600 # 14 days, as long as SQS keeps anything.
  sqs_managed_sse_enabled   = true

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid       = "LetTopicSend"
        Effect    = "Allow"
        Principal = { Service = "sns.amazonaws.com" }
        Action    = "sqs:SendMessage"
        Resource  = local.expired_arns.sqs
        Condition = { ArnEquals = { "aws:SourceArn" = local.expired_arns.sns } }
      },
    ]
  })

  tags = var.tags
}

# The queue gets S3's own message, without SNS's envelope.
resource "aws_sns_topic_subscription" "expired" {
  count = var.report_expired_sources ? 1 : 0

  topic_arn            = aws_sns_topic.expired[0].arn
  protocol             = "sqs"
  endpoint             = aws_sqs_queue.expired[0].arn
  raw_message_delivery = true
  filter_policy_scope  = "MessageBody"
  filter_policy        = jsonencode({ Records = { eventName = [{ prefix = "LifecycleExpiration:" }] } })
}
