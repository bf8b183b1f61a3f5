# What every test of this module begins with.

account = { id = "123456789012", partition = "aws", region = "eu-central-1" }
tags    = { Application = "compressor" }

name                 = "compressor"
iam_path             = "/"
permissions_boundary = null
kms_key_arn          = null
bucket_arn           = "arn:aws:s3:::the-bucket"
prefix               = "compressor-backfill/"
incoming_prefix      = "incoming/"
processed_prefix     = "processed/"
alias_arn            = "arn:aws:lambda:eu-central-1:123456789012:function:compressor:live"
