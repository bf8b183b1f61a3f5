mock_provider "aws" {
  source = "./tests/mocks"
}

variables {
  function_package = "tests/packages/function-x86_64.zip"
  alarm_emails     = ["ops@example.org"]
}

run "nothing_has_to_be_given_but_the_package" {
  command = plan

  assert {
    condition = output.function_environment == {
      COMPRESSOR_INCOMING_PREFIX      = "incoming/"
      COMPRESSOR_PROCESSED_PREFIX     = "processed/"
      COMPRESSOR_SOURCE_SUFFIX        = ".json"
      COMPRESSOR_MAX_FILE_SIZE        = "50MiB"
      COMPRESSOR_FORMAT               = "zip"
      COMPRESSOR_COMPRESSION          = "balanced"
      COMPRESSOR_STORAGE_CLASS        = "STANDARD"
      COMPRESSOR_SOURCE_AFTER_SUCCESS = "keep"
      COMPRESSOR_VERIFY_ARCHIVES      = "false"
      COMPRESSOR_LOG_SAMPLING_RATE    = "0.01"
      COMPRESSOR_DEBUG                = "false"
      COMPRESSOR_WARM_UP              = "true"
      COMPRESSOR_CA_BUNDLE            = "amazon"
      COMPRESSOR_BUCKET_NAME          = "compressor-123456789012-eu-central-1"

      COMPRESSOR_REPORT_BATCH_ITEM_FAILURES = "false"
    }
    error_message = "The function must get every setting, with the documented default."
  }

  # The bucket is named after deployment, account and region.
  assert {
    condition     = output.bucket_arn == "arn:aws:s3:::compressor-123456789012-eu-central-1"
    error_message = "The bucket's name must be unique without being asked for."
  }

  # The endpoint lets exactly the role's actions through.
  assert {
    condition = module.function.s3_actions == tolist([
      "s3:AbortMultipartUpload", "s3:GetObject", "s3:GetObjectVersion", "s3:ListBucket", "s3:PutObject",
    ])
    error_message = "What the role may, the endpoint must let through, and no more."
  }

  # By default sources are kept, and nobody is told when they expire.
  assert {
    condition     = output.expired_queue_url == null && length(module.alarms.alarm_arns) == 10
    error_message = "Kept sources always expire: an alarm on that would never stop."
  }

  # A bucket that keeps sources needs no versions.
  assert {
    condition     = module.bucket.versioning == null
    error_message = "Versions of replaced sources cost storage for nothing."
  }

  # Nothing is made for backfills.
  assert {
    condition     = output.backfill_role_arn == null && !strcontains(module.bucket.policy_json, "compressor-backfill")
    error_message = "A role that nobody uses is one too many."
  }

  # No quota is asked for unless told to.
  assert {
    condition     = length(aws_servicequotas_service_quota.concurrent_executions) == 0
    error_message = "A request to AWS is the account owner's decision."
  }

  # The package's path stays as it was given.
  assert {
    condition     = output.function_package == "tests/packages/function-x86_64.zip"
    error_message = "An absolute path would make each checkout's plan a change."
  }

  assert {
    condition = (
      output.memory_size == 512 && output.timeout == 600 && output.reserved_concurrency == 1500 && output.architecture == "x86_64" &&
      output.maximum_retry_attempts == 2 && output.maximum_event_age_seconds == 21600
    )
    error_message = "What the design was measured with is what one gets."
  }
}

run "other_partitions_have_their_own_arns_and_roots" {
  command = plan

  override_data {
    target = data.aws_partition.current
    values = { partition = "aws-cn" }
  }

  assert {
    condition     = output.bucket_arn == "arn:aws-cn:s3:::compressor-123456789012-eu-central-1"
    error_message = "No ARN may name a partition."
  }

  assert {
    condition     = output.function_environment.COMPRESSOR_CA_BUNDLE == "system"
    error_message = "Amazon's roots are those of partition aws."
  }
}
