mock_provider "aws" {
  source = "../../tests/mocks"
}

run "the_role_does_what_a_job_needs_and_no_more" {
  command = plan

  # It reads manifests, writes reports and invokes the alias.
  assert {
    condition = { for statement in jsondecode(aws_iam_role_policy.backfill.policy).Statement : statement.Sid => [statement.Effect, statement.Action, statement.Resource] } == {
      ReadManifests  = ["Allow", ["s3:GetObject", "s3:GetObjectVersion"], "arn:aws:s3:::the-bucket/compressor-backfill/manifests/*"]
      WriteReports   = ["Allow", ["s3:PutObject"], "arn:aws:s3:::the-bucket/compressor-backfill/reports/*"]
      InvokeFunction = ["Allow", ["lambda:InvokeFunction"], "arn:aws:lambda:eu-central-1:123456789012:function:compressor:live"]
    }
    error_message = "The function reads sources and writes archives with its own role; this one does neither."
  }

  # S3 Batch Operations of this account alone may take it.
  assert {
    condition = jsondecode(aws_iam_role.backfill.assume_role_policy).Statement == [{
      Effect    = "Allow"
      Action    = "sts:AssumeRole"
      Principal = { Service = "batchoperations.s3.amazonaws.com" }
      Condition = { StringEquals = { "aws:SourceAccount" = "123456789012" } }
    }]
    error_message = "A job of another account must not act with this role."
  }
}

run "a_key_is_used_to_read_manifests_and_the_companys_rules_for_roles_are_kept" {
  command = plan

  variables {
    kms_key_arn          = "arn:aws:kms:eu-central-1:123456789012:key/1"
    iam_path             = "/service/"
    permissions_boundary = "arn:aws:iam::123456789012:policy/boundary"
  }

  assert {
    condition = [for statement in jsondecode(aws_iam_role_policy.backfill.policy).Statement : [statement.Action, statement.Resource] if startswith(statement.Action[0], "kms:")] == [
      [["kms:Decrypt"], "arn:aws:kms:eu-central-1:123456789012:key/1"]
    ]
    error_message = "Manifests are encrypted with the bucket's key."
  }

  assert {
    condition     = aws_iam_role.backfill.path == "/service/" && aws_iam_role.backfill.permissions_boundary == "arn:aws:iam::123456789012:policy/boundary"
    error_message = "Companies allow no role without them."
  }
}

run "sources_under_the_prefix_of_manifests_are_refused" {
  command = plan

  variables {
    incoming_prefix = "compressor-backfill/incoming/"
  }

  expect_failures = [aws_iam_role.backfill]
}
