mock_provider "aws" {
  source = "./tests/mocks"
}

variables {
  function_package = "tests/packages/function-x86_64.zip"
  alarm_emails     = ["ops@example.org"]
}

run "delete_mode_watches_what_expires_and_keeps_versions" {
  command = plan

  variables {
    source_after_success = "delete"
  }

  assert {
    condition     = module.notification.expired_queue_name == "compressor-expired-sources" && length(module.alarms.alarm_arns) == 11
    error_message = "What expires in delete mode was never compressed: it needs a queue and an alarm."
  }

  # A bucket that deletes sources keeps versions.
  assert {
    condition     = module.bucket.versioning == "Enabled"
    error_message = "Without versions a delete cannot tell a newer upload of the same bytes from the one that was compressed."
  }
}

run "an_existing_bucket_is_taken_for_one_without_versions" {
  command = plan

  variables {
    create_bucket        = false
    bucket_name          = "their-bucket"
    source_after_success = "delete"
  }

  assert {
    condition     = strcontains(output.bucket_json_to_merge.notification, "s3:LifecycleExpiration:*")
    error_message = "Without versions an expiry leaves no delete marker: only the wildcard reports it."
  }

  # It is not managed, and its owners get the JSON.
  assert {
    condition     = output.bucket_name == "their-bucket" && alltrue([for part in values(output.bucket_json_to_merge) : part != null])
    error_message = "Notification, policy and lifecycle must be handed over."
  }
}

run "what_is_asked_for_comes_with_what_it_needs" {
  command = plan

  variables {
    request_metrics   = true
    object_lock       = { mode = "GOVERNANCE", days = 30 }
    concurrency_quota = 3000
    backfill          = true
    verification      = { tool_s3 = { bucket = "tools", key = "k", sha256 = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855" } }
  }

  override_data {
    target = data.aws_servicequotas_service_quota.concurrent_executions[0]
    values = { value = 1000 }
  }

  assert {
    condition     = module.bucket.request_metrics_filter == "compressor" && module.verification[0].project_name == "compressor-verification" && length(module.alarms.alarm_arns) == 12
    error_message = "Who pays for request metrics wants the alarm on 503s, and a verification that nobody hears of is useless."
  }

  assert {
    condition     = module.bucket.versioning == "Enabled"
    error_message = "S3 locks versions."
  }

  assert {
    condition     = output.backfill_role_arn != null && strcontains(module.bucket.policy_json, "/compressor-backfill/*") && strcontains(module.bucket.lifecycle_json, "compressor-backfill/")
    error_message = "The role, the bucket policy and the lifecycle go together."
  }

  assert {
    condition     = aws_servicequotas_service_quota.concurrent_executions[0].value == 3000
    error_message = "Less than what is wanted: ask."
  }
}

run "what_is_managed_needs_no_merging" {
  command = plan

  variables {
    create_bucket       = false
    bucket_name         = "their-bucket"
    manage_notification = true
  }

  assert {
    condition     = output.bucket_json_to_merge.notification == null && output.bucket_json_to_merge.policy != null
    error_message = "Only what is not managed here must be merged."
  }
}

run "a_second_copy_shares_no_name_counts_no_lines_and_asks_for_no_quota_that_is_there" {
  command = plan

  variables {
    name              = "second"
    log_class         = "INFREQUENT_ACCESS"
    concurrency_quota = 3000
  }

  override_data {
    target = data.aws_servicequotas_service_quota.concurrent_executions[0]
    values = { value = 5000 }
  }

  assert {
    condition     = length(aws_servicequotas_service_quota.concurrent_executions) == 0
    error_message = "AWS refuses a request for less than there is."
  }

  assert {
    condition     = length(module.alarms.alarm_arns) == 9
    error_message = "CloudWatch refuses metric filters on groups for infrequent access, so source-missing goes."
  }

  assert {
    condition = alltrue([
      for text in [output.function_name, output.log_group_name, output.bucket_arn, output.dashboard_name, module.function.dead_letter_queue_name] :
      strcontains(text, "second") && !strcontains(text, "compressor")
    ])
    error_message = "Every name must begin with the deployment's."
  }
}

run "a_quota_that_leaves_nothing_unreserved_is_refused" {
  command = plan

  variables {
    concurrency_quota = 1550
  }

  override_data {
    target = data.aws_servicequotas_service_quota.concurrent_executions[0]
    values = { value = 1000 }
  }

  expect_failures = [aws_servicequotas_service_quota.concurrent_executions]
}

run "in_queue_mode_the_queue_is_watched_and_read_and_failed_messages_are_reported" {
  command = plan

  variables {
    event_source = "queue"
  }

  assert {
    condition = (
      length(module.alarms.alarm_arns) == 12 && module.function.environment["COMPRESSOR_REPORT_BATCH_ITEM_FAILURES"] == "true" &&
      keys(jsondecode(module.notification.notification_json)) == ["QueueConfigurations"]
    )
    error_message = "Two alarms more, and no message that failed may be deleted."
  }
}

run "while_the_queue_drains_s3_invokes_the_function_and_the_mapping_stays" {
  command = plan

  variables {
    event_source = "draining"
  }

  assert {
    condition     = length(module.queue) == 1 && keys(jsondecode(module.notification.notification_json)) == ["LambdaFunctionConfigurations"]
    error_message = "What S3 sent to the queue before must be worked off."
  }
}

run "a_queue_of_others_keeps_the_bucket_s_notification" {
  command = plan

  variables {
    event_source    = "queue"
    event_queue_arn = "arn:aws:sqs:eu-central-1:123456789012:theirs"
  }

  assert {
    condition     = output.event_queue_url == null && !module.notification.manages
    error_message = "It has the bucket's events already: a notification of ours would replace theirs."
  }
}
