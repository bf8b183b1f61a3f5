locals {
  bucket_arn    = "arn:${var.account.partition}:s3:::${var.bucket_name}"
  incoming_arn  = "${local.bucket_arn}/${var.incoming_prefix}*${var.source_suffix}"
  processed_arn = "${local.bucket_arn}/${var.processed_prefix}*"
  marker_arn    = "${local.bucket_arn}/compressor-doctor/*"
  backfill_arns = [for prefix in var.backfill_prefix[*] : "${local.bucket_arn}/${prefix}*"]

  policy_statements = concat(
    local.common_statements,
    [for statement in local.upload_statements : statement if var.create_bucket],
    [for statement in local.encryption_statements : statement if var.deny_other_encryption],
    try(jsondecode(var.additional_policy_json).Statement, []),
  )

  common_statements = [
    {
      Sid       = "DenyInsecureTransport"
      Effect    = "Deny"
      Principal = "*"
      Action    = "s3:*"
      Resource  = [local.bucket_arn, "${local.bucket_arn}/*"]
      Condition = { Bool = { "aws:SecureTransport" = "false" } }
    },
    {
      Sid       = "DenyArchivesFromOthers"
      Effect    = "Deny"
      Principal = "*"
      Action    = "s3:PutObject"
      Resource  = local.processed_arn
      Condition = { ArnNotEquals = { "aws:PrincipalArn" = var.function_role_arn } }
    },
    {
      # Even a faulty release cannot overwrite blindly. Creating a multipart upload and its parts cannot carry
      # a condition: only the request that makes the object has to.
      Sid       = "DenyUnconditionalArchives"
      Effect    = "Deny"
      Principal = "*"
      Action    = "s3:PutObject"
      Resource  = local.processed_arn
      Condition = {
        Null = { "s3:if-none-match" = "true", "s3:if-match" = "true" }
        Bool = { "s3:ObjectCreationOperation" = "true" }
      }
    },
  ]

  # Only in a bucket of our own: in an existing one, others write where they please.
  upload_statements = [
    {
      # No notification would match these: better a 403 for the uploader than an object that nobody compresses.
      # `compressor doctor --deployed` puts a marker there just because none matches, and removes it. For the same reason
      # `compressor backfill` puts manifests there, and S3 Batch Operations its reports.
      Sid         = "DenyUploadsThatNothingMatches"
      Effect      = "Deny"
      Principal   = "*"
      Action      = "s3:PutObject"
      NotResource = concat([local.incoming_arn, local.processed_arn, local.marker_arn], local.backfill_arns)
    },
    {
      # Encrypted with a key that only the uploader has: the function could never read it.
      Sid       = "DenyUploadsThatNobodyCanRead"
      Effect    = "Deny"
      Principal = "*"
      Action    = "s3:PutObject"
      Resource  = "${local.bucket_arn}/*"
      Condition = { Null = { "s3:x-amz-server-side-encryption-customer-algorithm" = "false" } }
    },
  ]

  encryption_statements = [
    {
      # Who asks for an encryption must ask for this key: S3's own, AWS's, or a key that the role may not use is something else. A key
      # that is not named is not this one. Who asks for nothing gets the bucket's.
      Sid       = "DenyUploadsUnderOtherKeys"
      Effect    = "Deny"
      Principal = "*"
      Action    = "s3:PutObject"
      Resource  = local.incoming_arn
      Condition = {
        Null         = { "s3:x-amz-server-side-encryption" = "false" }
        ArnNotEquals = { "s3:x-amz-server-side-encryption-aws-kms-key-id" = coalesce(var.kms_key_arn, "none") }
      }
    },
  ]

  policy = jsonencode({ Version = "2012-10-17", Statement = local.policy_statements })

  # https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-policies.html
  max_policy_bytes = 20480
}

resource "aws_s3_bucket_policy" "this" {
  count = var.manage_policy ? 1 : 0

  bucket = local.bucket
  policy = local.policy

  depends_on = [aws_s3_bucket_public_access_block.this]

  lifecycle {
    precondition {
      condition     = length(local.policy) <= local.max_policy_bytes
      error_message = "The bucket's policy has ${length(local.policy)} bytes; S3 takes ${local.max_policy_bytes}: shorten additional_policy_json."
    }

    precondition {
      condition     = var.additional_policy_json == null || can(jsondecode(var.additional_policy_json).Statement[0].Effect)
      error_message = "additional_policy_json must be a policy document with a list of statements, as data.aws_iam_policy_document.….json gives it."
    }
  }
}
