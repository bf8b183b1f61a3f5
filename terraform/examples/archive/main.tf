provider "aws" {
  region = "eu-central-1"
}

module "compressor" {
  source = "../.."

  name             = "archive"
  function_package = var.function_package
  alarm_emails     = var.alarm_emails

  # Archives begin in GLACIER_IR, which saves a transition for each, and move on when nobody asks for them any more.
  storage_class             = "GLACIER_IR"
  processed_transitions     = [{ days = 180, storage_class = "DEEP_ARCHIVE" }]
  processed_expiration_days = 3650

  # A source goes once its archive was read back and agreed. The bucket keeps versions, which makes that exact.
  source_after_success = "delete"

  bucket_name = var.bucket_name
  zone_ids    = ["euc1-az2", "euc1-az3"]
  access_log  = { bucket = aws_s3_bucket.logs.id, prefix = "archive/" }

  # S3 must be allowed to write the log before it is told to. With depends_on, bucket_name and zone_ids have to be set.
  depends_on = [aws_s3_bucket_policy.logs]
}

data "aws_caller_identity" "current" {}

resource "aws_s3_bucket" "logs" {
  bucket = "${var.bucket_name}-logs"

  tags = { Application = "compressor", Deployment = "archive" }
}

resource "aws_s3_bucket_policy" "logs" {
  bucket = aws_s3_bucket.logs.id

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid       = "LetS3WriteTheLog"
      Effect    = "Allow"
      Principal = { Service = "logging.s3.amazonaws.com" }
      Action    = "s3:PutObject"
      Resource  = "${aws_s3_bucket.logs.arn}/archive/*"
      Condition = { StringEquals = { "aws:SourceAccount" = data.aws_caller_identity.current.account_id } }
    }]
  })
}
