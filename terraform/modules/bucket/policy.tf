locals {
  bucket_arn    = "arn:${var.account.partition}:s3:::${var.bucket_name}"
  incoming_arn  = "${local.bucket_arn}/${var.incoming_prefix}*${var.source_suffix}"
  processed_arn = "${local.bucket_arn}/${var.processed_prefix}*"
  marker_arn    = "${local.bucket_arn}/compressor-doctor/*"

  policy_statements = concat(local.common_statements, var.create_bucket ? local.upload_statements : [])

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
      # `compressor doctor --deployed` puts a marker there just because none matches, and removes it.
      Sid         = "DenyUploadsThatNothingMatches"
      Effect      = "Deny"
      Principal   = "*"
      Action      = "s3:PutObject"
      NotResource = [local.incoming_arn, local.processed_arn, local.marker_arn]
    },
  ]

  policy = jsonencode({ Version = "2012-10-17", Statement = local.policy_statements })
}

resource "aws_s3_bucket_policy" "this" {
  count = var.manage_policy ? 1 : 0

  bucket = local.bucket
  policy = local.policy

  depends_on = [aws_s3_bucket_public_access_block.this]
}
