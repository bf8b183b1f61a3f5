# What every test of this module begins with.

name              = "compressor"
bucket_arn        = "arn:aws:s3:::the-bucket"
function_role_arn = "arn:aws:iam::123456789012:role/compressor"
s3_actions        = ["s3:GetObject", "s3:PutObject"]
