provider "aws" {}

locals {
  name      = "orders"
  tags      = { Application = "compressor", Deployment = local.name }
  queue_arn = "arn:${data.aws_partition.current.partition}:sqs:${data.aws_region.current.id}:${data.aws_caller_identity.current.account_id}:${local.name}-uploads"
}

data "aws_caller_identity" "current" {}
data "aws_partition" "current" {}
data "aws_region" "current" {}

module "compressor" {
  source = "../.."

  name             = local.name
  function_package = var.function_package
  alarm_emails     = var.alarm_emails

  # The bucket tells the topic of uploads already, and the topic tells others too.
  create_bucket = false
  bucket_name   = var.bucket_name

  # Put together, not the resource's: whether there is a queue has to be known when the plan is made.
  event_source    = "queue"
  event_queue_arn = local.queue_arn
  timeout         = 600

  # Lambda looks for the queue when it is told to read it. With depends_on, bucket_name and zone_ids have to be set.
  depends_on = [aws_sqs_queue.uploads]
  zone_ids   = var.zone_ids
}

resource "aws_sqs_queue" "uploads" {
  name                       = "${local.name}-uploads"
  visibility_timeout_seconds = 3600 # six timeouts of the function's
  message_retention_seconds  = 518400
  receive_wait_time_seconds  = 20
  sqs_managed_sse_enabled    = true

  redrive_policy = jsonencode({ deadLetterTargetArn = aws_sqs_queue.dead_letters.arn, maxReceiveCount = 20 })

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid       = "LetTopicSend"
      Effect    = "Allow"
      Principal = { Service = "sns.amazonaws.com" }
      Action    = "sqs:SendMessage"
      Resource  = local.queue_arn
      Condition = { ArnEquals = { "aws:SourceArn" = var.topic_arn } }
    }]
  })

  tags = local.tags
}

resource "aws_sqs_queue" "dead_letters" {
  name                      = "${local.name}-uploads-dead-letters"
  message_retention_seconds = 1209600
  sqs_managed_sse_enabled   = true

  tags = local.tags
}

# The topic may announce more than the function compresses: it skips the rest, for the price of a request.
resource "aws_sns_topic_subscription" "uploads" {
  topic_arn            = var.topic_arn
  protocol             = "sqs"
  endpoint             = aws_sqs_queue.uploads.arn
  raw_message_delivery = true
}
