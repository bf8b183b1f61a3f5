mock_provider "aws" {
  source = "../../tests/mocks"
}

run "plain_http_is_denied" {
  command = plan

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
}

run "archives_are_written_by_the_function_alone_and_never_blindly" {
  command = plan

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
}

run "uploads_that_no_notification_matches_are_denied" {
  command = plan

  assert {
    condition     = [for statement in jsondecode(aws_s3_bucket_policy.this[0].policy).Statement : statement.NotResource if statement.Sid == "DenyUploadsThatNothingMatches"] == [["arn:aws:s3:::the-bucket/incoming/*.json", "arn:aws:s3:::the-bucket/processed/*", "arn:aws:s3:::the-bucket/compressor-doctor/*"]]
    error_message = "Only sources with the suffix, archives, and the doctor's markers may be written."
  }
}

run "nothing_is_allowed_by_the_bucket_policy" {
  command = plan

  assert {
    condition     = alltrue([for statement in jsondecode(aws_s3_bucket_policy.this[0].policy).Statement : statement.Effect == "Deny"])
    error_message = "Permissions come from roles; the bucket only denies."
  }
}
