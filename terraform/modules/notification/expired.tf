# Where sources are deleted once they are compressed, whatever the lifecycle expires was never processed.

locals {
  expired_queue_name = "${var.name}-expired-sources"
  expired_queue_arn  = "arn:${var.account.partition}:sqs:${var.account.region}:${var.account.id}:${local.expired_queue_name}"
}

resource "aws_sqs_queue" "expired" {
  count = var.report_expired_sources ? 1 : 0

  name                      = local.expired_queue_name
  message_retention_seconds = 1209600 # 14 days, as long as SQS keeps anything.
  sqs_managed_sse_enabled   = true

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid       = "LetBucketReport"
        Effect    = "Allow"
        Principal = { Service = "s3.amazonaws.com" }
        Action    = "sqs:SendMessage"
        Resource  = local.expired_queue_arn
        Condition = {
          ArnEquals    = { "aws:SourceArn" = var.bucket_arn }
          StringEquals = { "aws:SourceAccount" = var.account.id }
        }
      },
    ]
  })

  tags = var.tags
}
