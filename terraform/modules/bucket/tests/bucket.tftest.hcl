mock_provider "aws" {
  source = "../../tests/mocks"
}

run "a_bucket_is_private_encrypted_and_without_versions_by_default" {
  command = plan

  # Nothing is public and ACLs are off.
  assert {
    condition = (
      aws_s3_bucket_public_access_block.this[0].block_public_acls && aws_s3_bucket_public_access_block.this[0].block_public_policy &&
      aws_s3_bucket_public_access_block.this[0].ignore_public_acls && aws_s3_bucket_public_access_block.this[0].restrict_public_buckets
    )
    error_message = "All four blocks of public access must be on."
  }

  assert {
    condition     = aws_s3_bucket_ownership_controls.this[0].rule[0].object_ownership == "BucketOwnerEnforced"
    error_message = "Access control lists must be off."
  }

  # Objects are encrypted by s3 unless a key is given.
  assert {
    condition     = one(one(aws_s3_bucket_server_side_encryption_configuration.this[0].rule).apply_server_side_encryption_by_default).sse_algorithm == "AES256"
    error_message = "SSE-S3 is the default."
  }

  # Versions are not kept by default.
  assert {
    condition     = length(aws_s3_bucket_versioning.this) == 0
    error_message = "Versioning is optional, and off."
  }

  assert {
    condition     = length(aws_s3_bucket_metric.requests) == 0
    error_message = "Request metrics cost money: only where asked for."
  }
}

run "what_is_asked_for_is_set_on_the_bucket" {
  command = plan

  variables {
    kms_key_arn = "arn:aws:kms:eu-central-1:123456789012:key/1"
    access_log  = { bucket = "the-logs", prefix = "compressor/" }
    versioning  = true
    object_lock = { mode = "GOVERNANCE", days = 30 }
  }

  # A key is used through a bucket key.
  assert {
    condition = (
      one(one(aws_s3_bucket_server_side_encryption_configuration.this[0].rule).apply_server_side_encryption_by_default).sse_algorithm == "aws:kms" &&
      one(aws_s3_bucket_server_side_encryption_configuration.this[0].rule).bucket_key_enabled
    )
    error_message = "Without a bucket key each object costs a KMS request."
  }

  # An access log goes where it is wanted.
  assert {
    condition     = aws_s3_bucket_logging.this[0].target_bucket == "the-logs" && aws_s3_bucket_logging.this[0].target_prefix == "compressor/"
    error_message = "Bucket and prefix are passed through."
  }

  # Objects are locked where it is wanted.
  assert {
    condition     = aws_s3_bucket.this[0].object_lock_enabled && one(aws_s3_bucket_object_lock_configuration.this[0].rule[0].default_retention).days == 30
    error_message = "The bucket is made with object lock, and new objects get the retention."
  }
}

run "an_existing_bucket_is_left_alone" {
  command = plan

  variables {
    create_bucket    = false
    manage_policy    = false
    manage_lifecycle = false
  }

  assert {
    condition = (
      length(aws_s3_bucket.this) + length(aws_s3_bucket_policy.this) + length(aws_s3_bucket_lifecycle_configuration.this) +
      length(aws_s3_bucket_public_access_block.this) + length(aws_s3_bucket_ownership_controls.this) +
      length(aws_s3_bucket_server_side_encryption_configuration.this) + length(aws_s3_bucket_versioning.this)
    ) == 0
    error_message = "Nothing of another team's bucket may be managed unasked."
  }

  assert {
    condition     = [for statement in jsondecode(output.policy_json).Statement : statement.Sid] == ["DenyInsecureTransport", "DenyArchivesFromOthers", "DenyUnconditionalArchives"]
    error_message = "Its owners need the JSON to merge, and it must not deny their own uploads, nor those of a second deployment."
  }

  assert {
    condition     = { for rule in jsondecode(output.lifecycle_json).Rules : rule.ID => rule.Filter.Prefix } == { expire-incoming = "incoming/", abort-incomplete-uploads-incoming = "incoming/", abort-incomplete-uploads-processed = "processed/" }
    error_message = "Every rule is about our prefixes: the rest of the bucket is not ours."
  }
}

run "an_existing_bucket_can_have_its_policy_managed_alone" {
  command = plan

  variables {
    create_bucket    = false
    manage_policy    = true
    manage_lifecycle = false
  }

  assert {
    condition     = aws_s3_bucket_policy.this[0].bucket == "the-bucket" && length(aws_s3_bucket_lifecycle_configuration.this) == 0
    error_message = "Each of the bucket's singletons is managed by its own switch."
  }
}

run "a_name_too_long_for_a_bucket_is_refused" {
  command = plan

  variables {
    bucket_name = "a-name-that-goes-on-and-on-until-it-has-more-than-sixty-three-letters"
  }

  expect_failures = [aws_s3_bucket.this]
}

run "noncurrent_versions_of_others_stay_in_an_existing_bucket" {
  command = plan

  variables {
    create_bucket    = false
    manage_policy    = false
    manage_lifecycle = false
    versioning       = true
  }

  assert {
    condition     = [for rule in jsondecode(output.lifecycle_json).Rules : rule.Filter.Prefix if strcontains(rule.ID, "noncurrent")] == ["incoming/", "processed/"]
    error_message = "Only versions under our prefixes expire."
  }
}

run "a_lock_without_versions_is_refused" {
  command = plan

  variables {
    object_lock = { mode = "GOVERNANCE", days = 30 }
  }

  expect_failures = [aws_s3_bucket.this]
}
