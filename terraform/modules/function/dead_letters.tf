locals {
  seconds_per_day = 86400

  # SQS keeps at most 14 days; a day less than the sources, so that a dead letter never outlives its object.
  dead_letter_retention_days = min(14, var.incoming_expiration_days - 1)
  dead_letter_queue_name     = "${local.function_name}-dead-letters"
}

resource "aws_sqs_queue" "dead_letters" {
  name                      = local.dead_letter_queue_name
  message_retention_seconds = local.dead_letter_retention_days * local.seconds_per_day
  sqs_managed_sse_enabled   = true

  tags = var.tags

  lifecycle {
    precondition {
      condition     = var.incoming_expiration_days >= 2
      error_message = "incoming_expiration_days must be 2 or more: dead letters are kept a day less than their objects."
    }
  }
}
