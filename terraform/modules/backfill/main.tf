# The role that S3 Batch Operations takes for `compressor backfill`. AWS says what it needs:
# https://docs.aws.amazon.com/AmazonS3/latest/userguide/batch-ops-iam-role-policies.html
# The function reads the sources and writes the archives, with its own role: this one does neither.

locals {
  # As in src/Cli/Objects/BackfillFiles.cs, where the tool writes and reads.
  manifests_arn = "${var.bucket_arn}/${var.prefix}manifests/*"
  reports_arn   = "${var.bucket_arn}/${var.prefix}reports/*"

  statements = concat(
    [
      { Sid = "ReadManifests", Effect = "Allow", Action = ["s3:GetObject", "s3:GetObjectVersion"], Resource = local.manifests_arn },
      { Sid = "WriteReports", Effect = "Allow", Action = ["s3:PutObject"], Resource = local.reports_arn },
      { Sid = "InvokeFunction", Effect = "Allow", Action = ["lambda:InvokeFunction"], Resource = var.alias_arn },
    ],
    # Manifests are encrypted as the bucket says; reports always are with S3's own keys.
    var.kms_key_arn == null ? [] : [
      { Sid = "DecryptManifests", Effect = "Allow", Action = ["kms:Decrypt"], Resource = var.kms_key_arn },
    ],
  )
}

resource "aws_iam_role" "backfill" {
  name        = "${var.name}-backfill-${var.account.region}"
  description = "What S3 Batch Operations may do for ${var.name}."
  path        = var.iam_path

  permissions_boundary = var.permissions_boundary

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect    = "Allow"
        Action    = "sts:AssumeRole"
        Principal = { Service = "batchoperations.s3.amazonaws.com" }
        # Not for a job of another account.
        Condition = { StringEquals = { "aws:SourceAccount" = var.account.id } }
      },
    ]
  })

  tags = var.tags

  lifecycle {
    precondition {
      condition = alltrue([
        for prefix in [var.incoming_prefix, var.processed_prefix] : !startswith(prefix, var.prefix) && !startswith(var.prefix, prefix)
      ])
      error_message = "backfill keeps its manifests and reports under ${var.prefix}: incoming_prefix and processed_prefix must be others."
    }
  }
}

resource "aws_iam_role_policy" "backfill" {
  name   = "backfill"
  role   = aws_iam_role.backfill.id
  policy = jsonencode({ Version = "2012-10-17", Statement = local.statements })
}
