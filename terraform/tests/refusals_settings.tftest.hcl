mock_provider "aws" {
  source = "./tests/mocks"
}

variables {
  function_package = "tests/packages/function-x86_64.zip"
  alarm_emails     = ["ops@example.org"]
}

run "name_with_capitals_is_refused" {
  command = plan

  variables {
    name = "Compressor"
  }

  expect_failures = [var.name]
}

run "name_too_long_for_a_bucket_is_refused" {
  command = plan

  variables {
    name = "a-name-that-is-much-too-long-for-it"
  }

  expect_failures = [var.name]
}

run "tag_of_aws_itself_is_refused" {
  command = plan

  variables {
    tags = { "aws:owner" = "me" }
  }

  expect_failures = [var.tags]
}

run "incoming_prefix_without_slash_is_refused" {
  command = plan

  variables {
    incoming_prefix = "incoming"
  }

  expect_failures = [var.incoming_prefix]
}

run "processed_prefix_with_leading_slash_is_refused" {
  command = plan

  variables {
    processed_prefix = "/processed/"
  }

  expect_failures = [var.processed_prefix]
}

run "source_suffix_with_wildcard_is_refused" {
  command = plan

  variables {
    source_suffix = "*.json"
  }

  expect_failures = [var.source_suffix]
}

run "max_file_size_without_unit_is_refused" {
  command = plan

  variables {
    max_file_size = "50"
  }

  expect_failures = [var.max_file_size]
}

run "max_file_size_of_nothing_is_refused" {
  command = plan

  variables {
    max_file_size = "0MiB"
  }

  expect_failures = [var.max_file_size]
}

run "unknown_format_is_refused" {
  command = plan

  variables {
    format = "gz"
  }

  expect_failures = [var.format]
}

run "unknown_compression_is_refused" {
  command = plan

  variables {
    compression = "best"
  }

  expect_failures = [var.compression]
}

run "unknown_storage_class_is_refused" {
  command = plan

  variables {
    storage_class = "COLD"
  }

  expect_failures = [var.storage_class]
}

run "unknown_fate_of_sources_is_refused" {
  command = plan

  variables {
    source_after_success = "move"
  }

  expect_failures = [var.source_after_success]
}

run "sampling_rate_in_percent_is_refused" {
  command = plan

  variables {
    log_sampling_rate = 5
  }

  expect_failures = [var.log_sampling_rate]
}

run "unknown_ca_bundle_is_refused" {
  command = plan

  variables {
    ca_bundle = "mozilla"
  }

  expect_failures = [var.ca_bundle]
}
