locals {
  bucket = var.create_bucket ? aws_s3_bucket.this[0].id : var.bucket_name
}

# trivy:ignore:AWS-0089 Access logging is an input: it needs a bucket to log to.
# trivy:ignore:AWS-0090 Versioning is an input: it doubles what a delete has to do.
resource "aws_s3_bucket" "this" {
  # checkov:skip=CKV_AWS_18:Access logging is an input: it needs a bucket to log to.
  # checkov:skip=CKV_AWS_144:Replication is left to the bucket's owner.
  # checkov:skip=CKV2_AWS_61:The lifecycle configuration lies in another file of this module.
  # checkov:skip=CKV2_AWS_62:The notification lies in another module.
  count = var.create_bucket ? 1 : 0

  bucket              = var.bucket_name
  force_destroy       = var.force_destroy
  object_lock_enabled = var.object_lock != null

  tags = var.tags

  lifecycle {
    precondition {
      condition     = can(regex("^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$", var.bucket_name))
      error_message = "The bucket's name '${var.bucket_name}' must have 3 to 63 lower-case letters, digits, dots and hyphens: set bucket_name, or a shorter name."
    }

    precondition {
      condition     = var.object_lock == null || var.versioning
      error_message = "object_lock needs versions: leave versioning null, or set it to true."
    }
  }
}

resource "aws_s3_bucket_public_access_block" "this" {
  count = var.create_bucket ? 1 : 0

  bucket                  = aws_s3_bucket.this[0].id
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}

resource "aws_s3_bucket_ownership_controls" "this" {
  count = var.create_bucket ? 1 : 0

  bucket = aws_s3_bucket.this[0].id

  rule {
    object_ownership = "BucketOwnerEnforced"
  }
}

resource "aws_s3_bucket_server_side_encryption_configuration" "this" {
  count = var.create_bucket ? 1 : 0

  bucket = aws_s3_bucket.this[0].id

  rule {
    # One data key a bucket for a while, in place of one KMS request an object.
    bucket_key_enabled = var.kms_key_arn != null

    apply_server_side_encryption_by_default {
      sse_algorithm     = var.kms_key_arn == null ? "AES256" : "aws:kms"
      kms_master_key_id = var.kms_key_arn
    }
  }
}

# Not free of charge, and the only way to see S3's 503s from S3's side.
resource "aws_s3_bucket_metric" "requests" {
  count = var.request_metrics ? 1 : 0

  bucket = local.bucket
  name   = var.request_metrics_name
}

resource "aws_s3_bucket_logging" "this" {
  count = var.create_bucket && var.access_log != null ? 1 : 0

  bucket        = aws_s3_bucket.this[0].id
  target_bucket = var.access_log.bucket
  target_prefix = var.access_log.prefix
}

resource "aws_s3_bucket_object_lock_configuration" "this" {
  count = var.create_bucket && var.object_lock != null ? 1 : 0

  bucket = aws_s3_bucket.this[0].id

  rule {
    default_retention {
      mode = var.object_lock.mode
      days = var.object_lock.days
    }
  }

  # S3 takes it for a bucket with versions only.
  depends_on = [aws_s3_bucket_versioning.this]
}

resource "aws_s3_bucket_versioning" "this" {
  # A bucket that never had versioning has no setting to write.
  count = var.create_bucket && var.versioning ? 1 : 0

  bucket = aws_s3_bucket.this[0].id

  versioning_configuration {
    status = "Enabled"
  }
}
