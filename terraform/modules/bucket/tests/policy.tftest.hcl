mock_provider "aws" {
  source = "../../tests/mocks"
}

run "the_policy_denies_what_must_not_happen_and_allows_nothing" {
  command = plan

  # Plain HTTP is denied.
  assert {
    condition = [for statement in jsondecode(aws_s3_bucket_policy.this[0].policy).Statement : statement if statement.Sid == "DenyInsecureTransport"] == [{
      Sid       = "DenyInsecureTransport"
      Effect    = "Deny"
      Principal = "*"
      Action    = "s3:*"
      Resource  = ["arn:aws:s3:::the-bucket", "arn:aws:s3:::the-bucket/*"]
      Condition = { Bool = { "aws:SecureTransport" = "false" } }
    }]
    error_message = "Bucket and objects must refuse what does not come over TLS."
  }

  # Archives are written by the function alone and never blindly.
  assert {
    condition = { for statement in jsondecode(aws_s3_bucket_policy.this[0].policy).Statement : statement.Sid => [statement.Resource, statement.Condition] if strcontains(statement.Sid, "Archives") } == {
      DenyArchivesFromOthers = ["arn:aws:s3:::the-bucket/processed/*", { ArnNotEquals = { "aws:PrincipalArn" = "arn:aws:iam::123456789012:role/compressor" } }]
      DenyUnconditionalArchives = ["arn:aws:s3:::the-bucket/processed/*", {
        Null = { "s3:if-none-match" = "true", "s3:if-match" = "true" }
        Bool = { "s3:ObjectCreationOperation" = "true" }
      }]
    }
    error_message = "Writes to processed/ need the function's role and a condition; parts of a multipart upload cannot carry one."
  }

  # Uploads that no notification matches are denied.
  assert {
    condition     = [for statement in jsondecode(aws_s3_bucket_policy.this[0].policy).Statement : statement.NotResource if statement.Sid == "DenyUploadsThatNothingMatches"] == [["arn:aws:s3:::the-bucket/incoming/*.json", "arn:aws:s3:::the-bucket/processed/*", "arn:aws:s3:::the-bucket/compressor-doctor/*"]]
    error_message = "Only sources with the suffix, archives, and the doctor's markers may be written."
  }

  # Nothing is allowed by the bucket policy.
  assert {
    condition     = alltrue([for statement in jsondecode(aws_s3_bucket_policy.this[0].policy).Statement : statement.Effect == "Deny"])
    error_message = "Permissions come from roles; the bucket only denies."
  }

  # Uploads that only the uploader can read are denied.
  assert {
    condition     = contains([for statement in jsondecode(output.policy_json).Statement : [statement.Effect, statement.Condition] if can(statement.Condition)], ["Deny", { Null = { "s3:x-amz-server-side-encryption-customer-algorithm" = "false" } }])
    error_message = "The function has no key for SSE-C."
  }
}

run "statements_for_other_keys_and_of_others_are_added_where_asked" {
  command = plan

  variables {
    additional_policy_json = "{\"Version\": \"2012-10-17\", \"Statement\": [{\"Sid\": \"LetReadersRead\", \"Effect\": \"Allow\", \"Principal\": {\"AWS\": \"arn:aws:iam::123456789012:role/reader\"}, \"Action\": \"s3:GetObject\", \"Resource\": \"arn:aws:s3:::the-bucket/processed/*\"}]}"
    kms_key_arn            = "arn:aws:kms:eu-central-1:123456789012:key/1"
    deny_other_encryption  = true
    backfill_prefix        = "compressor-backfill/"
  }

  # Manifests and reports of backfills are admitted, and removed.
  assert {
    condition     = one([for statement in jsondecode(aws_s3_bucket_policy.this[0].policy).Statement : statement.NotResource if statement.Sid == "DenyUploadsThatNothingMatches"])[3] == "arn:aws:s3:::the-bucket/compressor-backfill/*"
    error_message = "S3 Batch Operations must be able to write its report."
  }

  assert {
    condition     = one([for rule in jsondecode(output.lifecycle_json).Rules : [rule.Filter.Prefix, rule.Expiration.Days] if rule.ID == "expire-backfill"]) == ["compressor-backfill/", 90]
    error_message = "Nobody else removes them."
  }

  # Statements of others are added.
  assert {
    condition     = contains(jsondecode(aws_s3_bucket_policy.this[0].policy).Statement[*].Sid, "LetReadersRead") && length(jsondecode(aws_s3_bucket_policy.this[0].policy).Statement) == 7
    error_message = "A bucket has one policy: what others need must fit in."
  }

  # Uploads under other keys are denied where it is wanted.
  assert {
    condition = [for statement in jsondecode(aws_s3_bucket_policy.this[0].policy).Statement : [statement.Effect, statement.Resource, statement.Condition] if statement.Sid == "DenyUploadsUnderOtherKeys"] == [["Deny", "arn:aws:s3:::the-bucket/incoming/*.json", {
      Null         = { "s3:x-amz-server-side-encryption" = "false" }
      ArnNotEquals = { "s3:x-amz-server-side-encryption-aws-kms-key-id" = "arn:aws:kms:eu-central-1:123456789012:key/1" }
    }]]
    error_message = "Only uploads that ask for an encryption are looked at: the others get the bucket's key."
  }
}

run "a_policy_that_is_none_is_refused" {
  command = plan

  variables {
    additional_policy_json = "{}"
  }

  expect_failures = [aws_s3_bucket_policy.this]
}

run "a_policy_too_long_for_s3_is_refused" {
  command = plan

  variables {
    additional_policy_json = format("{\"Statement\": [{\"Effect\": \"Allow\", \"Sid\": \"%020480d\"}]}", 0)
  }

  expect_failures = [aws_s3_bucket_policy.this]
}
