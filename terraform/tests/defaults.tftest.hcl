mock_provider "aws" {
  source = "./tests/mocks"
}

variables {
  function_package = "tests/packages/function-x86_64.zip"
  alarm_emails     = ["ops@example.org"]
}

run "settings_reach_the_function_under_their_names" {
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
}

run "bucket_is_named_after_deployment_account_and_region" {
  command = plan

  assert {
    condition     = output.bucket_arn == "arn:aws:s3:::compressor-123456789012-eu-central-1"
    error_message = "The bucket's name must be unique without being asked for."
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
