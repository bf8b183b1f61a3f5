locals {
  create_role = var.role_arn == null
  role_arn    = local.create_role ? aws_iam_role.function[0].arn : var.role_arn
  role_policy = jsonencode({ Version = "2012-10-17", Statement = local.statements })

  delete_sources = var.settings.source_after_success == "delete"

  # What the function asks of S3, by what it asks it of. The endpoint lets the same actions through.
  source_actions  = concat(["s3:GetObject", "s3:GetObjectVersion"], local.delete_sources ? ["s3:DeleteObject", "s3:DeleteObjectVersion"] : [])
  archive_actions = ["s3:AbortMultipartUpload", "s3:GetObject", "s3:PutObject"]
  bucket_actions  = ["s3:ListBucket"]

  network_interface_actions = [
    "ec2:AssignPrivateIpAddresses",
    "ec2:CreateNetworkInterface",
    "ec2:DeleteNetworkInterface",
    "ec2:DescribeNetworkInterfaces",
    "ec2:DescribeSubnets",
    "ec2:UnassignPrivateIpAddresses",
  ]

  statements = concat(
    [
      { Sid = "ReadSources", Effect = "Allow", Action = local.source_actions, Resource = "${var.bucket_arn}/${var.settings.incoming_prefix}*" },
      { Sid = "WriteArchives", Effect = "Allow", Action = local.archive_actions, Resource = "${var.bucket_arn}/${var.settings.processed_prefix}*" },
      # Without it S3 answers 403 for a missing key, and the function could not tell missing from forbidden.
      { Sid = "TellMissingFromForbidden", Effect = "Allow", Action = local.bucket_actions, Resource = var.bucket_arn },
      { Sid = "SendDeadLetters", Effect = "Allow", Action = ["sqs:SendMessage"], Resource = aws_sqs_queue.dead_letters.arn },
      { Sid = "WriteLogs", Effect = "Allow", Action = ["logs:CreateLogStream", "logs:PutLogEvents"], Resource = "${local.log_group_arn}:*" },
      # Lambda makes the interfaces with this role, before it knows their ids, and AWS documents the permission with "*":
      # https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AWSLambdaVPCAccessExecutionRole.html …
      { Sid = "LetLambdaManageInterfaces", Effect = "Allow", Action = local.network_interface_actions, Resource = "*" },
      # … but the function's own code has no business with them. AWS describes this very deny:
      # https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html (execution role and user permissions).
      {
        Sid       = "DenyInterfacesToTheCode", Effect = "Deny", Action = local.network_interface_actions, Resource = "*",
        Condition = { ArnEquals = { "lambda:SourceFunctionArn" = [local.function_arn, "${local.function_arn}:*"] } }
      },
    ],
    # Lambda's event source mapping takes and removes messages in the role's name.
    var.event_queue_arn == null ? [] : [
      { Sid = "ReceiveEvents", Effect = "Allow", Action = ["sqs:DeleteMessage", "sqs:GetQueueAttributes", "sqs:ReceiveMessage"], Resource = var.event_queue_arn },
    ],
    var.kms_key_arn == null ? [] : [
      { Sid = "UseKey", Effect = "Allow", Action = ["kms:Decrypt", "kms:GenerateDataKey"], Resource = var.kms_key_arn },
    ],
    var.environment_kms_key_arn == null ? [] : [
      { Sid = "DecryptEnvironment", Effect = "Allow", Action = ["kms:Decrypt"], Resource = var.environment_kms_key_arn },
    ],
    var.tracing != "Active" ? [] : [
      { Sid = "Trace", Effect = "Allow", Action = ["xray:PutTelemetryRecords", "xray:PutTraceSegments"], Resource = "*" },
    ],
  )
}

resource "aws_iam_role" "function" {
  count = local.create_role ? 1 : 0

  name        = "${local.function_name}-${var.account.region}"
  description = "What the function ${local.function_name} may do."
  path        = var.iam_path

  permissions_boundary = var.permissions_boundary

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      { Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "lambda.amazonaws.com" } },
    ]
  })

  tags = var.tags
}

resource "aws_iam_role_policy" "function" {
  count = local.create_role ? 1 : 0

  name   = "function"
  role   = aws_iam_role.function[0].id
  policy = local.role_policy
}
