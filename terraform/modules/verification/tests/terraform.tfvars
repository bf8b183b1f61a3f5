# What every test of this module begins with.

account = { id = "123456789012", partition = "aws", region = "eu-central-1" }
tags    = { Application = "compressor" }

name                  = "compressor"
iam_path              = "/"
permissions_boundary  = null
log_retention_days    = 7
log_kms_key_arn       = null
function_name         = "compressor"
function_arn          = "arn:aws:lambda:eu-central-1:123456789012:function:compressor"
alias_arn             = "arn:aws:lambda:eu-central-1:123456789012:function:compressor:live"
dead_letter_queue_arn = "arn:aws:sqs:eu-central-1:123456789012:compressor-dead-letters"
event_queue_arn       = null
bucket_arn            = "arn:aws:s3:::the-bucket"
key_arns              = []

verification = {
  tool_s3    = { bucket = "tools", key = "compressor.tar.gz", sha256 = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855" }
  schedule   = "rate(1 day)"
  since      = "32h"
  older_than = "7h"
  requeue    = false
}
