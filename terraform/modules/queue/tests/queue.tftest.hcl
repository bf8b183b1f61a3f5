mock_provider "aws" {
  source = "../../tests/mocks"
}

run "messages_are_kept_retried_and_handed_over_as_designed" {
  command = plan

  # An outage of two hours makes no dead letter and a poison message is one within a day.
  assert {
    condition = (
      aws_sqs_queue.events[0].visibility_timeout_seconds == 3600 &&
      jsondecode(aws_sqs_queue.events[0].redrive_policy) == { deadLetterTargetArn = "arn:aws:sqs:eu-central-1:123456789012:compressor-dead-letters", maxReceiveCount = 20 }
    )
    error_message = "Six timeouts of 600 s, 20 times: 20 hours."
  }

  # Messages outlive no object and are encrypted.
  assert {
    condition     = aws_sqs_queue.events[0].message_retention_seconds == 6 * 86400 && aws_sqs_queue.events[0].sqs_managed_sse_enabled
    error_message = "A day less than the sources, which are kept for 7."
  }

  # Only the bucket sends and only over TLS.
  assert {
    condition = [for statement in jsondecode(aws_sqs_queue_policy.events[0].policy).Statement : [statement.Effect, statement.Action, statement.Condition]] == [
      ["Allow", "sqs:SendMessage", { ArnEquals = { "aws:SourceArn" = "arn:aws:s3:::the-bucket" }, StringEquals = { "aws:SourceAccount" = "123456789012" } }],
      ["Deny", "sqs:*", { Bool = { "aws:SecureTransport" = "false" } }],
    ]
    error_message = "Bucket names can change hands: the account must match too."
  }

  # The alias gets batches and says which messages failed.
  assert {
    condition = (
      aws_lambda_event_source_mapping.events.function_name == "arn:aws:lambda:eu-central-1:123456789012:function:compressor:live" &&
      aws_lambda_event_source_mapping.events.batch_size == 10 &&
      aws_lambda_event_source_mapping.events.function_response_types == toset(["ReportBatchItemFailures"]) &&
      length(aws_lambda_event_source_mapping.events.scaling_config) == 0
    )
    error_message = "Without ReportBatchItemFailures, messages that failed would be deleted."
  }
}

run "a_short_timeout_still_gives_an_outage_its_time" {
  command = plan

  variables {
    timeout = 10
  }

  assert {
    condition     = aws_sqs_queue.events[0].visibility_timeout_seconds * 20 == 12000
    error_message = "200 minutes for all receives together."
  }
}

run "a_long_timeout_keeps_poison_messages_to_a_day" {
  command = plan

  variables {
    timeout           = 900
    max_receive_count = 30
  }

  assert {
    condition     = aws_sqs_queue.events[0].visibility_timeout_seconds == 2880
    error_message = "30 times 48 minutes are a day."
  }
}

run "messages_are_kept_for_as_long_as_SQS_can" {
  command = plan

  variables {
    incoming_expiration_days = 90
  }

  assert {
    condition     = aws_sqs_queue.events[0].message_retention_seconds == 1209600
    error_message = "14 days at most."
  }
}

run "fewer_environments_than_lambda_polls_with_bound_the_batches" {
  command = plan

  variables {
    reserved_concurrency = 300
  }

  assert {
    condition     = one(aws_lambda_event_source_mapping.events.scaling_config).maximum_concurrency == 300
    error_message = "Messages without an environment would be received until they are dead letters."
  }
}

run "more_batches_than_environments_are_refused" {
  command = plan

  variables {
    reserved_concurrency = 300
    maximum_concurrency  = 301
  }

  expect_failures = [aws_lambda_event_source_mapping.events]
}

run "a_large_batch_needs_a_window" {
  command = plan

  variables {
    batch_size = 11
  }

  expect_failures = [aws_lambda_event_source_mapping.events]
}

run "messages_must_not_come_again_while_they_are_worked_on" {
  command = plan

  variables {
    visibility_timeout_seconds = 599
  }

  expect_failures = [aws_sqs_queue.events]
}

run "a_queue_that_exists_is_left_alone" {
  command = plan

  variables {
    create_queue = false
    queue_arn    = "arn:aws:sqs:eu-central-1:123456789012:theirs"
  }

  assert {
    condition     = length(aws_sqs_queue.events) == 0 && length(aws_sqs_queue_policy.events) == 0 && aws_lambda_event_source_mapping.events.event_source_arn == "arn:aws:sqs:eu-central-1:123456789012:theirs"
    error_message = "Its settings are its owner's."
  }
}
