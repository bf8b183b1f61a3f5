mock_provider "aws" {
  source = "../../tests/mocks"
}

run "function_is_the_one_that_was_designed" {
  command = plan

  assert {
    condition = (
      aws_lambda_function.this.runtime == "provided.al2023" && aws_lambda_function.this.architectures == tolist(["x86_64"]) &&
      aws_lambda_function.this.memory_size == 512 && aws_lambda_function.this.timeout == 600 &&
      aws_lambda_function.this.reserved_concurrent_executions == 1500
    )
    error_message = "Custom runtime, x86_64, 512 MB, 600 s, 1,500 environments."
  }

  assert {
    condition     = aws_lambda_function.this.replace_security_groups_on_destroy == null
    error_message = "It would move $LATEST only, and leave interfaces in another team's default group."
  }

  # Logs cost little and go to a group with an end.
  assert {
    condition = aws_lambda_function.this.logging_config[0] == {
      log_format            = "JSON"
      log_group             = "/aws/lambda/compressor"
      application_log_level = "TRACE"
      system_log_level      = "WARN"
    }
    error_message = "REPORT lines of every invocation would cost more than the function's own lines."
  }

  assert {
    condition     = aws_cloudwatch_log_group.function[0].retention_in_days == 7
    error_message = "Logs are kept for 7 days."
  }

  # Events reach a published version through the alias.
  assert {
    condition     = aws_lambda_function.this.publish && aws_lambda_alias.live.function_version == "7" && aws_lambda_alias.live.name == "live"
    error_message = "Code and settings must change together."
  }

  assert {
    condition = (
      aws_lambda_function_event_invoke_config.live.qualifier == "live" && aws_lambda_function_event_invoke_config.live.maximum_retry_attempts == 2 &&
      aws_lambda_function_event_invoke_config.live.maximum_event_age_in_seconds == 21600
    )
    error_message = "Two retries within six hours, for the alias that receives events."
  }

  assert {
    condition     = aws_lambda_function_event_invoke_config.live.destination_config[0].on_failure[0].destination == "arn:aws:sqs:eu-central-1:123456789012:a-queue"
    error_message = "What fails for good goes to the dead letter queue."
  }

  # Dead letters expire a day before their objects.
  assert {
    condition     = aws_sqs_queue.dead_letters.message_retention_seconds == 6 * 86400 && aws_sqs_queue.dead_letters.sqs_managed_sse_enabled
    error_message = "Seven days of objects, six of dead letters, encrypted."
  }
}

run "what_is_asked_for_reaches_the_function_its_logs_and_its_queue" {
  command = plan

  variables {
    reserved_concurrency     = null
    provisioned_concurrency  = 50
    incoming_expiration_days = 30
    code_signing_config_arn  = "arn:aws:lambda:eu-central-1:123456789012:code-signing-config:csc-0123456789abcdefg"
    environment_kms_key_arn  = "arn:aws:kms:eu-central-1:123456789012:key/1"
    function_package         = null
    function_package_s3      = { bucket = "artifacts", key = "function.zip", object_version = "v1", sha256 = "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=" }
    log_class                = "INFREQUENT_ACCESS"
  }

  # No limit and warm environments where asked.
  assert {
    condition     = aws_lambda_function.this.reserved_concurrent_executions == -1
    error_message = "null takes the limit away."
  }

  assert {
    condition     = aws_lambda_provisioned_concurrency_config.live[0].qualifier == "live"
    error_message = "Warm environments must be those of the version that receives events."
  }

  # Dead letters are kept for as long as sqs can.
  assert {
    condition     = aws_sqs_queue.dead_letters.message_retention_seconds == 14 * 86400
    error_message = "SQS keeps nothing longer than 14 days."
  }

  # Code signing and a key for the environment are passed on.
  assert {
    condition = (
      aws_lambda_function.this.code_signing_config_arn == "arn:aws:lambda:eu-central-1:123456789012:code-signing-config:csc-0123456789abcdefg" &&
      aws_lambda_function.this.kms_key_arn == "arn:aws:kms:eu-central-1:123456789012:key/1"
    )
    error_message = "Both reach the function as they were given."
  }

  assert {
    condition     = [for statement in jsondecode(aws_iam_role_policy.function[0].policy).Statement : [statement.Action, statement.Resource] if statement.Sid == "DecryptEnvironment"] == [[["kms:Decrypt"], "arn:aws:kms:eu-central-1:123456789012:key/1"]]
    error_message = "Lambda decrypts the environment in the role's name, and needs nothing more of the key."
  }

  # A package from s3 is updated by its hash.
  assert {
    condition = (
      aws_lambda_function.this.filename == null && aws_lambda_function.this.s3_bucket == "artifacts" && aws_lambda_function.this.s3_key == "function.zip" &&
      aws_lambda_function.this.s3_object_version == "v1" && aws_lambda_function.this.source_code_hash == "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="
    )
    error_message = "A pipeline that did not build it deploys it all the same."
  }

  # A log group for infrequent access costs half.
  assert {
    condition     = aws_cloudwatch_log_group.function[0].log_group_class == "INFREQUENT_ACCESS"
    error_message = "The class is the group's."
  }
}

