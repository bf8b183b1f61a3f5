locals {
  # What `compressor verify --function` asks, and what it reads: listings, and an archive's metadata where the listings leave a doubt.
  project_statements = concat(
    [
      { Sid = "FetchTool", Effect = "Allow", Action = ["s3:GetObject"], Resource = ["arn:${var.account.partition}:s3:::${local.tool.bucket}/${local.tool.key}"] },
      { Sid = "ListObjects", Effect = "Allow", Action = ["s3:ListBucket"], Resource = [var.bucket_arn] },
      { Sid = "ReadMetadata", Effect = "Allow", Action = ["s3:GetObject"], Resource = ["${var.bucket_arn}/*"] },
      {
        Sid    = "ReadSettings", Effect = "Allow", Resource = [var.function_arn, "${var.function_arn}:*"]
        Action = ["lambda:GetFunctionConcurrency", "lambda:GetFunctionConfiguration", "lambda:GetFunctionEventInvokeConfig"]
      },
      { Sid = "FindQueues", Effect = "Allow", Action = ["sqs:GetQueueUrl"], Resource = concat([var.dead_letter_queue_arn], var.event_queue_arn[*]) },
      { Sid = "WriteLogs", Effect = "Allow", Action = ["logs:CreateLogStream", "logs:PutLogEvents"], Resource = ["${aws_cloudwatch_log_group.this.arn}:*"] },
    ],
    length(var.key_arns) == 0 ? [] : [{ Sid = "UseKeys", Effect = "Allow", Action = ["kms:Decrypt"], Resource = var.key_arns }],
    # To where S3 sends them: to the queue, or to the function.
    !var.verification.requeue ? [] : [{
      Sid      = "SendEventsAgain", Effect = "Allow"
      Action   = [var.event_queue_arn == null ? "lambda:InvokeFunction" : "sqs:SendMessage"]
      Resource = [coalesce(var.event_queue_arn, var.alias_arn)]
    }],
  )
}

resource "aws_iam_role" "project" {
  name        = "${local.project}-${var.account.region}"
  description = "What the verification of ${var.name} may do."
  path        = var.iam_path

  permissions_boundary = var.permissions_boundary

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRole"
      Principal = { Service = "codebuild.amazonaws.com" }
      Condition = { ArnEquals = { "aws:SourceArn" = local.project_arn } }
    }]
  })

  tags = var.tags
}

resource "aws_iam_role_policy" "project" {
  name   = "verify"
  role   = aws_iam_role.project.id
  policy = jsonencode({ Version = "2012-10-17", Statement = local.project_statements })
}

resource "aws_iam_role" "schedule" {
  name        = "${var.name}-schedule-${var.account.region}"
  description = "Starts the verification of ${var.name}."
  path        = var.iam_path

  permissions_boundary = var.permissions_boundary

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRole"
      Principal = { Service = "scheduler.amazonaws.com" }
      Condition = { StringEquals = { "aws:SourceAccount" = var.account.id } }
    }]
  })

  tags = var.tags
}

resource "aws_iam_role_policy" "schedule" {
  name = "start"
  role = aws_iam_role.schedule.id
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "codebuild:StartBuild", Resource = local.project_arn }]
  })
}
