mock_provider "aws" {
  source = "./tests/mocks"
}

variables {
  function_package = "tests/packages/function-x86_64.zip"
  alarm_emails     = ["ops@example.org"]
}

run "bucket_name_with_capitals_is_refused" {
  command = plan

  variables {
    bucket_name = "TheBucket"
  }

  expect_failures = [var.bucket_name]
}

run "existing_bucket_without_a_name_is_refused" {
  command = plan

  variables {
    create_bucket = false
  }

  expect_failures = [var.create_bucket]
}

run "bucket_key_by_its_alias_is_refused" {
  command = plan

  variables {
    kms_key_arn = "alias/bucket"
  }

  expect_failures = [var.kms_key_arn]
}

run "expiry_before_dead_letters_can_be_kept_is_refused" {
  command = plan

  variables {
    incoming_expiration_days = 1
  }

  expect_failures = [var.incoming_expiration_days]
}

run "transition_to_an_unknown_class_is_refused" {
  command = plan

  variables {
    processed_transitions = [{ days = 90, storage_class = "COLD" }]
  }

  expect_failures = [var.processed_transitions]
}

run "transition_before_s3_allows_it_is_refused" {
  command = plan

  variables {
    processed_transitions = [{ days = 29, storage_class = "STANDARD_IA" }]
  }

  expect_failures = [var.processed_transitions]
}

run "expiry_of_archives_on_day_0_is_refused" {
  command = plan

  variables {
    processed_expiration_days = 0
  }

  expect_failures = [var.processed_expiration_days]
}

run "expiry_of_versions_on_day_0_is_refused" {
  command = plan

  variables {
    noncurrent_expiration_days = 0
  }

  expect_failures = [var.noncurrent_expiration_days]
}

run "a_log_of_the_log_is_refused" {
  command = plan

  variables {
    bucket_name = "the-bucket"
    access_log  = { bucket = "the-bucket" }
  }

  expect_failures = [var.access_log]
}

run "a_lock_by_another_name_is_refused" {
  command = plan

  variables {
    object_lock = { mode = "governance", days = 30 }
  }

  expect_failures = [var.object_lock]
}

run "a_lock_on_sources_that_are_to_be_deleted_is_refused" {
  command = plan

  variables {
    source_after_success = "delete"
    object_lock          = { mode = "GOVERNANCE", days = 30 }
  }

  expect_failures = [var.object_lock]
}
