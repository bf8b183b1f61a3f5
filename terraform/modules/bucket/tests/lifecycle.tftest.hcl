mock_provider "aws" {
  source = "../../tests/mocks"
}

run "sources_expire_and_abandoned_uploads_are_aborted" {
  command = plan

  assert {
    condition = jsondecode(output.lifecycle_json).Rules == [
      { ID = "expire-incoming", Status = "Enabled", Filter = { Prefix = "incoming/" }, Expiration = { Days = 7 } },
      { ID = "abort-incomplete-uploads", Status = "Enabled", Filter = { Prefix = "" }, AbortIncompleteMultipartUpload = { DaysAfterInitiation = 1 } },
      {
        ID                          = "expire-noncurrent-versions", Status = "Enabled", Filter = { Prefix = "" }
        Expiration                  = { ExpiredObjectDeleteMarker = true }
        NoncurrentVersionExpiration = { NoncurrentDays = 7 }
      },
    ]
    error_message = "Archives stay, sources expire, incomplete uploads are aborted after a day, and versions of a time with versioning expire."
  }

  assert {
    condition     = [for rule in aws_s3_bucket_lifecycle_configuration.this[0].rule : rule.id] == ["expire-incoming", "abort-incomplete-uploads", "expire-noncurrent-versions"]
    error_message = "The bucket must get the rules of the JSON."
  }

  assert {
    condition     = one(aws_s3_bucket_lifecycle_configuration.this[0].rule[0].expiration).days == 7 && one(aws_s3_bucket_lifecycle_configuration.this[0].rule[0].filter).prefix == "incoming/"
    error_message = "Only incoming/ expires."
  }

  assert {
    condition     = one(aws_s3_bucket_lifecycle_configuration.this[0].rule[1].abort_incomplete_multipart_upload).days_after_initiation == 1
    error_message = "Parts of an upload that nobody completes are paid for until they are aborted."
  }
}

run "rules_for_archives_versions_and_others_are_added_where_asked" {
  command = plan

  variables {
    processed_transitions      = [{ days = 30, storage_class = "STANDARD_IA" }, { days = 90, storage_class = "DEEP_ARCHIVE" }]
    processed_expiration_days  = 365
    transition_minimum_size    = "varies_by_storage_class"
    versioning                 = true
    additional_lifecycle_rules = [{ id = "expire-reports", prefix = "reports/", expire_days = 90, noncurrent_days = 1 }]
  }

  # Archives move and expire where asked.
  assert {
    condition     = aws_s3_bucket_lifecycle_configuration.this[0].transition_default_minimum_object_size == "varies_by_storage_class"
    error_message = "Without it, S3 moves no archive below 128 KB."
  }

  assert {
    condition = [for rule in jsondecode(output.lifecycle_json).Rules : rule if rule.ID == "age-processed"] == [{
      ID          = "age-processed", Status = "Enabled", Filter = { Prefix = "processed/" }, Expiration = { Days = 365 }
      Transitions = [{ Days = 30, StorageClass = "STANDARD_IA" }, { Days = 90, StorageClass = "DEEP_ARCHIVE" }]
    }]
    error_message = "Only processed/ moves."
  }

  # Noncurrent versions expire.
  assert {
    condition = [for rule in jsondecode(output.lifecycle_json).Rules : rule if rule.ID == "expire-noncurrent-versions"] == [{
      ID                          = "expire-noncurrent-versions", Status = "Enabled", Filter = { Prefix = "" }
      Expiration                  = { ExpiredObjectDeleteMarker = true }
      NoncurrentVersionExpiration = { NoncurrentDays = 7 }
    }]
    error_message = "With versioning, a deleted source would otherwise be paid for ever."
  }

  # Rules of others are added.
  assert {
    condition = [for rule in jsondecode(output.lifecycle_json).Rules : rule if rule.ID == "expire-reports"] == [{
      ID                          = "expire-reports", Status = "Enabled", Filter = { Prefix = "reports/" }, Expiration = { Days = 90 }
      NoncurrentVersionExpiration = { NoncurrentDays = 1 }
    }]
    error_message = "A bucket has one lifecycle: what others need must fit in."
  }
}

run "warmer_after_colder_is_refused" {
  command = plan

  variables {
    processed_transitions = [{ days = 30, storage_class = "GLACIER" }, { days = 90, storage_class = "STANDARD_IA" }]
  }

  expect_failures = [aws_s3_bucket_lifecycle_configuration.this]
}

run "a_transition_to_where_archives_begin_is_refused" {
  command = plan

  variables {
    storage_class         = "GLACIER_IR"
    processed_transitions = [{ days = 30, storage_class = "GLACIER_IR" }]
  }

  expect_failures = [aws_s3_bucket_lifecycle_configuration.this]
}

run "transitions_out_of_order_are_refused" {
  command = plan

  variables {
    processed_transitions = [{ days = 90, storage_class = "STANDARD_IA" }, { days = 90, storage_class = "GLACIER" }]
  }

  expect_failures = [aws_s3_bucket_lifecycle_configuration.this]
}

run "expiry_before_the_last_transition_is_refused" {
  command = plan

  variables {
    processed_transitions     = [{ days = 90, storage_class = "GLACIER" }]
    processed_expiration_days = 90
  }

  expect_failures = [aws_s3_bucket_lifecycle_configuration.this]
}

run "one_zone_to_glacier_instant_retrieval_is_refused" {
  command = plan

  variables {
    processed_transitions = [{ days = 30, storage_class = "ONEZONE_IA" }, { days = 90, storage_class = "GLACIER_IR" }]
  }

  expect_failures = [aws_s3_bucket_lifecycle_configuration.this]
}

run "a_move_out_of_infrequent_access_before_its_30_days_is_refused" {
  command = plan

  variables {
    processed_transitions = [{ days = 30, storage_class = "STANDARD_IA" }, { days = 59, storage_class = "GLACIER" }]
  }

  expect_failures = [aws_s3_bucket_lifecycle_configuration.this]
}

run "a_move_out_of_the_class_that_archives_begin_in_before_its_90_days_is_refused" {
  command = plan

  variables {
    storage_class         = "GLACIER_IR"
    processed_transitions = [{ days = 89, storage_class = "DEEP_ARCHIVE" }]
  }

  expect_failures = [aws_s3_bucket_lifecycle_configuration.this]
}

run "every_step_on_its_first_possible_day_is_taken" {
  command = plan

  variables {
    processed_transitions = [
      { days = 30, storage_class = "STANDARD_IA" }, { days = 60, storage_class = "INTELLIGENT_TIERING" }, { days = 61, storage_class = "GLACIER_IR" },
      { days = 151, storage_class = "GLACIER" }, { days = 241, storage_class = "DEEP_ARCHIVE" },
    ]
  }

  assert {
    condition     = length(aws_s3_bucket_lifecycle_configuration.this[0].rule) == 4
    error_message = "The whole way down is one that S3 goes."
  }
}
