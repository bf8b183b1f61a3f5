# What every test of this module begins with.

account = { id = "123456789012", partition = "aws", region = "eu-central-1" }
tags    = { Application = "compressor" }

name              = "compressor"
bucket_arn        = "arn:aws:s3:::the-bucket"
function_role_arn = "arn:aws:iam::123456789012:role/compressor"
s3_actions        = ["s3:GetObject", "s3:PutObject"]
