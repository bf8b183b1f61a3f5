# Between the bucket and the function: a queue, and the event source mapping that hands its messages over in batches.

locals {
  seconds_per_day = 86400

  # A day less than the sources, so that no message outlives its object; SQS keeps at most 14 days.
  retention_days = min(14, var.incoming_expiration_days - 1)

  # AWS recommends six timeouts: Lambda may hold messages while it waits for an environment. No less than 200 minutes for all
  # receives together, so that an outage of two hours makes no dead letter; no more than a day, after which a poison message is one.
  least_visibility = ceil(12000 / var.max_receive_count)
  most_visibility  = floor(local.seconds_per_day / var.max_receive_count)
  visibility       = coalesce(var.visibility_timeout_seconds, max(var.timeout, min(max(6 * var.timeout, local.least_visibility), local.most_visibility)))

  # Messages that found no environment would be received for nothing until they are dead letters.
  maximum_concurrency = var.maximum_concurrency != null ? var.maximum_concurrency : (
    coalesce(var.reserved_concurrency, 1250) < 1250 ? min(1000, max(2, var.reserved_concurrency)) : null
  )
}

resource "aws_sqs_queue" "events" {
  count = var.create_queue ? 1 : 0

  name                       = var.queue_name
  message_retention_seconds  = local.retention_days * local.seconds_per_day
  visibility_timeout_seconds = local.visibility
  receive_wait_time_seconds  = 20
  sqs_managed_sse_enabled    = true

  redrive_policy = jsonencode({ deadLetterTargetArn = var.dead_letter_queue_arn, maxReceiveCount = var.max_receive_count })

  tags = var.tags

  lifecycle {
    precondition {
      condition     = local.visibility >= var.timeout
      error_message = "visibility_timeout_seconds (${local.visibility}) must not be less than timeout (${var.timeout} s): Lambda refuses it, since a message would come again while it is worked on."
    }
  }
}

resource "aws_sqs_queue_policy" "events" {
  count = var.create_queue ? 1 : 0

  queue_url = aws_sqs_queue.events[0].url
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid       = "LetBucketSend"
        Effect    = "Allow"
        Principal = { Service = "s3.amazonaws.com" }
        Action    = "sqs:SendMessage"
        Resource  = var.queue_arn
        Condition = {
          ArnEquals    = { "aws:SourceArn" = var.bucket_arn }
          StringEquals = { "aws:SourceAccount" = var.account.id }
        }
      },
      {
        Sid       = "DenyWithoutTls"
        Effect    = "Deny"
        Principal = "*"
        Action    = "sqs:*"
        Resource  = var.queue_arn
        Condition = { Bool = { "aws:SecureTransport" = "false" } }
      },
    ]
  })
}

resource "aws_lambda_event_source_mapping" "events" {
  event_source_arn                   = var.create_queue ? aws_sqs_queue.events[0].arn : var.queue_arn
  function_name                      = var.alias_arn
  batch_size                         = var.batch_size
  maximum_batching_window_in_seconds = var.maximum_batching_window
  function_response_types            = ["ReportBatchItemFailures"]

  metrics_config {
    metrics = ["EventCount"]
  }

  dynamic "scaling_config" {
    for_each = local.maximum_concurrency[*]

    content {
      maximum_concurrency = scaling_config.value
    }
  }

  tags = var.tags

  lifecycle {
    precondition {
      condition     = var.batch_size <= 10 || var.maximum_batching_window >= 1
      error_message = "batch_size ${var.batch_size} needs maximum_batching_window of 1 or more: without a window, Lambda takes 10 messages at most."
    }

    precondition {
      condition     = coalesce(local.maximum_concurrency, 0) <= coalesce(var.reserved_concurrency, 1000)
      error_message = "maximum_concurrency (${coalesce(local.maximum_concurrency, 0)}) must not exceed reserved_concurrency (${coalesce(var.reserved_concurrency, 0)}): messages would be received again and again without an environment."
    }
  }
}