run "a_day_of_objects_is_too_little_for_dead_letters" {
  command = plan

  variables {
    incoming_expiration_days = 1
  }

  expect_failures = [aws_sqs_queue.dead_letters]
}

run "more_warm_environments_than_the_limit_are_refused" {
  command = plan

  variables {
    reserved_concurrency    = 10
    provisioned_concurrency = 11
  }

  expect_failures = [aws_lambda_provisioned_concurrency_config.live]
}

run "two_packages_are_refused" {
  command = plan

  variables {
    function_package_s3 = { bucket = "artifacts", key = "function.zip", sha256 = "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=" }
  }

  expect_failures = [aws_lambda_function.this]
}

run "no_package_is_refused" {
  command = plan

  variables {
    function_package = null
  }

  expect_failures = [aws_lambda_function.this]
}

run "an_earlier_version_can_stay_live_and_write_to_a_log_group_of_somebody_elses" {
  command = plan

  variables {
    create_log_group = false
    live_version     = "6"
  }

  # A log group of somebody elses is used by its name.
  assert {
    condition     = length(aws_cloudwatch_log_group.function) == 0 && aws_lambda_function.this.logging_config[0].log_group == "/aws/lambda/compressor"
    error_message = "Nothing is made, and the function writes to it."
  }

  assert {
    condition     = strcontains(output.role_policy_json, "arn:aws:logs:eu-central-1:123456789012:log-group:/aws/lambda/compressor:*")
    error_message = "The role may write to it."
  }

  # An earlier version can stay live.
  assert {
    condition     = aws_lambda_alias.live.function_version == "6" && length(aws_lambda_alias.live.routing_config) == 0
    error_message = "A rollback lasts."
  }
}

run "a_canary_gets_its_share_and_the_live_version_the_others" {
  command = plan

  variables {
    live_version   = "6"
    canary_percent = 10
  }

  assert {
    condition     = aws_lambda_alias.live.function_version == "6" && aws_lambda_alias.live.routing_config[0].additional_version_weights == tomap({ "7" = 0.1 })
    error_message = "Version 7 is new: a tenth of the events go there."
  }
}

run "without_a_new_version_there_is_no_canary" {
  command = plan

  variables {
    live_version   = "7"
    canary_percent = 10
  }

  assert {
    condition     = length(aws_lambda_alias.live.routing_config[0].additional_version_weights) == 0
    error_message = "Lambda refuses a weight for the version that is live."
  }
}

run "a_canary_beside_nothing_is_refused" {
  command = plan

  variables {
    canary_percent = 10
  }

  expect_failures = [aws_lambda_alias.live]
}

run "a_canary_with_warm_environments_is_refused" {
  command = plan

  variables {
    live_version            = "6"
    canary_percent          = 10
    provisioned_concurrency = 5
  }

  expect_failures = [aws_lambda_alias.live]
}
