mock_provider "aws" {
  source = "./tests/mocks"
}

variables {
  function_package = "tests/packages/function-x86_64.zip"
  alarm_emails     = ["ops@example.org"]
}

run "unknown_architecture_is_refused" {
  command = plan

  variables {
    architecture = "x64"
  }

  expect_failures = [var.architecture]
}

run "memory_below_lambdas_least_is_refused" {
  command = plan

  variables {
    memory_size = 64
  }

  expect_failures = [var.memory_size]
}

run "memory_above_lambdas_most_is_refused" {
  command = plan

  variables {
    memory_size = 10241
  }

  expect_failures = [var.memory_size]
}

run "timeout_above_lambdas_most_is_refused" {
  command = plan

  variables {
    timeout = 901
  }

  expect_failures = [var.timeout]
}

run "no_environments_at_all_are_refused" {
  command = plan

  variables {
    reserved_concurrency = 0
  }

  expect_failures = [var.reserved_concurrency]
}

run "half_a_warm_environment_is_refused" {
  command = plan

  variables {
    provisioned_concurrency = 0.5
  }

  expect_failures = [var.provisioned_concurrency]
}

run "three_retries_are_refused" {
  command = plan

  variables {
    maximum_retry_attempts = 3
  }

  expect_failures = [var.maximum_retry_attempts]
}

run "event_age_above_lambdas_most_is_refused" {
  command = plan

  variables {
    maximum_event_age_seconds = 21601
  }

  expect_failures = [var.maximum_event_age_seconds]
}

run "unknown_tracing_is_refused" {
  command = plan

  variables {
    tracing = "On"
  }

  expect_failures = [var.tracing]
}

run "log_retention_that_cloudwatch_lacks_is_refused" {
  command = plan

  variables {
    log_retention_days = 8
  }

  expect_failures = [var.log_retention_days]
}

run "log_key_by_its_alias_is_refused" {
  command = plan

  variables {
    log_kms_key_arn = "arn:aws:kms:eu-central-1:123456789012:alias/logs"
  }

  expect_failures = [var.log_kms_key_arn]
}

run "an_alias_as_the_environments_key_is_refused" {
  command = plan

  variables {
    environment_kms_key_arn = "arn:aws:kms:eu-central-1:123456789012:alias/key"
  }

  expect_failures = [var.environment_kms_key_arn]
}

run "another_arn_as_code_signing_configuration_is_refused" {
  command = plan

  variables {
    code_signing_config_arn = "arn:aws:signer:eu-central-1:123456789012:/signing-profiles/p"
  }

  expect_failures = [var.code_signing_config_arn]
}

run "a_hash_in_hex_is_refused" {
  command = plan

  variables {
    function_package    = null
    function_package_s3 = { bucket = "b", key = "k", sha256 = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855" }
  }

  expect_failures = [var.function_package_s3]
}

run "a_role_by_its_name_is_refused" {
  command = plan

  variables {
    role_arn = "compressor"
  }

  expect_failures = [var.role_arn]
}

run "a_path_without_slashes_is_refused" {
  command = plan

  variables {
    iam_path = "service"
  }

  expect_failures = [var.iam_path]
}

run "a_boundary_by_its_name_is_refused" {
  command = plan

  variables {
    permissions_boundary = "boundary"
  }

  expect_failures = [var.permissions_boundary]
}

run "an_unknown_log_class_is_refused" {
  command = plan

  variables {
    log_class = "GLACIER"
  }

  expect_failures = [var.log_class]
}

run "half_a_quota_is_refused" {
  command = plan

  variables {
    concurrency_quota = 0.5
  }

  expect_failures = [var.concurrency_quota]
}

run "a_version_by_another_name_is_refused" {
  command = plan

  variables {
    live_version = "$LATEST"
  }

  expect_failures = [var.live_version]
}

run "a_canary_of_everything_is_refused" {
  command = plan

  variables {
    canary_percent = 100
  }

  expect_failures = [var.canary_percent]
}
