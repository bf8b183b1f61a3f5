mock_provider "aws" {
  source = "../../tests/mocks"
}

run "role_may_do_what_the_function_does_and_no_more" {
  command = plan

  assert {
    condition = { for statement in jsondecode(aws_iam_role_policy.function[0].policy).Statement : statement.Sid => [statement.Action, statement.Resource] if statement.Effect == "Allow" && statement.Sid != "LetLambdaManageInterfaces" } == {
      ReadSources              = [["s3:GetObject", "s3:GetObjectVersion"], "arn:aws:s3:::the-bucket/incoming/*"]
      WriteArchives            = [["s3:AbortMultipartUpload", "s3:GetObject", "s3:PutObject"], "arn:aws:s3:::the-bucket/processed/*"]
      TellMissingFromForbidden = [["s3:ListBucket"], "arn:aws:s3:::the-bucket"]
      SendDeadLetters          = [["sqs:SendMessage"], "arn:aws:sqs:eu-central-1:123456789012:a-queue"]
      WriteLogs                = [["logs:CreateLogStream", "logs:PutLogEvents"], "arn:aws:logs:eu-central-1:123456789012:log-group:/aws/lambda/compressor:*"]
    }
    error_message = "Each permission has its reason; nothing deletes, and no log group is made."
  }

  assert {
    condition     = alltrue([for statement in jsondecode(aws_iam_role_policy.function[0].policy).Statement : alltrue([for action in statement.Action : !strcontains(action, "*")])])
    error_message = "No action may hold a wildcard."
  }

  # Only network interfaces have every resource and not for the code.
  assert {
    condition     = { for statement in jsondecode(aws_iam_role_policy.function[0].policy).Statement : statement.Sid => statement.Effect if statement.Resource == "*" } == { LetLambdaManageInterfaces = "Allow", DenyInterfacesToTheCode = "Deny" }
    error_message = "AWS demands every resource for network interfaces only."
  }

  assert {
    condition = one([
      for statement in jsondecode(aws_iam_role_policy.function[0].policy).Statement : statement.Condition if statement.Sid == "DenyInterfacesToTheCode"
      ]) == { ArnEquals = { "lambda:SourceFunctionArn" = [
        "arn:aws:lambda:eu-central-1:123456789012:function:compressor", "arn:aws:lambda:eu-central-1:123456789012:function:compressor:*",
    ] } }
    error_message = "The function's own code must not touch network interfaces."
  }

  # Lambda alone may take the role.
  assert {
    condition     = [for statement in jsondecode(aws_iam_role.function[0].assume_role_policy).Statement : statement.Principal] == [{ Service = "lambda.amazonaws.com" }]
    error_message = "Nobody else may take the role."
  }
}

run "what_is_asked_for_comes_with_its_permissions_and_the_companys_rules" {
  command = plan

  variables {
    settings             = merge(var.settings, { source_after_success = "delete" })
    kms_key_arn          = "arn:aws:kms:eu-central-1:123456789012:key/1"
    tracing              = "Active"
    iam_path             = "/service/"
    permissions_boundary = "arn:aws:iam::123456789012:policy/boundary"
  }

  # Delete mode may delete sources and only sources.
  assert {
    condition = [for statement in jsondecode(aws_iam_role_policy.function[0].policy).Statement : statement.Resource if contains(statement.Action, "s3:DeleteObject") && contains(statement.Action, "s3:DeleteObjectVersion")] == [
      "arn:aws:s3:::the-bucket/incoming/*"
    ]
    error_message = "Sources are deleted with and without versions; archives never."
  }

  assert {
    condition     = contains(output.s3_actions, "s3:DeleteObject")
    error_message = "The endpoint must let the deletion through."
  }

  # Key and tracing come with their permissions.
  assert {
    condition = { for statement in jsondecode(aws_iam_role_policy.function[0].policy).Statement : statement.Sid => [statement.Action, statement.Resource] if contains(["UseKey", "Trace"], statement.Sid) } == {
      UseKey = [["kms:Decrypt", "kms:GenerateDataKey"], "arn:aws:kms:eu-central-1:123456789012:key/1"]
      Trace  = [["xray:PutTelemetryRecords", "xray:PutTraceSegments"], "*"]
    }
    error_message = "The bucket's key only; X-Ray knows no resources."
  }

  # A role made here keeps to the companys rules.
  assert {
    condition     = aws_iam_role.function[0].path == "/service/" && aws_iam_role.function[0].permissions_boundary == "arn:aws:iam::123456789012:policy/boundary"
    error_message = "Companies allow no role without them."
  }
}

run "a_role_that_exists_is_used_and_its_owner_gets_the_policy" {
  command = plan

  variables {
    role_arn = "arn:aws:iam::123456789012:role/theirs"
  }

  assert {
    condition = (
      length(aws_iam_role.function) + length(aws_iam_role_policy.function) == 0 && aws_lambda_function.this.role == "arn:aws:iam::123456789012:role/theirs" &&
      output.role_arn == "arn:aws:iam::123456789012:role/theirs"
    )
    error_message = "No role is made, and everything names the one that was given."
  }

  assert {
    condition     = length(jsondecode(output.role_policy_json).Statement) == 7
    error_message = "Its owner must learn what it has to be allowed."
  }
}
