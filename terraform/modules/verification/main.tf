# `compressor verify` on a schedule, without a server to keep: CodeBuild runs the released tool, and bills the minutes. A run that finds
# a problem ends with another exit code than 0, and so as a build that failed.

locals {
  project     = "${var.name}-verification"
  project_arn = "arn:${var.account.partition}:codebuild:${var.account.region}:${var.account.id}:project/${local.project}"
}

resource "aws_codebuild_project" "this" {
  # checkov:skip=CKV_AWS_147:There are no artifacts to encrypt.
  name                   = local.project
  description            = "Looks whether every source of ${var.name} has its archive."
  service_role           = aws_iam_role.project.arn
  build_timeout          = 480
  concurrent_build_limit = 1

  artifacts {
    type = "NO_ARTIFACTS"
  }

  source {
    type      = "NO_SOURCE"
    buildspec = jsonencode({ version = "0.2", phases = { build = { commands = local.commands } } })
  }

  environment {
    type         = "LINUX_CONTAINER"
    compute_type = "BUILD_GENERAL1_SMALL"
    image        = "aws/codebuild/amazonlinux-x86_64-standard:5.0"
  }

  logs_config {
    cloudwatch_logs {
      group_name = aws_cloudwatch_log_group.this.name
    }
  }

  tags = var.tags

  depends_on = [aws_iam_role_policy.project]
}

resource "aws_cloudwatch_log_group" "this" {
  name              = "/aws/codebuild/${local.project}"
  retention_in_days = var.log_retention_days
  kms_key_id        = var.log_kms_key_arn

  tags = var.tags
}

resource "aws_scheduler_schedule" "this" {
  # checkov:skip=CKV_AWS_297:The schedule contains nothing confidential.
  name                = local.project
  schedule_expression = var.verification.schedule

  flexible_time_window {
    mode = "OFF"
  }

  # https://docs.aws.amazon.com/scheduler/latest/UserGuide/managing-targets-templated.html
  target {
    arn      = aws_codebuild_project.this.arn
    role_arn = aws_iam_role.schedule.arn
  }

  depends_on = [aws_iam_role_policy.schedule]
}
