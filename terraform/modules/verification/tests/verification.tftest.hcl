mock_provider "aws" {
  source = "../../tests/mocks"
}

run "the_schedule_runs_the_tool_that_was_given_and_no_other" {
  command = plan

  assert {
    condition = jsondecode(aws_codebuild_project.this.source[0].buildspec).phases.build.commands == [
      "aws s3 cp --no-progress s3://tools/compressor.tar.gz tool.tar.gz",
      "echo 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855  tool.tar.gz' | sha256sum --check",
      "mkdir -p tool && tar -xzf tool.tar.gz -C tool --strip-components 1",
      "tool/compressor verify --function compressor --since 32h --older-than 7h",
    ]
    error_message = "Fetched, checked, unpacked, run: whatever fails ends the build."
  }

  assert {
    condition     = aws_scheduler_schedule.this.schedule_expression == "rate(1 day)" && jsondecode(aws_iam_role_policy.schedule.policy).Statement[0].Resource == "arn:aws:codebuild:eu-central-1:123456789012:project/compressor-verification"
    error_message = "The schedule starts this project, and may start no other."
  }

  # It reads, and changes nothing.
  assert {
    condition = sort(flatten(jsondecode(aws_iam_role_policy.project.policy).Statement[*].Action)) == tolist([
      "lambda:GetFunctionConcurrency", "lambda:GetFunctionConfiguration", "lambda:GetFunctionEventInvokeConfig", "logs:CreateLogStream",
      "logs:PutLogEvents", "s3:GetObject", "s3:GetObject", "s3:ListBucket", "sqs:GetQueueUrl",
    ])
    error_message = "Each action has its reason."
  }

  assert {
    condition     = jsondecode(aws_iam_role.project.assume_role_policy).Statement[0].Condition == { ArnEquals = { "aws:SourceArn" = "arn:aws:codebuild:eu-central-1:123456789012:project/compressor-verification" } }
    error_message = "No other project of the account may take the role."
  }
}

run "events_are_sent_again_where_it_is_wanted" {
  command = plan

  variables {
    verification = merge(var.verification, { requeue = true })
    key_arns     = ["arn:aws:kms:eu-central-1:123456789012:key/1"]
  }

  assert {
    condition     = endswith(jsondecode(aws_codebuild_project.this.source[0].buildspec).phases.build.commands[3], " --older-than 7h --requeue")
    error_message = "The tool is told to."
  }

  assert {
    condition = { for statement in jsondecode(aws_iam_role_policy.project.policy).Statement : statement.Sid => [statement.Action, statement.Resource] if contains(["UseKeys", "SendEventsAgain"], statement.Sid) } == {
      UseKeys         = [["kms:Decrypt"], ["arn:aws:kms:eu-central-1:123456789012:key/1"]]
      SendEventsAgain = [["lambda:InvokeFunction"], ["arn:aws:lambda:eu-central-1:123456789012:function:compressor:live"]]
    }
    error_message = "What it needs for that and no more."
  }
}

run "in_queue_mode_events_are_sent_again_to_the_queue" {
  command = plan

  variables {
    verification    = merge(var.verification, { requeue = true })
    event_queue_arn = "arn:aws:sqs:eu-central-1:123456789012:compressor-events"
  }

  assert {
    condition = { for statement in jsondecode(aws_iam_role_policy.project.policy).Statement : statement.Sid => [statement.Action, statement.Resource] if contains(["FindQueues", "SendEventsAgain"], statement.Sid) } == {
      FindQueues      = [["sqs:GetQueueUrl"], ["arn:aws:sqs:eu-central-1:123456789012:compressor-dead-letters", "arn:aws:sqs:eu-central-1:123456789012:compressor-events"]]
      SendEventsAgain = [["sqs:SendMessage"], ["arn:aws:sqs:eu-central-1:123456789012:compressor-events"]]
    }
    error_message = "It finds the queue and sends to it, and need not invoke the function."
  }
}
